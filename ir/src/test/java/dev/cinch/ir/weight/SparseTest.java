// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.weight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import org.junit.jupiter.api.Test;

class SparseTest extends WeightContract {

  @Override
  Weight of(Tensor tensor) {
    return Sparse.ofNonZeros(tensor);
  }

  @Test
  void onlyWhatIsNotZeroIsKept() {
    Tensor tensor = Tensor.ofFloats(Shape.of(2, 3), 0, 1, 0, 0, -2, 0);
    Sparse sparse = Sparse.ofNonZeros(tensor);
    assertThat(sparse.kept()).isEqualTo(2);
    assertThat(sparse.density()).isEqualTo(2 / 6.0);
    assertThat(sparse.values().decode()).isEqualTo(Tensor.ofFloats(Shape.of(2), 1, -2));
    assertThat(sparse.positions().contains(1) && sparse.positions().contains(4)).isTrue();
  }

  @Test
  void bitsOfSignallingNaNsAreKept() {
    // A conversion to double precision and back would make the NaN a quiet one.
    Tensor tensor = Tensor.ofFloats(Shape.of(4), 0, Float.intBitsToFloat(0x7F80_0001), 0, 5);
    assertThat(Sparse.ofNonZeros(tensor).decode()).isEqualTo(tensor);
    TensorType codes = TensorType.fixed(false, 1, 0, 4);
    Tensor table = Tensor.ofFloats(Shape.of(2), 0, Float.intBitsToFloat(0x7F80_0001));
    Codebook book = new Codebook(tensor.type(), 1, table, Tensor.ofRaws(codes, 0, 1, 0, 0));
    assertThat(book.decode().bitsAt(1)).isEqualTo(0x7F80_0001L);
  }
}
