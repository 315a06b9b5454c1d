// SPDX-License-Identifier: Apache-2.0
// Pointer read of one processing element: a column becomes the slice of its entries. It runs ahead
// of the accumulation, so that reading the pointers costs that stage no cycle, and drops columns in
// which this element has no entry.
#ifndef CINCH_POINTER_READ_HPP
#define CINCH_POINTER_READ_HPP

#include <hls_stream.h>

#include "pragmas.hpp"
#include "token.hpp"

namespace cinch {

template <class Layer>
void read_pointers(int samples, hls::stream<Token<Layer>>& queue,
                   const typename Shape<Layer>::pointer_t (&pointers)[Layer::COLUMNS + 1],
                   hls::stream<Slice<Layer>>& slices) {
  CINCH_STAGE
  CINCH_LABEL(sample)
  for (int s = 0; s < samples; ++s) {
    CINCH_LABEL(vector)
    for (int v = 0; v < Layer::VECTORS; ++v) {
      // The loop ends with its vector, which empties the pipeline: an end held back in it could
      // stop every element.
      bool end = false;
      CINCH_LABEL(column)
      while (!end) {
        CINCH_PIPELINE
        CINCH_TRIPS(1, Layer::COLUMNS + 1)
        const Token<Layer> token = queue.read();
        const int column = token.end ? 0 : token.column.to_int();
        Slice<Layer> slice;
        slice.begin = pointers[column];
        slice.stop = pointers[column + 1];
        slice.value = token.value;
        slice.end = token.end;
        if (slice.end || slice.begin != slice.stop) slices.write(slice);
        end = token.end;
      }
    }
  }
}

}  // namespace cinch

#endif
