// SPDX-License-Identifier: Apache-2.0
// A change of number format: multiply by 2^-SHIFT, round half up, saturate. Round half up is
// floor(x + 1/2): ties go towards plus infinity. A negative SHIFT multiplies by a power of two;
// SHIFT 0 into the same type changes nothing, so a layer that hands on its accumulators needs no
// stage of another kind.
#ifndef CINCH_REQUANTIZE_HPP
#define CINCH_REQUANTIZE_HPP

#include <hls_stream.h>

#include "number.hpp"
#include "pragmas.hpp"

namespace cinch {

template <class To, int SHIFT, bool RELU, class From>
To requantized(const From& from) {
  CINCH_INLINE
  static_assert(SHIFT >= -62, "every value but zero saturates");
  // Past the width of the source a shift to the right only repeats the sign.
  constexpr int WIDTH = Number<From>::WIDTH + (Number<From>::SIGNED ? 0 : 1);
  constexpr int RIGHT = SHIFT < 0 ? 0 : SHIFT < WIDTH ? SHIFT : WIDTH;
  constexpr int LEFT = SHIFT < 0 ? -SHIFT : 0;
  // What still fits after a shift to the left.
  constexpr long long HIGHEST = Number<To>::MAX >> LEFT;
  constexpr long long LOWEST = Number<To>::MIN / (1LL << LEFT);

  ap_int<WIDTH> x = from;
  if (RELU && x < 0) x = 0;
  if (RIGHT > 0) {
    // Halves remain after all but one place: add one half and drop it, without a wider sum.
    const ap_int<WIDTH> halves = x >> (RIGHT > 0 ? RIGHT - 1 : 0);
    const ap_uint<1> half = halves;
    x = halves >> 1;
    x += half;
  }
  To to = x;
  to = to << LEFT;
  if (x > HIGHEST) to = Number<To>::MAX;
  if (x < LOWEST) to = Number<To>::MIN;
  return to;
}

// As a stage of its own, for a change of format, a ReLU (SHIFT 0), or both, that follows no engine.
// Constants: NAME, COUNT (activations per sample), SHIFT, RELU; types input_t and output_t.
template <class Cast>
void requantize(int samples, hls::stream<typename Cast::input_t>& in,
                hls::stream<typename Cast::output_t>& out) {
  CINCH_STAGE
  CINCH_LABEL(sample)
  for (int s = 0; s < samples; ++s) {
    CINCH_LABEL(activation)
    for (int i = 0; i < Cast::COUNT; ++i) {
      CINCH_PIPELINE
      out.write(requantized<typename Cast::output_t, Cast::SHIFT, Cast::RELU>(in.read()));
    }
  }
}

}  // namespace cinch

#endif
