// SPDX-License-Identifier: Apache-2.0
// The line buffer: a feature map comes in pixel by pixel (row, column, channel), and for each
// output position the patch under the kernel goes out. The buffer is a ring of rows: those that the
// kernel spans, and STRIDE_H more that fill with the next rows while the patches of this one leave,
// so that neither side waits for the other.
// Constants of a Window: IN_HEIGHT, IN_WIDTH, CHANNELS, KERNEL_H, KERNEL_W, STRIDE_H, STRIDE_W,
// DILATION_H, DILATION_W, PAD_TOP, PAD_LEFT, OUT_HEIGHT, OUT_WIDTH (padding below and to the right
// follows from them); type input_t.
#ifndef CINCH_PATCHES_HPP
#define CINCH_PATCHES_HPP

#include <hls_stream.h>

#include "number.hpp"
#include "pragmas.hpp"

namespace cinch {

// A patch as a column vector for a product: kernel row, kernel column, channel; padding is zero.
struct PixelOrder {
  static constexpr bool CHANNELS_FIRST = false;
  template <class T>
  static T padding() {
    return 0;
  }
};

// A patch as one window after the other, channel by channel, for a maximum; padding never wins.
struct ChannelOrder {
  static constexpr bool CHANNELS_FIRST = true;
  template <class T>
  static T padding() {
    return Number<T>::MIN;
  }
};

template <class Window>
struct LineBuffer {
  static constexpr int SPAN = (Window::KERNEL_H - 1) * Window::DILATION_H + 1;
  static constexpr int ROWS = SPAN + Window::STRIDE_H;
  static constexpr int ROW_VALUES = Window::IN_WIDTH * Window::CHANNELS;
  static constexpr int VALUES = ROWS * ROW_VALUES;
  // Of the row at the top of the first patch, which may lie in the padding.
  static constexpr int FIRST_SLOT = (ROWS - Window::PAD_TOP % ROWS) % ROWS;

  // A slot of the ring, or the one after the last turn.
  static constexpr int wrapped(int slot) { return slot >= ROWS ? slot - ROWS : slot; }
  static constexpr int clamped(int row) {
    return row < 0 ? 0 : row < Window::IN_HEIGHT ? row : Window::IN_HEIGHT;
  }
  // Rows that come in before the patches of output row y leave; behind the last output row, all.
  static constexpr int needed(int y) {
    return y < Window::OUT_HEIGHT ? clamped(y * Window::STRIDE_H - Window::PAD_TOP + SPAN)
                                  : Window::IN_HEIGHT;
  }
};

template <class Window, class Order>
void make_patches(int samples, hls::stream<typename Window::input_t>& in,
                  hls::stream<typename Window::input_t>& patches) {
  CINCH_STAGE
  using buffer = LineBuffer<Window>;
  using value_t = typename Window::input_t;
  static_assert(Window::IN_HEIGHT - buffer::needed(Window::OUT_HEIGHT - 1) <= Window::STRIDE_H,
                "rows below the last patch would overwrite it");
  constexpr int OUTER = Order::CHANNELS_FIRST ? Window::CHANNELS : Window::KERNEL_H;
  constexpr int MIDDLE = Order::CHANNELS_FIRST ? Window::KERNEL_H : Window::KERNEL_W;
  constexpr int INNER = Order::CHANNELS_FIRST ? Window::KERNEL_W : Window::CHANNELS;

  value_t lines[buffer::VALUES];
  CINCH_LABEL(sample)
  for (int s = 0; s < samples; ++s) {
    int fill_at = 0;
    int pending = buffer::needed(0) * buffer::ROW_VALUES;
    int top_slot = buffer::FIRST_SLOT;
    CINCH_LABEL(row)
    for (int y = 0; y <= Window::OUT_HEIGHT; ++y) {
      CINCH_LABEL(fill)
      while (pending != 0) {
        CINCH_PIPELINE
        CINCH_TRIPS(0, buffer::VALUES)
        lines[fill_at] = in.read();
        fill_at = fill_at == buffer::VALUES - 1 ? 0 : fill_at + 1;
        --pending;
      }
      if (y < Window::OUT_HEIGHT) {
        pending = (buffer::needed(y + 1) - buffer::needed(y)) * buffer::ROW_VALUES;
        CINCH_LABEL(position)
        for (int x = 0; x < Window::OUT_WIDTH; ++x) {
          for (int a = 0; a < OUTER; ++a) {
            for (int b = 0; b < MIDDLE; ++b) {
              CINCH_LABEL(value)
              for (int c = 0; c < INNER; ++c) {
                CINCH_PIPELINE
                CINCH_NEVER_REPEATS(lines)  // the rows that fill are not among those that leave
                const int kernel_row = Order::CHANNELS_FIRST ? b : a;
                const int kernel_column = Order::CHANNELS_FIRST ? c : b;
                const int channel = Order::CHANNELS_FIRST ? a : c;
                const int in_y =
                    y * Window::STRIDE_H - Window::PAD_TOP + kernel_row * Window::DILATION_H;
                const int in_x =
                    x * Window::STRIDE_W - Window::PAD_LEFT + kernel_column * Window::DILATION_W;
                const int slot = buffer::wrapped(top_slot + kernel_row * Window::DILATION_H);
                value_t value = Order::template padding<value_t>();
                if (in_y >= 0 && in_y < Window::IN_HEIGHT && in_x >= 0 && in_x < Window::IN_WIDTH) {
                  value = lines[slot * buffer::ROW_VALUES + in_x * Window::CHANNELS + channel];
                }
                patches.write(value);
                if (pending != 0) {
                  lines[fill_at] = in.read();
                  fill_at = fill_at == buffer::VALUES - 1 ? 0 : fill_at + 1;
                  --pending;
                }
              }
            }
          }
        }
        top_slot = buffer::wrapped(top_slot + Window::STRIDE_H);
      }
    }
  }
}

}  // namespace cinch

#endif
