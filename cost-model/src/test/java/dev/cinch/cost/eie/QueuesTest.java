// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.eie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cinch.cost.Golden;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.target.eie.CodeMatrix;
import dev.cinch.target.eie.PackedColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Breaks when the recurrence differs from the cycle loop, or both from the authors' simulator. */
class QueuesTest {

  private static PackedColumns pack(TensorWriter mask, int rows, int columns, int n, int gapBits) {
    CodeMatrix matrix =
        new CodeMatrix(
            new Dense(mask.finish()),
            rows,
            columns,
            (row, column) -> (long) row * columns + column);
    return PackedColumns.pack(matrix, n, gapBits);
  }

  private static PackedColumns random(
      Random random, int rows, int columns, int elements, int gapBits, double density) {
    TensorWriter out = Tensor.writer(TensorType.fixed(true, 2, 0, rows, columns));
    for (long i = 0; i < (long) rows * columns; i++) {
      out.setRaw(i, random.nextDouble() < density ? 1 : 0);
    }
    return pack(out, rows, columns, elements, gapBits);
  }

  @Test
  void theRecurrenceIsTheCycleLoop() {
    Random random = new Random(16);
    for (int i = 0; i < 10_000; i++) {
      double density = random.nextDouble();
      int columns = 1 + random.nextInt(40);
      PackedColumns packed =
          random(random, 1 + random.nextInt(60), columns, 1 + random.nextInt(9), 2, density);
      List<Integer> sent = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        if (random.nextBoolean()) {
          sent.add(column);
        }
      }
      int depth = 2 + random.nextInt(9);
      Queues queues = new Queues(packed, depth, 1 + random.nextInt(8));
      sent.forEach(queues::broadcast);
      assertThat(queues.cycles()).isEqualTo(CycleLoop.run(packed, sent, depth));
      assertThat(queues.broadcasts()).isEqualTo(sent.size());
    }
  }

  @Test
  void aLineIsReadOnceWhileItsEntriesAreNeeded() {
    PackedColumns packed = random(new Random(1), 6, 4, 1, 0, 1);
    Queues queues = new Queues(packed, 8, 8);
    for (int column = 0; column < 4; column++) {
      queues.broadcast(column);
    }
    assertThat(queues.entries()).isEqualTo(24);
    assertThat(queues.lines()).isEqualTo(3);
  }

  /** Load balance of Alex-8 at queue depths 2, 4, 8 and 16, within 1.5 points. */
  @Test
  void theDepthsOfQueuesCountAsInTheAuthorsSimulator() {
    int columns = 1760;
    Random random = new Random(8);
    TensorWriter mask = Tensor.writer(TensorType.fixed(true, 2, 0, 1000, columns));
    for (Golden.Row load : Golden.rows("eie_alex8_per_pe.csv")) {
      int element = load.integer("pe");
      int places = (1000 - element + 63) / 64 * columns;
      int left = load.integer("entries_in_nonzero_activation_columns");
      for (int place = 0; place < places; place++) {
        if (random.nextInt(places - place) < left) {
          long row = element + 64L * (place / columns);
          mask.setRaw(row * columns + place % columns, 1);
          left--;
        }
      }
    }
    PackedColumns packed = pack(mask, 1000, columns, 64, 4);
    for (Golden.Row row : Golden.rows("eie_sim_alex8_sweep.csv")) {
      String depth = row.text("fifo_depth");
      if (row.integer("sram_line_bits") == 64 && List.of("2", "4", "8", "16").contains(depth)) {
        double balance = balance(packed, Integer.parseInt(depth));
        double published = row.number("load_balance_efficiency");
        assertThat(balance).as("depth %s", depth).isCloseTo(published, within(0.015));
      }
    }
  }

  /** Alex-7 of table IV: a random pattern of its theoretical time, within 3 points of balance. */
  @Test
  void alexSevenOfTableFour() {
    Golden.Row row =
        Golden.rows("eie_benchmarks.csv").stream()
            .filter(one -> one.text("layer").equals("Alex-7"))
            .findFirst()
            .orElseThrow();
    int columns = (int) Math.round(row.integer("inputs") * row.number("act_density_pct") / 100);
    double entries = row.number("theoretical_us") * 800 * 64;
    double density = entries / row.integer("outputs") / columns;
    PackedColumns packed = random(new Random(7), row.integer("outputs"), columns, 64, 4, density);
    for (int step = 0; step < 6; step++) {
      density *= entries / packed.entries();
      packed = random(new Random(7), row.integer("outputs"), columns, 64, 4, density);
    }
    assertThat(packed.entries() / entries).isCloseTo(1, within(0.01));
    assertThat(balance(packed, 8)).isCloseTo(row.number("load_balance_eff"), within(0.03));
  }

  private static double balance(PackedColumns packed, int depth) {
    Queues queues = new Queues(packed, depth, 8);
    for (int column = 0; column < packed.matrix().columns(); column++) {
      queues.broadcast(column);
    }
    return queues.entries() / 64.0 / queues.cycles();
  }
}
