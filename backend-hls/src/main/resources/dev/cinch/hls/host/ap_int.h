// SPDX-License-Identifier: Apache-2.0
// ap_int<W> and ap_uint<W>, W in 1..64, for compiling an accelerator with an ordinary C++ compiler.
// Written from AMD UG1399 ("C++ Arbitrary Precision Integer Types"): assignment extends by the sign
// of the source and truncates without saturation; a sum is one bit wider than its operands, a
// product as wide as both together; a shift keeps its type. Only what Cinch uses is here. An
// expression that would need more than 64 bits does not compile.
#ifndef CINCH_HOST_AP_INT_H
#define CINCH_HOST_AP_INT_H

#include <cstdint>
#include <type_traits>

namespace ap_host {

// The smallest built-in integer that holds W bits.
template <int W, bool SIGNED>
struct carrier {
  static_assert(W >= 1 && W <= 64, "ap_int and ap_uint hold 1 to 64 bits on the host");
  using i = std::conditional_t<
      (W <= 8), std::int8_t,
      std::conditional_t<(W <= 16), std::int16_t,
                         std::conditional_t<(W <= 32), std::int32_t, std::int64_t>>>;
  using type = std::conditional_t<SIGNED, i, std::make_unsigned_t<i>>;
};

constexpr int wider(int a, int b) { return a > b ? a : b; }

// A whole number of W bits in two's complement. ap_int and ap_uint are its two names.
template <int W, bool SIGNED>
class integer {
 public:
  static constexpr int width = W;
  using carrier_t = typename carrier<W, SIGNED>::type;

  integer() = default;
  template <class T, class = std::enable_if_t<std::is_integral<T>::value>>
  constexpr integer(T value) : value_(wrap(static_cast<std::uint64_t>(value))) {}
  template <int W2, bool S2>
  constexpr integer(const integer<W2, S2>& other) : value_(wrap(other.bits())) {}

  constexpr operator carrier_t() const { return value_; }
  constexpr int to_int() const { return static_cast<int>(value_); }
  constexpr long long to_int64() const { return static_cast<long long>(value_); }
  constexpr unsigned long long to_uint64() const { return bits(); }

  // The value, extended by its sign to 64 bits.
  constexpr std::uint64_t bits() const { return static_cast<std::uint64_t>(value_); }

  template <class T>
  integer& operator+=(const T& other) {
    value_ = wrap(bits() + static_cast<std::uint64_t>(other));
    return *this;
  }
  integer& operator++() { return *this += 1; }
  constexpr integer operator<<(int count) const {
    return count >= W ? integer(0) : integer(bits() << count);
  }
  constexpr integer operator>>(int count) const {
    return integer(
        static_cast<carrier_t>(value_ >> (count < W ? count : W - 1) >> (count < W ? 0 : 1)));
  }

 private:
  static constexpr int SPARE = 64 - W;
  static constexpr carrier_t wrap(std::uint64_t raw) {
    return SIGNED ? static_cast<carrier_t>(static_cast<std::int64_t>(raw << SPARE) >> SPARE)
                  : static_cast<carrier_t>(raw << SPARE >> SPARE);
  }

  carrier_t value_;
};

// A built-in operand counts as an integer of its own width.
template <class T>
using builtin = integer<static_cast<int>(8 * sizeof(T)), std::is_signed<T>::value>;
template <class T>
using if_builtin = std::enable_if_t<std::is_integral<T>::value>;

template <int A, bool SA, int B, bool SB>
struct result {
  // An unsigned operand beside a signed one needs a bit for the sign.
  static constexpr bool is_signed = SA || SB;
  static constexpr int joint = wider(A + (is_signed && !SA), B + (is_signed && !SB));
  using sum = integer<joint + 1, is_signed>;
  using difference = integer<joint + 1, true>;
  using product = integer<A + B, is_signed>;
};

template <int A, bool SA, int B, bool SB>
constexpr typename result<A, SA, B, SB>::sum operator+(const integer<A, SA>& a,
                                                       const integer<B, SB>& b) {
  return a.bits() + b.bits();
}
template <int A, bool SA, int B, bool SB>
constexpr typename result<A, SA, B, SB>::difference operator-(const integer<A, SA>& a,
                                                              const integer<B, SB>& b) {
  return a.bits() - b.bits();
}
template <int A, bool SA, int B, bool SB>
constexpr typename result<A, SA, B, SB>::product operator*(const integer<A, SA>& a,
                                                           const integer<B, SB>& b) {
  return a.bits() * b.bits();
}
template <int A, int B>
constexpr integer<wider(A, B), false> operator|(const integer<A, false>& a,
                                                const integer<B, false>& b) {
  return a.bits() | b.bits();
}

// Comparison is of the values, whatever the signs of the types.
template <int A, bool SA, int B, bool SB>
constexpr bool operator==(const integer<A, SA>& a, const integer<B, SB>& b) {
  return a.bits() == b.bits() && (SA == SB || static_cast<std::int64_t>(a.bits()) >= 0);
}
template <int A, bool SA, int B, bool SB>
constexpr bool operator<(const integer<A, SA>& a, const integer<B, SB>& b) {
  const bool a_negative = SA && static_cast<std::int64_t>(a.bits()) < 0;
  const bool b_negative = SB && static_cast<std::int64_t>(b.bits()) < 0;
  return a_negative != b_negative ? a_negative : a.bits() < b.bits();
}
template <int A, bool SA, int B, bool SB>
constexpr bool operator!=(const integer<A, SA>& a, const integer<B, SB>& b) {
  return !(a == b);
}
template <int A, bool SA, int B, bool SB>
constexpr bool operator>(const integer<A, SA>& a, const integer<B, SB>& b) {
  return b < a;
}
template <int A, bool SA, int B, bool SB>
constexpr bool operator<=(const integer<A, SA>& a, const integer<B, SB>& b) {
  return !(b < a);
}
template <int A, bool SA, int B, bool SB>
constexpr bool operator>=(const integer<A, SA>& a, const integer<B, SB>& b) {
  return !(a < b);
}

#define CINCH_HOST_MIXED(OP)                                                               \
  template <int A, bool SA, class T, class = if_builtin<T>>                                \
  constexpr auto operator OP(const integer<A, SA>& a, T b)->decltype(a OP builtin<T>(b)) { \
    return a OP builtin<T>(b);                                                             \
  }                                                                                        \
  template <int A, bool SA, class T, class = if_builtin<T>>                                \
  constexpr auto operator OP(T a, const integer<A, SA>& b)->decltype(builtin<T>(a) OP b) { \
    return builtin<T>(a) OP b;                                                             \
  }
CINCH_HOST_MIXED(+)
CINCH_HOST_MIXED(-)
CINCH_HOST_MIXED(*)
CINCH_HOST_MIXED(==)
CINCH_HOST_MIXED(!=)
CINCH_HOST_MIXED(<)
CINCH_HOST_MIXED(>)
CINCH_HOST_MIXED(<=)
CINCH_HOST_MIXED(>=)
#undef CINCH_HOST_MIXED

}  // namespace ap_host

template <int W>
using ap_int = ap_host::integer<W, true>;
template <int W>
using ap_uint = ap_host::integer<W, false>;

#endif
