// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tensors whose numbers are computed when they are first read. */
class DeferredTensorTest {

  private static final Tensor NUMBERS = Tensor.ofFloats(Shape.of(2, 2), 1, 2, 3, 4);

  @Test
  void numbersAreComputedOnceAndWhenRead() {
    AtomicInteger calls = new AtomicInteger();
    Tensor deferred =
        Tensor.deferred(
            NUMBERS.type(),
            () -> {
              calls.incrementAndGet();
              return NUMBERS;
            });
    Tensor row = deferred.reshaped(Shape.of(4));
    assertThat(deferred.shape()).isEqualTo(Shape.of(2, 2));
    assertThat(calls).hasValue(0);
    assertThat(row.toFloats()).containsExactly(1, 2, 3, 4);
    assertThat(deferred).isEqualTo(NUMBERS).hasSameHashCodeAs(NUMBERS);
    assertThat(calls).hasValue(1);
  }

  @Test
  void numbersOfAnotherTypeAreAMistake() {
    Tensor deferred = Tensor.deferred(NUMBERS.type().with(Shape.of(4)), () -> NUMBERS);
    assertThatThrownBy(() -> deferred.valueAt(0)).isInstanceOf(IllegalStateException.class);
  }
}
