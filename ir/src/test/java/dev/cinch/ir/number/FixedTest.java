// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rounding and saturation at every edge, against decimal arithmetic of any precision. */
final class FixedTest {

  private static final int[] WIDTHS = {1, 2, 7, 8, 31, 32, 53, 55, 62, 63, 64};
  private static final int[] SHIFTS = {-100, -65, -62, -1, 0, 1, 7, 62, 63, 64, 65, 100};

  @Test
  void requantizeEqualsExactArithmetic() {
    Random random = new Random(1);
    for (Fixed to : formats(5)) {
      for (int shift : SHIFTS) {
        for (long raw : raws(random, shift)) {
          BigDecimal exact = scaled(new BigDecimal(raw), -shift);
          for (Rounding rounding : Rounding.values()) {
            BigInteger whole = round(exact, rounding);
            for (Overflow overflow : Overflow.values()) {
              assertThat(to.requantize(raw, to.fraction() + shift, rounding, overflow))
                  .as("%s >> %s to %s, %s, %s", raw, shift, to, rounding, overflow)
                  .isEqualTo(fit(whole, to, overflow));
            }
          }
        }
      }
    }
  }

  @Test
  void quantizeEqualsExactArithmetic() {
    Random random = new Random(2);
    for (int fraction : new int[] {-1000, -3, 0, 4, 60, 1000}) {
      for (Fixed to : formats(fraction)) {
        for (double value : reals(random, to)) {
          BigDecimal exact = scaled(new BigDecimal(value), fraction);
          for (Rounding rounding : Rounding.values()) {
            BigInteger whole = round(exact, rounding);
            for (Overflow overflow : Overflow.values()) {
              assertThat(to.quantize(value, rounding, overflow))
                  .as("%s to %s, %s, %s", value, to, rounding, overflow)
                  .isEqualTo(fit(whole, to, overflow));
            }
          }
        }
      }
    }
  }

  @Test
  void notNumbersAreZeroAndInfinitiesSaturate() {
    for (Fixed to : formats(3)) {
      for (Rounding rounding : Rounding.values()) {
        for (Overflow overflow : Overflow.values()) {
          assertThat(to.quantize(Double.NaN, rounding, overflow)).isZero();
          assertThat(to.quantize(-0.0, rounding, overflow)).isZero();
          assertThat(to.quantize(Double.POSITIVE_INFINITY, rounding, overflow)).isEqualTo(to.max());
          assertThat(to.quantize(Double.NEGATIVE_INFINITY, rounding, overflow)).isEqualTo(to.min());
        }
      }
    }
  }

  @Test
  void tiesRoundAsNamed() {
    Fixed integer = Fixed.INT8;
    double[] ties = {-2.5, -1.5, -0.5, 0.5, 1.5, 2.5};
    assertThat(rounded(integer, ties, Rounding.FLOOR)).containsExactly(-3, -2, -1, 0, 1, 2);
    assertThat(rounded(integer, ties, Rounding.HALF_UP)).containsExactly(-2, -1, 0, 1, 2, 3);
    assertThat(rounded(integer, ties, Rounding.HALF_EVEN)).containsExactly(-2, -2, 0, 0, 2, 2);
    assertThat(integer.quantize(0.49999999999999994, Rounding.HALF_UP, Overflow.WRAP)).isZero();
  }

  @Test
  void rangesAreThoseOfTheWidth() {
    assertThat(Fixed.INT8.min()).isEqualTo(-128);
    assertThat(Fixed.INT8.max()).isEqualTo(127);
    assertThat(Fixed.UINT32.max()).isEqualTo(0xFFFFFFFFL);
    assertThat(Fixed.INT64.min()).isEqualTo(Long.MIN_VALUE);
    assertThat(Fixed.INT64.max()).isEqualTo(Long.MAX_VALUE);
    assertThat(new Fixed(false, 63, 0).max()).isEqualTo(Long.MAX_VALUE);
    assertThat(new Fixed(true, 1, 0).max()).isZero();
    assertThat(Fixed.UINT8.wrap(-1)).isEqualTo(255);
    assertThat(Fixed.INT8.wrap(128)).isEqualTo(-128);
    assertThat(Fixed.UINT8.saturate(-1)).isZero();
  }

  @Test
  void widthsBeyondALongAreRefused() {
    assertThatThrownBy(() -> new Fixed(false, 64, 0)).hasMessageContaining("not in 1..63");
    assertThatThrownBy(() -> new Fixed(true, 65, 0)).hasMessageContaining("not in 1..64");
    assertThatThrownBy(() -> new Fixed(true, 0, 0)).hasMessageContaining("not in 1..64");
    assertThatThrownBy(() -> new Fixed(true, 8, 1101)).hasMessageContaining("fraction 1101");
  }

  @Test
  void signedBitsIsTheNarrowestWidthThatHolds() {
    for (long value : new long[] {0, 1, -1, 2, -2, 127, 128, -128, -129, Long.MIN_VALUE}) {
      int bits = Fixed.signedBits(value);
      assertThat(new Fixed(true, bits, 0).holds(value)).isTrue();
      assertThat(bits == 1 || !new Fixed(true, bits - 1, 0).holds(value)).isTrue();
    }
  }

  private static long[] rounded(Fixed format, double[] values, Rounding rounding) {
    return java.util.Arrays.stream(values)
        .mapToLong(value -> format.quantize(value, rounding, Overflow.SATURATE))
        .toArray();
  }

  private static List<Fixed> formats(int fraction) {
    List<Fixed> formats = new ArrayList<>();
    for (int width : WIDTHS) {
      formats.add(new Fixed(true, width, fraction));
      if (width < 64) {
        formats.add(new Fixed(false, width, fraction));
      }
    }
    return formats;
  }

  private static long[] raws(Random random, int shift) {
    long half = shift >= 1 && shift <= 62 ? 1L << (shift - 1) : 1;
    long[] edges = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, half, -half, 3 * half, -3 * half};
    long[] all = java.util.Arrays.copyOf(edges, edges.length + 12);
    for (int i = edges.length; i < all.length; i++) {
      all[i] = random.nextLong() >> random.nextInt(64);
    }
    return all;
  }

  private static List<Double> reals(Random random, Fixed to) {
    double unit = Math.scalb(1.0, -to.fraction());
    List<Double> all = new ArrayList<>(List.of(0.0, 1e300, -1e300, Double.MIN_VALUE));
    all.add(-Double.MIN_VALUE);
    for (double steps :
        new double[] {0x1p62, 0x1p63, 0x1p64, 1.5, 2.5, -0.5, -1.5, to.max() + 0.5}) {
      all.add(steps * unit);
      all.add(-steps * unit);
      all.add(Math.nextDown(steps) * unit);
    }
    for (int i = 0; i < 8; i++) {
      all.add(random.nextGaussian() * unit * Math.scalb(1.0, random.nextInt(70) - 3));
    }
    all.removeIf(value -> value.isInfinite() || value.isNaN());
    return all;
  }

  private static BigDecimal scaled(BigDecimal value, int power) {
    BigDecimal two = new BigDecimal(BigInteger.TWO.pow(Math.abs(power)));
    return power >= 0 ? value.multiply(two) : value.multiply(new BigDecimal("0.5").pow(-power));
  }

  private static BigInteger round(BigDecimal exact, Rounding rounding) {
    BigDecimal rounded =
        switch (rounding) {
          case FLOOR -> exact.setScale(0, RoundingMode.FLOOR);
          case HALF_UP -> exact.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR);
          case HALF_EVEN -> exact.setScale(0, RoundingMode.HALF_EVEN);
        };
    return rounded.toBigInteger();
  }

  private static long fit(BigInteger whole, Fixed to, Overflow overflow) {
    BigInteger min = BigInteger.valueOf(to.min());
    BigInteger max = BigInteger.valueOf(to.max());
    if (overflow == Overflow.SATURATE) {
      return whole.max(min).min(max).longValueExact();
    }
    BigInteger span = BigInteger.ONE.shiftLeft(to.width());
    BigInteger low = whole.mod(span);
    return (low.compareTo(max) > 0 ? low.subtract(span) : low).longValueExact();
  }
}
