// SPDX-License-Identifier: Apache-2.0
// Every value of a 10-bit source at every shift into signed and unsigned targets, and 64-bit
// sources at their edges.
#include "cinch/requantize.hpp"

#include "model/check.hpp"
#include "model/random.hpp"
#include "model/reference.hpp"

namespace {

template <class To, int SHIFT, bool RELU, class From>
void same_as_reference(long long x) {
  const long long want =
      reference::Output{RELU, SHIFT, cinch::Number<To>::MIN, cinch::Number<To>::MAX}.of(x);
  CHECK_EQUAL((cinch::requantized<To, SHIFT, RELU>(From(x)).to_int64()), want);
}

template <int SHIFT>
void every_value() {
  for (int x = -512; x < 512; ++x) {
    same_as_reference<ap_int<8>, SHIFT, false, ap_int<10>>(x);
    same_as_reference<ap_uint<8>, SHIFT, true, ap_int<10>>(x);
    same_as_reference<ap_uint<5>, SHIFT, false, ap_int<10>>(x);
    same_as_reference<ap_int<3>, SHIFT, true, ap_int<10>>(x);
    same_as_reference<ap_int<16>, SHIFT, false, ap_int<10>>(x);
    same_as_reference<ap_uint<20>, SHIFT, false, ap_uint<10>>(x + 512);
  }
}

template <int SHIFT>
struct EveryShift {
  static void run() {
    every_value<SHIFT>();
    EveryShift<SHIFT - 1>::run();
  }
};
template <>
struct EveryShift<-9> {
  static void run() {}
};

template <int SHIFT>
void edges_of_64_bits() {
  Random random(17);
  const long long most = 0x7fffffffffffffffLL;
  for (int i = 0; i < 2000; ++i) {
    const long long x = i < 4   ? most - i
                        : i < 8 ? -most + 3 - i + 3
                                : random.between(-most - 1, most) >> (i % 64);
    same_as_reference<ap_int<8>, SHIFT, false, ap_int<64>>(x);
    same_as_reference<ap_int<64>, SHIFT, false, ap_int<64>>(x);
    same_as_reference<ap_uint<63>, SHIFT, false, ap_int<64>>(x);
    same_as_reference<ap_uint<16>, SHIFT, true, ap_int<64>>(x);
  }
}

// Ties go up: -2.5 becomes -2, 2.5 becomes 3.
void ties() {
  CHECK_EQUAL((cinch::requantized<ap_int<8>, 1, false>(ap_int<10>(-5)).to_int()), -2);
  CHECK_EQUAL((cinch::requantized<ap_int<8>, 1, false>(ap_int<10>(5)).to_int()), 3);
}

struct Cast {
  static constexpr int COUNT = 3;
  static constexpr int SHIFT = 2;
  static constexpr bool RELU = true;
  using input_t = ap_int<10>;
  using output_t = ap_uint<4>;
};

void as_a_stage() {
  hls::stream<ap_int<10>> in("in");
  hls::stream<ap_uint<4>> out("out");
  for (int x : {-9, 6, 500, 5, 0, 59}) in.write(x);
  cinch::requantize<Cast>(2, in, out);
  for (int want : {0, 2, 15, 1, 0, 15}) CHECK_EQUAL(out.read().to_int(), want);
}

}  // namespace

int main() {
  EveryShift<13>::run();
  edges_of_64_bits<0>();
  edges_of_64_bits<1>();
  edges_of_64_bits<31>();
  edges_of_64_bits<62>();
  edges_of_64_bits<63>();
  edges_of_64_bits<64>();
  edges_of_64_bits<90>();
  edges_of_64_bits<-1>();
  edges_of_64_bits<-40>();
  edges_of_64_bits<-62>();
  ties();
  as_a_stage();
  return verdict("requantize");
}
