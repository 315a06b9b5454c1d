// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.weight;

import dev.cinch.ir.tensor.Tensor;

class SparseCodebookTest extends WeightContract {

  @Override
  Weight of(Tensor tensor) {
    Sparse sparse = Sparse.ofNonZeros(tensor);
    Values shared = CodebookTest.share(sparse.values().decode(), 3);
    return new Sparse(tensor.type(), sparse.positions(), shared);
  }
}
