// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.Mutation;
import dev.cinch.frontend.Samples;
import dev.cinch.frontend.Watch;
import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged binary models; the seed is fixed, so that a failure comes again. */
class BinaryFuzzTest {

  private static final int RUNS = Integer.getInteger("fuzz.runs", 10_000);

  @Test
  void damagedModelsGiveResults() {
    Random random = new Random(1);
    List<byte[]> models = new ArrayList<>();
    for (String text : Samples.all()) {
      models.add(OnnxTextReader.parse(text, "t").orThrow().proto().toByteArray());
    }
    int read = 0;
    for (int i = 0; i < RUNS; i++) {
      byte[] bytes = Mutation.ofBytes(models.get(random.nextInt(models.size())), random);
      Result<Graph> result =
          Watch.read(() -> BinaryFuzzTarget.read(bytes), () -> HexFormat.of().formatHex(bytes));
      read += result instanceof Result.Ok<Graph> ? 1 : 0;
    }
    assertThat(read).as("some damage does no harm, most does").isBetween(RUNS / 50, RUNS / 2);
  }
}
