// SPDX-License-Identifier: Apache-2.0
// The engine: sparse matrix times activation vector, after EIE (Han et al., ISCA 2016). A
// broadcaster, PES processing elements of two stages each, a collector, and the change of format at
// the end, all at work at once.
#ifndef CINCH_PRODUCT_HPP
#define CINCH_PRODUCT_HPP

#include "accumulate.hpp"
#include "bank.hpp"
#include "broadcast.hpp"
#include "collect.hpp"
#include "pointer_read.hpp"
#include "requantize.hpp"
#include "trace.hpp"

namespace cinch {

// What follows the products: one change of format for all rows of all vectors.
template <class Layer>
struct OutputStage {
  static constexpr int COUNT = Layer::VECTORS * Layer::ROWS;
  static constexpr int SHIFT = Layer::SHIFT;
  static constexpr bool RELU = Layer::RELU;
  using input_t = typename Shape<Layer>::sum_t;
  using output_t = typename Layer::output_t;
};

template <class Layer>
void product(int samples, hls::stream<typename Layer::input_t>& in, const Bank<Layer>& bank,
             hls::stream<typename Layer::output_t>& out) {
  CINCH_DATAFLOW
  using shape = Shape<Layer>;
  using sum_t = typename shape::sum_t;
  hls::stream<Token<Layer>> queues[Layer::PES];
  CINCH_DEPTH(queues, QUEUE_DEPTH)
  hls::stream<Slice<Layer>> slices[Layer::PES];
  CINCH_DEPTH(slices, QUEUE_DEPTH)
  hls::stream<sum_t> rows[Layer::PES];
  // An element lays all its sums down at once and begins the next vector while the collector takes
  // them round by round.
  CINCH_DEPTH(rows, shape::ROWS_PER_PE)
  hls::stream<sum_t> sums;

  broadcast<Layer>(samples, in, queues);
  CINCH_LABEL(element)
  for (int p = 0; p < Layer::PES; ++p) {
    CINCH_REPLICATE
    read_pointers<Layer>(samples, queues[p], bank.pointers[p], slices[p]);
    accumulate<Layer>(samples, slices[p], bank.entries[p], bank.codebook[p], bank.bias[p], rows[p]);
  }
  collect<Layer>(samples, rows, sums);
  CINCH_TRACE_STREAM(std::string(Layer::NAME) + ".sum", samples, OutputStage<Layer>::COUNT, sums)
  requantize<OutputStage<Layer>>(samples, sums, out);
  CINCH_TRACE_STREAM(Layer::NAME, samples, OutputStage<Layer>::COUNT, out)
}

// A dense layer: one vector per sample.
template <class Layer>
void dense(int samples, hls::stream<typename Layer::input_t>& in, const Bank<Layer>& bank,
           hls::stream<typename Layer::output_t>& out) {
  static_assert(Layer::VECTORS == 1, "a dense layer multiplies one vector per sample");
  CINCH_DATAFLOW
  product<Layer>(samples, in, bank, out);
}

}  // namespace cinch

#endif
