// SPDX-License-Identifier: Apache-2.0
// Max pooling: the line buffer hands over one window of one channel after the other, and the
// largest value of each leaves. Padding holds the least value of the type, so it never wins over a
// value of the map.
// Constants of a layer: NAME and those of a Window (patches.hpp).
#ifndef CINCH_MAX_POOL_HPP
#define CINCH_MAX_POOL_HPP

#include "patches.hpp"
#include "trace.hpp"

namespace cinch {

template <class Window>
void take_maxima(int samples, hls::stream<typename Window::input_t>& windows,
                 hls::stream<typename Window::input_t>& out) {
  CINCH_STAGE
  using value_t = typename Window::input_t;
  constexpr int OUTPUTS = Window::OUT_HEIGHT * Window::OUT_WIDTH * Window::CHANNELS;
  constexpr int WINDOW = Window::KERNEL_H * Window::KERNEL_W;
  value_t largest = 0;
  CINCH_LABEL(sample)
  for (int s = 0; s < samples; ++s) {
    CINCH_LABEL(output)
    for (int i = 0; i < OUTPUTS; ++i) {
      CINCH_LABEL(value)
      for (int k = 0; k < WINDOW; ++k) {
        CINCH_PIPELINE
        const value_t value = windows.read();
        if (k == 0 || value > largest) largest = value;
        if (k == WINDOW - 1) out.write(largest);
      }
    }
  }
}

template <class Window>
void max_pool(int samples, hls::stream<typename Window::input_t>& in,
              hls::stream<typename Window::input_t>& out) {
  CINCH_DATAFLOW
  hls::stream<typename Window::input_t> windows;
  make_patches<Window, ChannelOrder>(samples, in, windows);
  take_maxima<Window>(samples, windows, out);
  CINCH_TRACE_STREAM(Window::NAME, samples,
                     Window::OUT_HEIGHT * Window::OUT_WIDTH * Window::CHANNELS, out)
}

}  // namespace cinch

#endif
