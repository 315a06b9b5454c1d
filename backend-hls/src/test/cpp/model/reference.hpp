// SPDX-License-Identifier: Apache-2.0
// What the accelerator computes, said as plainly as possible: dense loops over 64-bit integers, no
// streams, no entries.
#ifndef REFERENCE_HPP
#define REFERENCE_HPP

#include <vector>

namespace reference {

using values = std::vector<long long>;

inline long long& at(values& v, int i) { return v[static_cast<std::size_t>(i)]; }
inline long long at(const values& v, int i) { return v[static_cast<std::size_t>(i)]; }

// floor(x / 2^shift + 1/2), then the nearest of least .. most; a negative shift multiplies.
inline long long requantize(long long x, int shift, long long least, long long most) {
  __int128 wide = x;
  if (shift > 0) {
    const __int128 unit = static_cast<__int128>(1) << shift;
    wide += unit / 2;
    const __int128 remainder = ((wide % unit) + unit) % unit;
    wide = (wide - remainder) / unit;
  } else {
    for (int i = 0; i < -shift; ++i) wide *= 2;
  }
  return wide < least ? least : wide > most ? most : static_cast<long long>(wide);
}

// A layer's arithmetic after the sum.
struct Output {
  bool relu;
  int shift;
  long long least;
  long long most;
  long long of(long long sum) const {
    return requantize(relu && sum < 0 ? 0 : sum, shift, least, most);
  }
};

// matrix is rows x columns, row by row; in is one vector.
inline values product(const values& matrix, const values& bias, const values& in) {
  values out;
  const int columns = static_cast<int>(in.size());
  for (int r = 0; r < static_cast<int>(bias.size()); ++r) {
    long long sum = at(bias, r);
    for (int c = 0; c < columns; ++c) sum += at(matrix, r * columns + c) * at(in, c);
    out.push_back(sum);
  }
  return out;
}

// Geometry of a window; maps are height x width x channels.
struct Window {
  int height, width, channels, kernel_h, kernel_w, stride_h, stride_w, dilation_h, dilation_w,
      pad_top, pad_left;
  int out_height, out_width;

  // The value under one place of the kernel, or `padding`.
  long long under(const values& map, int y, int x, int ky, int kx, int c, long long padding) const {
    const int in_y = y * stride_h - pad_top + ky * dilation_h;
    const int in_x = x * stride_w - pad_left + kx * dilation_w;
    if (in_y < 0 || in_y >= height || in_x < 0 || in_x >= width) return padding;
    return at(map, (in_y * width + in_x) * channels + c);
  }
};

template <class W>
Window window_of() {
  return {W::IN_HEIGHT, W::IN_WIDTH,   W::CHANNELS,   W::KERNEL_H,   W::KERNEL_W,
          W::STRIDE_H,  W::STRIDE_W,   W::DILATION_H, W::DILATION_W, W::PAD_TOP,
          W::PAD_LEFT,  W::OUT_HEIGHT, W::OUT_WIDTH};
}

inline values patch(const Window& w, const values& map, int y, int x) {
  values out;
  for (int ky = 0; ky < w.kernel_h; ++ky)
    for (int kx = 0; kx < w.kernel_w; ++kx)
      for (int c = 0; c < w.channels; ++c) out.push_back(w.under(map, y, x, ky, kx, c, 0));
  return out;
}

inline values convolve(const Window& w, const values& matrix, const values& bias,
                       const values& map) {
  values out;
  for (int y = 0; y < w.out_height; ++y)
    for (int x = 0; x < w.out_width; ++x)
      for (long long sum : product(matrix, bias, patch(w, map, y, x))) out.push_back(sum);
  return out;
}

inline values max_pool(const Window& w, const values& map, long long padding) {
  values out;
  for (int y = 0; y < w.out_height; ++y)
    for (int x = 0; x < w.out_width; ++x)
      for (int c = 0; c < w.channels; ++c) {
        long long largest = padding;
        for (int ky = 0; ky < w.kernel_h; ++ky)
          for (int kx = 0; kx < w.kernel_w; ++kx) {
            const long long value = w.under(map, y, x, ky, kx, c, padding);
            if (value > largest) largest = value;
          }
        out.push_back(largest);
      }
  return out;
}

inline values after(const Output& output, const values& sums) {
  values out;
  for (long long sum : sums) out.push_back(output.of(sum));
  return out;
}

}  // namespace reference

#endif
