// SPDX-License-Identifier: Apache-2.0
// What follows from a layer's constants. A layer is a struct of named constants:
//   NAME                  for traces
//   ROWS, COLUMNS         of the weight matrix: outputs and inputs of one product
//   VECTORS               products per sample: output positions of a convolution, 1 if dense
//   PES                   processing elements; row i belongs to element i mod PES
//   DEPTH                 entries that one element can hold
//   CODE_BITS, GAP_BITS   of an entry; GAP_BITS 0: an entry is one row below the entry before it
//   CODEBOOK              a code selects one of 2^CODE_BITS shared weights; else it is the weight
//   WEIGHT_BITS           signed; equal to CODE_BITS without a codebook
//   BIAS_BITS             signed
//   SUM_BITS              of an accumulator: so wide that no sum overflows, proven by who chose it
//   RELU, SHIFT           of the output stage, see requantize.hpp
//   input_t, output_t     ap_int or ap_uint
#ifndef CINCH_SHAPE_HPP
#define CINCH_SHAPE_HPP

#include "number.hpp"

namespace cinch {

template <class Layer>
struct Shape {
  static_assert(Layer::PES >= 1 && Layer::PES <= Layer::ROWS,
                "every processing element owns at least one row");
  static_assert(Layer::CODEBOOK || Layer::CODE_BITS == Layer::WEIGHT_BITS,
                "a direct code is the weight itself");
  static_assert(Layer::BIAS_BITS <= Layer::SUM_BITS, "the accumulator starts at the bias");
  static_assert(Layer::WEIGHT_BITS + Number<typename Layer::input_t>::WIDTH <= 64,
                "a product has at most 64 bits");

  static constexpr int ROWS_PER_PE = quotient_up(Layer::ROWS, Layer::PES);
  // The accumulators fill a whole power of two, so that no address is out of range, whatever a
  // weight file says.
  static constexpr int ROW_BITS = bits_for(ROWS_PER_PE - 1);
  static constexpr int ACCUMULATORS = 1 << ROW_BITS;
  static constexpr int COLUMN_BITS = bits_for(Layer::COLUMNS - 1);
  static constexpr int POINTER_BITS = bits_for(Layer::DEPTH);
  static constexpr int ENTRY_BITS = Layer::CODE_BITS + Layer::GAP_BITS;
  static constexpr int SHARED_WEIGHTS = Layer::CODEBOOK ? 1 << Layer::CODE_BITS : 1;

  using row_t = ap_uint<ROW_BITS>;
  using column_t = ap_uint<COLUMN_BITS>;
  using pointer_t = ap_uint<POINTER_BITS>;
  using entry_t = ap_uint<ENTRY_BITS>;  // code in the low bits, gap above it
  using weight_t = ap_int<Layer::WEIGHT_BITS>;
  using bias_t = ap_int<Layer::BIAS_BITS>;
  using sum_t = ap_int<Layer::SUM_BITS>;
};

}  // namespace cinch

#endif
