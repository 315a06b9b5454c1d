// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.Mutation;
import dev.cinch.frontend.Samples;
import dev.cinch.frontend.Watch;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged texts; the seed is fixed, so that a failure comes again. */
class TextFuzzTest {

  private static final int RUNS = Integer.getInteger("fuzz.runs", 4_000);

  @Test
  void damagedTextsGiveResultsAndWhatIsReadCanBePrinted() {
    Random random = new Random(2);
    List<String> models = Samples.all();
    int read = 0;
    for (int i = 0; i < RUNS; i++) {
      String text = Mutation.ofText(models.get(random.nextInt(models.size())), random);
      Result<Graph> result = Watch.read(() -> TextFuzzTarget.read(text), () -> text);
      if (result instanceof Result.Ok<Graph>(var graph, _)) {
        read++;
        String printed = GraphPrinter.print(graph, Constants.INLINE);
        assertThat(TextFuzzTarget.read(printed)).as(printed).isInstanceOf(Result.Ok.class);
      }
    }
    assertThat(read).as("some damage does no harm, most does").isBetween(RUNS / 50, RUNS / 2);
  }
}
