// SPDX-License-Identifier: Apache-2.0
// From an entry to a weight and a gap. Two policies of decoding: a code is an index of shared
// weights, or the weight.
#ifndef CINCH_DECODE_HPP
#define CINCH_DECODE_HPP

#include "shape.hpp"

namespace cinch {

template <class Layer, bool CODEBOOK = Layer::CODEBOOK>
struct Decode {
  using shape = Shape<Layer>;
  static typename shape::weight_t weight(
      const typename shape::entry_t& entry,
      const typename shape::weight_t (&codebook)[shape::SHARED_WEIGHTS]) {
    const ap_uint<Layer::CODE_BITS> code = entry;
    return codebook[code.to_int()];
  }
};

template <class Layer>
struct Decode<Layer, false> {
  using shape = Shape<Layer>;
  static typename shape::weight_t weight(
      const typename shape::entry_t& entry,
      const typename shape::weight_t (&)[shape::SHARED_WEIGHTS]) {
    return entry;
  }
};

// Rows of this element without an entry since the last one of the column.
template <class Layer, int GAP_BITS = Layer::GAP_BITS>
struct Gap {
  static ap_uint<GAP_BITS> of(const typename Shape<Layer>::entry_t& entry) {
    return entry >> Layer::CODE_BITS;
  }
};

template <class Layer>
struct Gap<Layer, 0> {
  static ap_uint<1> of(const typename Shape<Layer>::entry_t&) { return 0; }
};

}  // namespace cinch

#endif
