// SPDX-License-Identifier: Apache-2.0
// What the library asks of a number type: its width, its sign, its range, and the byte lane that
// carries it outside.
#ifndef CINCH_NUMBER_HPP
#define CINCH_NUMBER_HPP

#include <ap_int.h>

namespace cinch {

// Bits that hold every value of 0 .. largest; at least one.
constexpr int bits_for(long long largest) { return largest < 2 ? 1 : 1 + bits_for(largest / 2); }

constexpr int quotient_up(int a, int b) { return (a + b - 1) / b; }

// The integer of 8, 16, 32 or 64 bits in which a value of so many bits travels to and from the
// host.
constexpr int lane_bits(int width) {
  return width <= 8 ? 8 : width <= 16 ? 16 : width <= 32 ? 32 : 64;
}

template <class T>
struct Number;

template <int W>
struct Number<ap_int<W>> {
  static constexpr int WIDTH = W;
  static constexpr bool SIGNED = true;
  static constexpr long long MAX = static_cast<long long>(~0ULL >> 1 >> (64 - W));
  static constexpr long long MIN = -MAX - 1;
};

template <int W>
struct Number<ap_uint<W>> {
  static_assert(W < 64, "an unsigned activation has at most 63 bits");
  static constexpr int WIDTH = W;
  static constexpr bool SIGNED = false;
  static constexpr long long MAX = static_cast<long long>(~0ULL >> (64 - W));
  static constexpr long long MIN = 0;
};

}  // namespace cinch

#endif
