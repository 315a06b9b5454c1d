// SPDX-License-Identifier: Apache-2.0
// The broadcaster: one activation per cycle in, and each that is not zero out to the queue of every
// processing element. A full queue holds all of them up; QUEUE_DEPTH is how far one element may
// fall behind the others (EIE uses 8).
#ifndef CINCH_BROADCAST_HPP
#define CINCH_BROADCAST_HPP

#include <hls_stream.h>

#include "pragmas.hpp"
#include "token.hpp"

namespace cinch {

constexpr int QUEUE_DEPTH = 8;

template <class Layer>
void broadcast(int samples, hls::stream<typename Layer::input_t>& in,
               hls::stream<Token<Layer>> (&queues)[Layer::PES]) {
  CINCH_STAGE
  CINCH_LABEL(sample)
  for (int s = 0; s < samples; ++s) {
    CINCH_LABEL(vector)
    for (int v = 0; v < Layer::VECTORS; ++v) {
      CINCH_LABEL(column)
      for (int j = 0; j <= Layer::COLUMNS; ++j) {
        CINCH_PIPELINE
        Token<Layer> token;
        token.column = j;
        token.end = j == Layer::COLUMNS;
        token.value = token.end ? typename Layer::input_t(0) : in.read();
        if (token.end || token.value != 0) {
          CINCH_LABEL(element)
          for (int p = 0; p < Layer::PES; ++p) {
            CINCH_UNROLL
            queues[p].write(token);
          }
        }
      }
    }
  }
}

}  // namespace cinch

#endif
