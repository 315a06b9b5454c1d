// SPDX-License-Identifier: Apache-2.0
// The weight image: 64-bit words from which all banks are loaded, in simulation, co-simulation and
// on the board alike. Layout version 1. Every word is little-endian in a file. Layers come in the
// order of the network.
//
//   word 0           "CINCHWTS": the eight characters, first one in the lowest byte
//   word 1           bits 0-31 layout version (1), bits 32-63 number of layers with weights
//   word 2           number of words of the whole image
//
//   3 words a layer  bits 0-31 ROWS,  bits 32-63 COLUMNS
//                    bits 0-31 DEPTH, bits 32-63 PES
//                    bits 0-7 CODE_BITS, 8-15 GAP_BITS, 16-23 WEIGHT_BITS, 24-31 BIAS_BITS,
//                    32-39 SUM_BITS, 40-47 SHIFT (two's complement), 48 CODEBOOK, 49 RELU
//
//   then a layer     codebook, only with CODEBOOK: 2^CODE_BITS fields of WEIGHT_BITS, the first zero
//                    and for each processing element in turn
//                      pointers: COLUMNS + 1 fields of POINTER_BITS, never decreasing, at most DEPTH
//                      entries: DEPTH fields of CODE_BITS + GAP_BITS, the code in the low bits, the
//                        gap above it; zero where there is no entry
//                      bias: ceil(ROWS / PES) fields of BIAS_BITS; zero where there is no row
//
// An array begins on a word. A word holds floor(64 / bits) whole fields, the first in the lowest
// bits; no field lies across two words and the bits left over are zero. Signed fields are two's
// complement. POINTER_BITS is the width of DEPTH in binary. All headers come first, so a wrong image
// is refused before a bank has changed.
#ifndef CINCH_WEIGHTS_HPP
#define CINCH_WEIGHTS_HPP

#include "bank.hpp"
#include "ports.hpp"
#include "status.hpp"

namespace cinch {

constexpr unsigned long long IMAGE_MAGIC = 0x53545748434e4943ULL;
constexpr unsigned long long LAYOUT_VERSION = 1;
constexpr int IMAGE_HEADER_WORDS = 3;
constexpr int LAYER_HEADER_WORDS = 3;

constexpr unsigned long long two_halves(unsigned long long low, unsigned long long high) {
  return high << 32 | low;
}

constexpr int array_words(int fields, int bits) { return quotient_up(fields, WORD_BITS / bits); }

// The part of one layer in the image.
template <class Layer>
struct LayerImage {
  using shape = Shape<Layer>;
  static constexpr unsigned long long SIZES = two_halves(Layer::ROWS, Layer::COLUMNS);
  static constexpr unsigned long long CAPACITY = two_halves(Layer::DEPTH, Layer::PES);
  static constexpr unsigned long long FORMAT = two_halves(
      Layer::CODE_BITS | Layer::GAP_BITS << 8 | Layer::WEIGHT_BITS << 16 | Layer::BIAS_BITS << 24,
      Layer::SUM_BITS | (Layer::SHIFT & 0xff) << 8 | Layer::CODEBOOK << 16 | Layer::RELU << 17);
  static constexpr int CODEBOOK_WORDS =
      Layer::CODEBOOK ? array_words(shape::SHARED_WEIGHTS, Layer::WEIGHT_BITS) : 0;
  static constexpr int POINTER_WORDS = array_words(Layer::COLUMNS + 1, shape::POINTER_BITS);
  static constexpr int ENTRY_WORDS = array_words(Layer::DEPTH, shape::ENTRY_BITS);
  static constexpr int BIAS_WORDS = array_words(shape::ROWS_PER_PE, Layer::BIAS_BITS);
  static constexpr int WORDS =
      CODEBOOK_WORDS + Layer::PES * (POINTER_WORDS + ENTRY_WORDS + BIAS_WORDS);
};

// Words before the first bank, and words of an image of these layers.
constexpr int header_words(int layers) { return IMAGE_HEADER_WORDS + layers * LAYER_HEADER_WORDS; }
template <class... Layers>
constexpr int image_words() {
  int words = header_words(static_cast<int>(sizeof...(Layers)));
  const int parts[] = {LayerImage<Layers>::WORDS...};
  for (int part : parts) words += part;
  return words;
}

// Fields of one array, in order.
template <int BITS>
struct Fields {
  int at;  // word
  int lane;
  word_t word;

  explicit Fields(int first_word) : at(first_word), lane(0), word(0) {}
  ap_uint<BITS> next(const word_t* image) {
    CINCH_INLINE
    if (lane == 0) word = image[at++];
    const ap_uint<BITS> field = word;
    word = word >> (BITS % WORD_BITS);
    lane = lane == WORD_BITS / BITS - 1 ? 0 : lane + 1;
    return field;
  }
};

inline int check_image(const word_t* image, int layers, int words) {
  CINCH_STAGE
  if (image[0] != IMAGE_MAGIC) return NOT_AN_IMAGE;
  if (image[1] != two_halves(LAYOUT_VERSION, static_cast<unsigned long long>(layers)))
    return OTHER_LAYOUT;
  if (image[2] != static_cast<unsigned long long>(words)) return OTHER_SIZE;
  return DONE;
}

// Compares the header of layer `index` with the constants of this accelerator, unless something was
// wrong before.
template <class Layer>
int check_layer(const word_t* image, int index, int status) {
  CINCH_STAGE
  const int at = IMAGE_HEADER_WORDS + index * LAYER_HEADER_WORDS;
  if (status != DONE) return status;
  if (image[at] != LayerImage<Layer>::SIZES || image[at + 1] != LayerImage<Layer>::CAPACITY ||
      image[at + 2] != LayerImage<Layer>::FORMAT) {
    return in_layer(OTHER_SHAPE, index);
  }
  return DONE;
}

// Fills the bank of layer `index` from the words that begin at `at`, which moves behind them. The
// answer is the status so far, or what is wrong here if nothing was before.
template <class Layer>
int load_bank(const word_t* image, int index, int status, int& at, Bank<Layer>& bank) {
  CINCH_STAGE
  using shape = Shape<Layer>;
  using part = LayerImage<Layer>;
  bool sound = true;
  if (Layer::CODEBOOK) {
    Fields<Layer::WEIGHT_BITS> fields(at);
    CINCH_LABEL(weight)
    for (int i = 0; i < shape::SHARED_WEIGHTS; ++i) {
      const ap_uint<Layer::WEIGHT_BITS> weight = fields.next(image);
      CINCH_LABEL(copy)
      for (int p = 0; p < Layer::PES; ++p) {
        CINCH_UNROLL
        bank.codebook[p][i] = weight;
      }
    }
    at += part::CODEBOOK_WORDS;
  }
  CINCH_LABEL(element)
  for (int p = 0; p < Layer::PES; ++p) {
    Fields<shape::POINTER_BITS> pointers(at);
    typename shape::pointer_t least = 0;
    CINCH_LABEL(pointer)
    for (int j = 0; j <= Layer::COLUMNS; ++j) {
      const typename shape::pointer_t pointer = pointers.next(image);
      sound = sound && pointer >= least && pointer <= Layer::DEPTH;
      least = pointer;
      bank.pointers[p][j] = pointer;
    }
    at += part::POINTER_WORDS;
    Fields<shape::ENTRY_BITS> entries(at);
    CINCH_LABEL(entry)
    for (int e = 0; e < Layer::DEPTH; ++e) bank.entries[p][e] = entries.next(image);
    at += part::ENTRY_WORDS;
    Fields<Layer::BIAS_BITS> bias(at);
    CINCH_LABEL(bias)
    for (int r = 0; r < shape::ROWS_PER_PE; ++r) bank.bias[p][r] = bias.next(image);
    at += part::BIAS_WORDS;
  }
  return status == DONE && !sound ? in_layer(WRONG_POINTER, index) : status;
}

}  // namespace cinch

#endif
