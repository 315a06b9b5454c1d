// SPDX-License-Identifier: Apache-2.0
// Matrix read and arithmetic of one processing element: one entry per cycle.
#ifndef CINCH_ACCUMULATE_HPP
#define CINCH_ACCUMULATE_HPP

#include <hls_stream.h>

#include "decode.hpp"
#include "forwarding.hpp"
#include "pragmas.hpp"
#include "token.hpp"

namespace cinch {

// Multiplies one vector into the sums. `Sums` is an array in hardware; the test of the hazard puts
// a memory with late writes in its place. The distance given to the tool is true only because of
// the forwarding (see forwarding.hpp), and it obliges the tool: a schedule in which a sum needs
// longer to come back gets a larger interval, not a wrong result.
template <class Layer, int FORWARD, class Sums>
void multiply_vector(
    hls::stream<Slice<Layer>>& slices,
    const typename Shape<Layer>::entry_t (&entries)[Layer::DEPTH],
    const typename Shape<Layer>::weight_t (&codebook)[Shape<Layer>::SHARED_WEIGHTS], Sums& sums) {
  CINCH_INLINE
  using shape = Shape<Layer>;
  using tag_t = ap_uint<shape::ROW_BITS + 1>;  // one bit more than a row: room for `none`
  Recent<FORWARD, tag_t, typename shape::sum_t> recent;
  recent.clear(shape::ACCUMULATORS);

  typename shape::pointer_t at = 0;
  typename shape::pointer_t stop = 0;
  typename Layer::input_t value = 0;
  typename shape::row_t row = 0;
  bool end = false;
  CINCH_LABEL(entry)
  while (!end) {
    CINCH_PIPELINE
    CINCH_TRIPS(1, Layer::DEPTH + 1)
    CINCH_REPEATS_AFTER(sums, HAZARD_DISTANCE)
    if (at == stop) {
      const Slice<Layer> slice = slices.read();
      at = slice.begin;
      stop = slice.stop;
      value = slice.value;
      end = slice.end;
      row = shape::ACCUMULATORS - 1;  // the row before row 0
    }
    if (!end) {
      const typename shape::entry_t entry = entries[at.to_int()];
      row += Gap<Layer>::of(entry);
      ++row;
      typename shape::sum_t sum = recent.newest(row, sums[row.to_int()]);
      sum += Decode<Layer>::weight(entry, codebook) * value;
      sums[row.to_int()] = sum;
      recent.push(row, sum);
      ++at;
    }
  }
}

// All vectors of all samples: each starts from the bias and ends with its sums in row order. The
// loop over entries ends with its vector, so the pipeline is empty and every sum in its memory
// before the first is sent.
template <class Layer>
void accumulate(int samples, hls::stream<Slice<Layer>>& slices,
                const typename Shape<Layer>::entry_t (&entries)[Layer::DEPTH],
                const typename Shape<Layer>::weight_t (&codebook)[Shape<Layer>::SHARED_WEIGHTS],
                const typename Shape<Layer>::bias_t (&bias)[Shape<Layer>::ROWS_PER_PE],
                hls::stream<typename Shape<Layer>::sum_t>& rows) {
  CINCH_STAGE
  using shape = Shape<Layer>;
  typename shape::sum_t sums[shape::ACCUMULATORS];
  CINCH_LABEL(start)
  for (int r = 0; r < shape::ACCUMULATORS; ++r) {
    CINCH_PIPELINE
    sums[r] = r < shape::ROWS_PER_PE ? typename shape::sum_t(bias[r]) : typename shape::sum_t(0);
  }
  CINCH_LABEL(sample)
  for (int s = 0; s < samples; ++s) {
    CINCH_LABEL(vector)
    for (int v = 0; v < Layer::VECTORS; ++v) {
      multiply_vector<Layer, FORWARD_DEPTH>(slices, entries, codebook, sums);
      CINCH_LABEL(row)
      for (int r = 0; r < shape::ROWS_PER_PE; ++r) {
        CINCH_PIPELINE
        rows.write(sums[r]);
        sums[r] = bias[r];
      }
    }
  }
}

}  // namespace cinch

#endif
