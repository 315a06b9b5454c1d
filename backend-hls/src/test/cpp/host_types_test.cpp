// SPDX-License-Identifier: Apache-2.0
// The host's ap_int, ap_uint and hls::stream against what UG1399 says of them, every value of small
// widths and the edges of large ones. With an argument it does what must stop a simulation.
#include <ap_int.h>
#include <hls_stream.h>

#include <cstring>

#include "model/check.hpp"

namespace {

// The value that W bits keep of a whole number.
long long kept(long long value, int width, bool is_signed) {
  const long long span = 1LL << width;
  const long long low = ((value % span) + span) % span;
  return is_signed && low >= span / 2 ? low - span : low;
}

template <int A, int B>
void arithmetic() {
  for (int a = -(1 << (A - 1)); a < 1 << (A - 1); ++a) {
    for (int b = 0; b < 1 << B; ++b) {
      const ap_int<A> x = a;
      const ap_uint<B> y = b;
      CHECK_EQUAL((x + y).to_int64(), a + b);
      CHECK_EQUAL((y + x).to_int64(), a + b);
      CHECK_EQUAL((x - y).to_int64(), a - b);
      CHECK_EQUAL((y - x).to_int64(), b - a);
      CHECK_EQUAL((x * y).to_int64(), a * b);
      CHECK_EQUAL(x < y, a < b);
      CHECK_EQUAL(x == y, a == b);
      CHECK_EQUAL(x >= y, a >= b);
      CHECK_EQUAL(x > b, a > b);
      CHECK_EQUAL(a != y, a != b);
      ap_int<A> sum = x;
      sum += y;
      CHECK_EQUAL(sum.to_int(), kept(a + b, A, true));
      ap_uint<A> narrow = x;
      CHECK_EQUAL(narrow.to_int(), kept(a, A, false));
      narrow = y;
      CHECK_EQUAL(narrow.to_int(), kept(b, A, false));
    }
  }
}

void conversions() {
  for (int v = -300; v < 600; ++v) {
    CHECK_EQUAL(ap_int<7>(v).to_int(), kept(v, 7, true));
    CHECK_EQUAL(ap_uint<7>(v).to_int(), kept(v, 7, false));
    CHECK_EQUAL(ap_uint<12>(ap_int<9>(v)).to_int(), kept(kept(v, 9, true), 12, false));
    CHECK_EQUAL(ap_int<12>(ap_uint<9>(v)).to_int(), kept(kept(v, 9, false), 12, true));
    for (int shift = 0; shift < 12; ++shift) {
      const int kept_value = static_cast<int>(kept(v, 9, true));
      CHECK_EQUAL((ap_int<9>(v) << shift).to_int(), kept(kept_value * (1LL << shift), 9, true));
      CHECK_EQUAL((ap_int<9>(v) >> shift).to_int(), kept_value >> shift);
      CHECK_EQUAL((ap_uint<9>(v) >> shift).to_int(), kept(v, 9, false) >> shift);
    }
  }
}

void edges_of_64_bits() {
  const long long most = 0x7fffffffffffffffLL;
  ap_int<64> x = most;
  ++x;
  CHECK_EQUAL(x.to_int64(), -most - 1);
  CHECK_EQUAL((x >> 63).to_int64(), -1);
  CHECK_EQUAL((x >> 64).to_int64(), -1);
  CHECK_EQUAL((x << 64).to_int64(), 0);
  ap_uint<64> all = 0;
  all = (all << 8) | ap_uint<8>(255);
  CHECK_EQUAL(all.to_int64(), 255);
  CHECK(ap_uint<64>(-1) > ap_int<64>(-1));
  CHECK(ap_int<64>(-1) != ap_uint<64>(-1));
  CHECK_EQUAL((ap_int<32>(-2147483647 - 1) * ap_int<32>(-2147483647 - 1)).to_int64(), 1LL << 62);
  CHECK_EQUAL(
      (ap_uint<32>(4294967295U) * ap_uint<32>(4294967295U)).to_uint64() == 18446744065119617025ULL,
      1);
}

// The types of results, since a later step may truncate them.
static_assert(decltype(ap_int<5>(1) + ap_int<9>(1))::width == 10, "one bit more than the wider");
static_assert(decltype(ap_int<5>(1) + ap_uint<9>(1))::width == 11, "and one more for the sign");
static_assert(decltype(ap_uint<5>(1) * ap_int<9>(1))::width == 14, "both widths together");
static_assert(decltype(ap_int<5>(1) >> 2)::width == 5, "a shift keeps its type");

void first_in_first_out() {
  hls::stream<ap_int<16>> stream("numbers");
  int written = 0;
  int read = 0;
  for (int round = 0; round < 300; ++round) {
    for (int i = 0; i <= round; ++i) stream.write(written++);
    while (stream.size() > static_cast<std::size_t>(round / 2))
      CHECK_EQUAL(stream.read().to_int(), kept(read++, 16, true));
  }
  while (!stream.empty()) CHECK_EQUAL(stream.read().to_int(), kept(read++, 16, true));
  CHECK_EQUAL(read, written);
}

}  // namespace

int main(int argc, char** argv) {
  hls::stream<int> stream("stopped");
  if (argc > 1 && std::strcmp(argv[1], "read-empty") == 0) return stream.read();
  if (argc > 1 && std::strcmp(argv[1], "leave-behind") == 0) {
    stream.write(1);
    return 0;
  }
  arithmetic<4, 4>();
  arithmetic<3, 7>();
  arithmetic<8, 5>();
  conversions();
  edges_of_64_bits();
  first_in_first_out();
  return verdict("host types");
}
