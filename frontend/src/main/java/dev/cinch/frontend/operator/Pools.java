// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.MaxPool;
import dev.cinch.ir.op.SumPool;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.Window;
import java.util.Optional;

/** Pooling operators. */
final class Pools {

  private Pools() {}

  /** MaxPool. The importer refuses its second result, the places of the greatest. */
  static Operand max(Call call) {
    Windows windows = Windows.of(call);
    call.attributes().only("storage_order", 0, "only row-major places are known");
    Value x = call.in(0);
    return call.give(new MaxPool(windows.over(call.shape(0), Optional.empty())), x);
  }

  /** AveragePool. */
  static Operand average(Call call) {
    Windows windows = Windows.of(call);
    boolean countPadding = call.attributes().flag("count_include_pad");
    Value x = call.in(0);
    Window window = windows.over(call.shape(0), Optional.empty());
    Window floored = windows.floored().over(call.shape(0), Optional.empty());
    if (countPadding && !window.equals(floored)) {
      throw new TypeException(
          "count_include_pad with windows that ceil_mode lets reach over the padding");
    }
    return call.give(new AveragePool(window, countPadding), x);
  }

  /** GlobalMaxPool. */
  static Operand globalMax(Call call) {
    Value x = call.in(0);
    return call.give(new MaxPool(Windows.plane(call.shape(0))), x);
  }

  /** GlobalAveragePool. */
  static Operand globalAverage(Call call) {
    Value x = call.in(0);
    return call.give(new AveragePool(Windows.plane(call.shape(0)), false), x);
  }

  /** {@code dev.cinch.SumPool}: the sum of each window. */
  static Operand sum(Call call) {
    Windows windows = Windows.of(call);
    Value x = call.in(0);
    return call.give(new SumPool(windows.over(call.shape(0), Optional.empty())), x);
  }
}
