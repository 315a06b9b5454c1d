// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Add;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks when an overflow is missed or is seen where there is none, at the limits of formats. */
final class AccumulatorCheckTest {

  private static final Fixed SMALL = new Fixed(true, 8, 2);

  private final List<AccumulatorOverflow> found = new ArrayList<>();

  /** Checks one sum whose value a kernel computed. */
  private void check(Fixed own, Fixed accumulator, long computed, long bias, long... products) {
    TensorType type = TensorType.fixed(own.signed(), own.width(), own.fraction(), 1);
    Node node = new Node(new Value(0, "sum"), new Add(), List.of(), type, Origin.NONE);
    long[] ones = new long[products.length];
    Arrays.fill(ones, 1);
    new AccumulatorCheck(node, accumulator, Tensor.ofRaws(type, computed), found::add)
        .see(0, new Terms(bias, products, 0, ones, 0, 1, products.length));
  }

  private void check(Fixed own, long computed, long bias, long... products) {
    check(own, own, computed, bias, products);
  }

  private void overflows(String what, String value, int term) {
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().at().what()).isEqualTo(what);
    assertThat(found.getFirst().value()).isEqualTo(new BigInteger(value));
    assertThat(found.getFirst().term()).isEqualTo(term);
  }

  @Test
  void theLimitsThemselvesFit() {
    check(SMALL, 127, 100, 20, 7);
    check(SMALL, -128, -100, -20, -8);
    check(new Fixed(false, 8, 0), 255, 250, 5);
    assertThat(found).isEmpty();
  }

  @Test
  void oneAboveIsReported() {
    check(SMALL, 0, 100, 20, 8);
    overflows("sum", "128", 2);
  }

  @Test
  void oneBelowIsReported() {
    check(SMALL, 0, -100, -20, -9);
    overflows("sum", "-129", 2);
  }

  @Test
  void theTermIsTheFirstInOrderThatLeaves() {
    check(SMALL, 0, 0, 100, 28, -10, 60);
    overflows("sum", "178", 2);
  }

  @Test
  void aBiasAloneMayBeTooMuch() {
    check(SMALL, 0, 200, 1);
    overflows("sum", "201", 0);
    assertThat(found.getFirst().toString())
        .isEqualTo(
            "layer sum, sum of sample 0 at channel 0, row 0, column 0: 201 is outside"
                + " -128 to 127 of s8.2, left at the bias");
  }

  @Test
  void partialSumsCountInEveryOrder() {
    check(SMALL, 72, 0, 100, -56, 28);
    overflows("partial sum", "128", 3);
    found.clear();
    check(SMALL, 71, 0, 100, -56, 27);
    assertThat(found).isEmpty();
  }

  @Test
  void sixtyFourBitsHoldTheirLimits() {
    check(Fixed.INT64, Long.MAX_VALUE, Long.MAX_VALUE - 5, 2, 3);
    check(Fixed.INT64, Long.MIN_VALUE, Long.MIN_VALUE + 5, -2, -3);
    check(Fixed.INT64, -1, Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(found).isEmpty();
  }

  @Test
  void oneAbove64BitsIsReported() {
    check(Fixed.INT64, Long.MIN_VALUE, Long.MAX_VALUE - 5, 2, 4);
    overflows("sum", "9223372036854775808", 2);
  }

  @Test
  void oneBelow64BitsIsReported() {
    check(Fixed.INT64, Long.MAX_VALUE, Long.MIN_VALUE, -1);
    overflows("sum", "-9223372036854775809", 1);
  }

  @Test
  void partialSumsMayLeave64Bits() {
    check(Fixed.INT64, Long.MAX_VALUE, Long.MAX_VALUE, 1, -1);
    overflows("partial sum", "9223372036854775808", 1);
  }

  @Test
  void productsMayLeave64Bits() {
    TensorType type = TensorType.fixed(true, 64, 0, 1);
    Node node = new Node(new Value(0, "sum"), new Add(), List.of(), type, Origin.NONE);
    long[] factors = {1L << 40, 1L << 23};
    new AccumulatorCheck(node, Fixed.INT64, Tensor.ofRaws(type, 0), found::add)
        .see(0, new Terms(0, factors, 0, factors, 1, 1, 1));
    overflows("sum", "9223372036854775808", 1);
  }

  @Test
  void aKernelInTooFewBitsIsReported() {
    Fixed wide = new Fixed(true, 40, 1);
    check(wide, Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
    assertThat(found).isEmpty();
    check(wide, Integer.MIN_VALUE, 0, Integer.MAX_VALUE, 1);
    overflows("sum in 32 bits", "2147483648", 2);
    assertThat(found.getFirst().accumulator()).isEqualTo(new Fixed(true, 32, 1));
  }

  @Test
  void anyOtherNumberIsAFaultOfTheKernel() {
    assertThatThrownBy(() -> check(SMALL, 4, 0, 3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("layer sum, sum of sample 0")
        .hasMessageContaining("4 was computed of 3");
  }
}
