// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target.eie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackedColumnsTest {

  private static final Fixed INT8 = Fixed.INT8;

  /** Walks the streams as an element does and gives back the matrix. */
  private static long[][] unpack(PackedColumns packed) {
    CodeMatrix matrix = packed.matrix();
    long[][] weights = new long[matrix.rows()][matrix.columns()];
    for (int element = 0; element < packed.elements(); element++) {
      for (int column = 0; column < matrix.columns(); column++) {
        int row = -1;
        for (int e = packed.pointer(element, column);
            e < packed.pointer(element, column + 1);
            e++) {
          row += packed.gap(element, e) + 1;
          long weight = matrix.decode(packed.code(element, e));
          weights[row * packed.elements() + element][column] += weight;
        }
      }
    }
    return weights;
  }

  private static long[][] matrix(CodeMatrix matrix) {
    long[][] weights = new long[matrix.rows()][matrix.columns()];
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        weights[row][column] = matrix.decode(matrix.code(row, column));
      }
    }
    return weights;
  }

  private static CodeMatrix rowMajor(Weight weight) {
    Shape shape = weight.type().shape();
    int columns = (int) shape.dim(1);
    return new CodeMatrix(
        weight, (int) shape.dim(0), columns, (row, column) -> (long) row * columns + column);
  }

  @Test
  void everyWeightComesBackWhateverTheDensityTheElementsAndTheGaps() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 300; round++) {
      int rows = 1 + random.nextInt(70);
      int columns = 1 + random.nextInt(9);
      double density = random.nextInt(5) / 4.0;
      long[] raws = new long[rows * columns];
      for (int i = 0; i < raws.length; i++) {
        raws[i] = random.nextDouble() < density ? random.nextInt(-128, 128) : 0;
      }
      Tensor tensor = Tensor.ofRaws(new TensorType(INT8, Shape.of(rows, columns)), raws);
      Weight weight = round % 2 == 0 ? new Dense(tensor) : Sparse.ofNonZeros(tensor);
      CodeMatrix matrix = rowMajor(weight);
      PackedColumns packed = PackedColumns.pack(matrix, 1 + random.nextInt(8), random.nextInt(9));

      assertThat(unpack(packed)).as("round %d", round).isDeepEqualTo(matrix(matrix));
      assertThat(packed.entries() - packed.paddingEntries()).isEqualTo(matrix.nonZeros());
    }
  }

  @Test
  void runLongerThanTheGapCostsAnEntryOfCodeZero() {
    // EIE, section III-B: v = [1,2,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3] with gaps of 4 bits is
    // stored as v = [1,2,0,3], z = [0,0,15,2].
    long[] column = new long[21];
    column[0] = 1;
    column[1] = 2;
    column[20] = 3;
    Tensor tensor = Tensor.ofRaws(new TensorType(INT8, Shape.of(21, 1)), column);
    PackedColumns packed = PackedColumns.pack(rowMajor(new Dense(tensor)), 1, 4);

    assertThat(packed.entries(0)).isEqualTo(4);
    assertThat(
            new int[] {packed.code(0, 0), packed.code(0, 1), packed.code(0, 2), packed.code(0, 3)})
        .containsExactly(1, 2, 0, 3);
    assertThat(new int[] {packed.gap(0, 0), packed.gap(0, 1), packed.gap(0, 2), packed.gap(0, 3)})
        .containsExactly(0, 0, 15, 2);
    assertThat(packed.paddingEntries()).isEqualTo(1);
  }

  @Test
  void codesOfASparseCodebookAreIndicesIntoItsTable() {
    Fixed number = new Fixed(true, 16, 8);
    Tensor table = Tensor.ofRaws(new TensorType(number, Shape.of(3)), 0, -300, 700);
    Tensor codes = Tensor.ofRaws(new TensorType(new Fixed(false, 2, 0), Shape.of(2)), 2, 1);
    Positions positions = Positions.builder(6).add(1).add(5).build();
    TensorType kept = new TensorType(number, Shape.of(2));
    Weight weight =
        new Sparse(
            new TensorType(number, Shape.of(3, 2)), positions, new Codebook(kept, 2, table, codes));
    CodeMatrix matrix = rowMajor(weight);

    assertThat(matrix.codeBits()).isEqualTo(2);
    assertThat(matrix(matrix)).isDeepEqualTo(new long[][] {{0, 700}, {0, 0}, {0, -300}});
    assertThat(matrix.nonZeros()).isEqualTo(2);
  }

  @Test
  void denseMatrixNeedsNoGapsAndASparseOneDoes() {
    long[] full = new long[640];
    java.util.Arrays.fill(full, 5);
    long[] rare = new long[640];
    rare[3] = rare[300] = rare[639] = 1;
    TensorType type = new TensorType(INT8, Shape.of(64, 10));

    assertThat(GapWidth.best(rowMajor(new Dense(Tensor.ofRaws(type, full))), 2)).isZero();
    int bits = GapWidth.best(rowMajor(new Dense(Tensor.ofRaws(type, rare))), 2);
    assertThat(bits).isGreaterThan(2);
  }

  @Test
  void bestGapIsTheOneThatPacksSmallest() {
    SplittableRandom random = new SplittableRandom(7);
    for (double density : new double[] {0.01, 0.05, 0.2, 0.6}) {
      long[] raws = new long[200 * 7];
      for (int i = 0; i < raws.length; i++) {
        raws[i] = random.nextDouble() < density ? 1 + random.nextInt(100) : 0;
      }
      CodeMatrix matrix =
          rowMajor(new Dense(Tensor.ofRaws(new TensorType(INT8, Shape.of(200, 7)), raws)));
      int best = GapWidth.best(matrix, 3);
      long bits = PackedColumns.pack(matrix, 3, best).entries() * (8 + best);
      for (int other = 0; other <= 8; other++) {
        long otherBits = PackedColumns.pack(matrix, 3, other).entries() * (8 + other);
        assertThat(bits).as("density %s, %d bits", density, other).isLessThanOrEqualTo(otherBits);
      }
    }
  }

  @Test
  void unsignedWeightsAreRefused() {
    Tensor tensor = Tensor.ofRaws(new TensorType(Fixed.UINT8, Shape.of(1, 1)), 200);
    assertThatThrownBy(() -> rowMajor(new Dense(tensor)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("signed");
  }
}
