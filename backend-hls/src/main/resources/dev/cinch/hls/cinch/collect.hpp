// SPDX-License-Identifier: Apache-2.0
// The collector: sums of all processing elements in row order, taken from one element after the
// other. When the rows do not divide evenly, the last elements own a row less and what they send in
// its place is dropped.
#ifndef CINCH_COLLECT_HPP
#define CINCH_COLLECT_HPP

#include <hls_stream.h>

#include "pragmas.hpp"
#include "shape.hpp"

namespace cinch {

template <class Layer>
void collect(int samples, hls::stream<typename Shape<Layer>::sum_t> (&rows)[Layer::PES],
             hls::stream<typename Shape<Layer>::sum_t>& sums) {
  CINCH_STAGE
  CINCH_LABEL(sample)
  for (int s = 0; s < samples; ++s) {
    CINCH_LABEL(vector)
    for (int v = 0; v < Layer::VECTORS; ++v) {
      CINCH_LABEL(round)
      for (int r = 0; r < Shape<Layer>::ROWS_PER_PE; ++r) {
        CINCH_LABEL(turn)
        for (int p = 0; p < Layer::PES; ++p) {
          CINCH_PIPELINE
          typename Shape<Layer>::sum_t sum = 0;
          CINCH_LABEL(element)
          for (int q = 0; q < Layer::PES; ++q) {
            CINCH_UNROLL
            if (q == p) sum = rows[q].read();
          }
          if (r * Layer::PES + p < Layer::ROWS) sums.write(sum);
        }
      }
    }
  }
}

}  // namespace cinch

#endif
