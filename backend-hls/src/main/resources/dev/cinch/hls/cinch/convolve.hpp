// SPDX-License-Identifier: Apache-2.0
// Convolution: the line buffer turns every output position into a vector and the engine multiplies
// it by the matrix of ROWS output channels and KERNEL_H * KERNEL_W * CHANNELS columns. A grouped
// convolution is the same with zeros where groups do not meet. Constants of a layer: those of Shape
// (shape.hpp) and of a Window (patches.hpp).
#ifndef CINCH_CONVOLVE_HPP
#define CINCH_CONVOLVE_HPP

#include "patches.hpp"
#include "product.hpp"

namespace cinch {

template <class Layer>
void convolve(int samples, hls::stream<typename Layer::input_t>& in, const Bank<Layer>& bank,
              hls::stream<typename Layer::output_t>& out) {
  static_assert(Layer::COLUMNS == Layer::KERNEL_H * Layer::KERNEL_W * Layer::CHANNELS,
                "a column per value of a patch");
  static_assert(Layer::VECTORS == Layer::OUT_HEIGHT * Layer::OUT_WIDTH,
                "a vector per output position");
  CINCH_DATAFLOW
  hls::stream<typename Layer::input_t> patches;
  make_patches<Layer, PixelOrder>(samples, in, patches);
  product<Layer>(samples, patches, bank, out);
}

}  // namespace cinch

#endif
