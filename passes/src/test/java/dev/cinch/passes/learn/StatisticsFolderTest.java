// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Dense;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks when statistics are collected again, or those of something else are taken. */
class StatisticsFolderTest {

  @TempDir private Path folder;
  private int collected;

  @SuppressWarnings("ArrayRecordComponent")
  private record Numbers(float[] values) implements Resumable {
    @Override
    public void state(State state) {
      state.numbers(values);
    }
  }

  private float get(String key, int size) {
    return new StatisticsFolder(folder.resolve("deep"))
        .get(
            key,
            new Numbers(new float[size]),
            empty -> {
              collected++;
              empty.values()[0] = key.hashCode();
              return Result.ok(empty);
            })
        .orThrow()
        .values()[0];
  }

  @Test
  void collectsOnceForEachKey() {
    assertThat(get("a", 3)).isEqualTo(get("a", 3)).isEqualTo("a".hashCode());
    assertThat(collected).isEqualTo(1);
    assertThat(get("b", 3)).isEqualTo("b".hashCode());
    assertThat(collected).isEqualTo(2);
  }

  @Test
  void damagedFilesAreCollectedAnew() throws IOException {
    get("a", 3);
    try (var files = Files.list(folder.resolve("deep"))) {
      Files.write(files.findFirst().orElseThrow(), new byte[] {1, 2, 3});
    }
    assertThat(get("a", 3)).isEqualTo("a".hashCode());
    assertThat(collected).isEqualTo(2);
    get("a", 3);
    assertThat(collected).isEqualTo(2);
  }

  private static Graph graph(float number) {
    GraphBuilder out = new GraphBuilder("net");
    var x = out.input("x", TensorType.f32(1, 1));
    var w = out.constant("w", new Dense(Tensor.ofFloats(Shape.of(1, 1), number)));
    out.output("y", out.add(new MatMul(), List.of(x, w), Origin.named("y")));
    return out.build();
  }

  @Test
  void everyNumberOfAGraphCounts() {
    assertThat(Statistics.digest(graph(1))).isEqualTo(Statistics.digest(graph(1)));
    assertThat(Statistics.digest(graph(1))).isNotEqualTo(Statistics.digest(graph(Math.nextUp(1f))));
  }
}
