// SPDX-License-Identifier: Apache-2.0
// The line buffer and max pooling against windows taken from the whole map, for strides, paddings,
// dilations, kernels larger than the map, and several samples back to back.
#include "cinch/max_pool.hpp"

#include "model/check.hpp"
#include "model/random.hpp"
#include "model/reference.hpp"

namespace {

constexpr int SAMPLES = 3;

// Height, width, channels; kernel, stride, dilation and padding per axis; padding at the far sides.
template <int H, int W, int C, int KH, int KW, int SH, int SW, int DH, int DW, int PT, int PL,
          int PB, int PR, class T>
struct Window {
  static constexpr const char* NAME = "window";
  static constexpr int IN_HEIGHT = H, IN_WIDTH = W, CHANNELS = C, KERNEL_H = KH, KERNEL_W = KW,
                       STRIDE_H = SH, STRIDE_W = SW, DILATION_H = DH, DILATION_W = DW, PAD_TOP = PT,
                       PAD_LEFT = PL;
  static constexpr int OUT_HEIGHT = (H + PT + PB - (KH - 1) * DH - 1) / SH + 1;
  static constexpr int OUT_WIDTH = (W + PL + PR - (KW - 1) * DW - 1) / SW + 1;
  using input_t = T;
};

template <class W>
void same_as_reference(Random& random) {
  using value_t = typename W::input_t;
  using number = cinch::Number<value_t>;
  const reference::Window window = reference::window_of<W>();
  hls::stream<value_t> to_patches("to patches"), to_pool("to pool"), patches("patches"),
      pooled("pooled");
  std::vector<reference::values> maps;
  for (int s = 0; s < SAMPLES; ++s) {
    // The first sample lies at the bottom of the range, where padding could win.
    const long long most = s == 0 ? number::MIN + 1 : number::MAX;
    maps.push_back(random.values(W::IN_HEIGHT * W::IN_WIDTH * W::CHANNELS, number::MIN, most, 0));
    for (long long value : maps.back()) {
      to_patches.write(value);
      to_pool.write(value);
    }
  }
  cinch::make_patches<W, cinch::PixelOrder>(SAMPLES, to_patches, patches);
  cinch::max_pool<W>(SAMPLES, to_pool, pooled);
  for (const reference::values& map : maps) {
    for (int y = 0; y < W::OUT_HEIGHT; ++y)
      for (int x = 0; x < W::OUT_WIDTH; ++x)
        for (long long want : reference::patch(window, map, y, x))
          CHECK_EQUAL(patches.read().to_int64(), want);
    for (long long want : reference::max_pool(window, map, number::MIN))
      CHECK_EQUAL(pooled.read().to_int64(), want);
  }
  CHECK(patches.empty() && pooled.empty() && to_patches.empty() && to_pool.empty());
}

}  // namespace

int main() {
  Random random(1);
  using i8 = ap_int<8>;
  using u5 = ap_uint<5>;
  //                        map       kernel stride dilat. top left bottom right
  same_as_reference<Window<12, 12, 1, 5, 5, 1, 1, 1, 1, 0, 0, 0, 0, u5>>(random);
  same_as_reference<Window<8, 6, 3, 2, 2, 2, 2, 1, 1, 0, 0, 0, 0, i8>>(random);
  same_as_reference<Window<7, 9, 2, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, i8>>(random);
  same_as_reference<Window<7, 9, 2, 3, 3, 2, 2, 1, 1, 1, 0, 0, 1, i8>>(
      random);  // as SAME with stride 2 pads
  same_as_reference<Window<9, 7, 3, 3, 2, 1, 2, 2, 3, 2, 1, 1, 2, i8>>(random);
  same_as_reference<Window<6, 6, 4, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, u5>>(random);
  same_as_reference<Window<11, 10, 2, 1, 1, 3, 4, 1, 1, 0, 0, 0, 0, u5>>(
      random);  // rows and columns never looked at
  same_as_reference<Window<10, 9, 1, 2, 2, 4, 3, 1, 1, 0, 0, 0, 0, i8>>(random);
  same_as_reference<Window<5, 5, 3, 5, 5, 1, 1, 1, 1, 0, 0, 0, 0, i8>>(random);  // global
  same_as_reference<Window<3, 3, 2, 5, 5, 1, 1, 1, 1, 2, 2, 2, 2, i8>>(
      random);  // a kernel larger than the map
  same_as_reference<Window<4, 1, 2, 3, 1, 2, 1, 1, 1, 1, 0, 1, 0, u5>>(random);
  same_as_reference<Window<1, 1, 3, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, i8>>(random);
  same_as_reference<Window<5, 6, 2, 2, 3, 1, 2, 3, 2, 3, 2, 0, 1, i8>>(random);
  return verdict("line buffer");
}
