// SPDX-License-Identifier: Apache-2.0
// A second, independent writer of the weight image that cinch/weights.hpp describes: from dense
// matrices to words.
#ifndef WEIGHT_IMAGE_HPP
#define WEIGHT_IMAGE_HPP

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "random.hpp"
#include "reference.hpp"

namespace model {

using reference::at;
using reference::values;

// A layer's constants and its weights: the matrix holds values, whether they are shared or not.
struct Weights {
  int rows, columns, pes, depth, code_bits, gap_bits, weight_bits, bias_bits, sum_bits, shift;
  bool codebook, relu;
  values table;  // of the codebook; value 0 first
  values matrix;
  values bias;

  int rows_per_pe() const { return (rows + pes - 1) / pes; }
  long long code(long long weight) const {
    if (!codebook) return weight;
    const auto found = std::find(table.begin(), table.end(), weight);
    if (found == table.end()) throw std::runtime_error("a weight that is not shared");
    return found - table.begin();
  }
};

template <class Layer>
Weights constants_of() {
  return {Layer::ROWS,
          Layer::COLUMNS,
          Layer::PES,
          Layer::DEPTH,
          Layer::CODE_BITS,
          Layer::GAP_BITS,
          Layer::WEIGHT_BITS,
          Layer::BIAS_BITS,
          Layer::SUM_BITS,
          Layer::SHIFT,
          Layer::CODEBOOK,
          Layer::RELU,
          {},
          {},
          {}};
}

// Random weights of a layer, non-zero with the given probability; biases up to `bias_range`.
template <class Layer>
Weights random_weights(Random& random, int percent, long long bias_range) {
  Weights w = constants_of<Layer>();
  const long long most = (1LL << (w.weight_bits - 1)) - 1;
  if (w.codebook) {
    w.table = {0};
    for (int i = 1; i < 1 << w.code_bits; ++i) {
      long long value = 0;
      while (std::find(w.table.begin(), w.table.end(), value) != w.table.end())
        value = random.between(-most - 1, most);
      w.table.push_back(value);
    }
  }
  w.matrix = random.values(w.rows * w.columns, -most - 1, most, 100 - percent);
  for (long long& value : w.matrix) {
    if (value == 0 || !w.codebook) continue;
    value = at(w.table, static_cast<int>(random.between(1, (1 << w.code_bits) - 1)));
  }
  w.bias = random.values(w.rows, -bias_range, bias_range, 0);
  return w;
}

// Fields packed from the low end of 64-bit words; each array begins on a word.
class WordWriter {
 public:
  std::vector<std::uint64_t> words;

  void array(const values& fields, int bits) {
    const int per_word = 64 / bits;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const int lane = static_cast<int>(i) % per_word;
      if (lane == 0) words.push_back(0);
      const std::uint64_t mask = bits == 64 ? ~0ULL : (1ULL << bits) - 1;
      words.back() |= (static_cast<std::uint64_t>(fields[i]) & mask) << (lane * bits);
    }
  }
};

// Pointers and entries of one processing element.
struct Columns {
  values pointers;
  values entries;
};

inline Columns columns_of(const Weights& w, int pe) {
  Columns out;
  const int longest = (1 << w.gap_bits) - 1;
  for (int c = 0; c < w.columns; ++c) {
    out.pointers.push_back(static_cast<long long>(out.entries.size()));
    std::size_t used = out.entries.size();
    int gap = 0;
    for (int r = pe; r < w.rows; r += w.pes) {
      const long long weight = at(w.matrix, r * w.columns + c);
      if (weight == 0 && gap < longest) {
        ++gap;
        continue;
      }
      // With a zero weight this is padding: it stands on a row of its own and adds nothing.
      const long long code = w.code(weight) & ((1LL << w.code_bits) - 1);
      out.entries.push_back(static_cast<long long>(gap) << w.code_bits | code);
      gap = 0;
      if (weight != 0) used = out.entries.size();
    }
    out.entries.resize(used);  // no padding after the last weight
  }
  out.pointers.push_back(static_cast<long long>(out.entries.size()));
  if (static_cast<int>(out.entries.size()) > w.depth)
    throw std::runtime_error("more entries than the bank holds");
  out.entries.resize(static_cast<std::size_t>(w.depth), 0);
  return out;
}

inline std::vector<std::uint64_t> image_of(const std::vector<Weights>& layers) {
  WordWriter out;
  out.words = {0x53545748434e4943ULL, 1 | static_cast<std::uint64_t>(layers.size()) << 32, 0};
  const auto both = [](int low, int high) {
    return static_cast<std::uint64_t>(low) | static_cast<std::uint64_t>(high) << 32;
  };
  for (const Weights& w : layers) {
    out.words.push_back(both(w.rows, w.columns));
    out.words.push_back(both(w.depth, w.pes));
    out.words.push_back(
        both(w.code_bits | w.gap_bits << 8 | w.weight_bits << 16 | w.bias_bits << 24,
             w.sum_bits | (w.shift & 0xff) << 8 | w.codebook << 16 | w.relu << 17));
  }
  for (const Weights& w : layers) {
    int pointer_bits = 0;
    while (w.depth >> pointer_bits != 0) ++pointer_bits;
    if (w.codebook) out.array(w.table, w.weight_bits);
    for (int pe = 0; pe < w.pes; ++pe) {
      const Columns columns = columns_of(w, pe);
      out.array(columns.pointers, pointer_bits);
      out.array(columns.entries, w.code_bits + w.gap_bits);
      values bias(static_cast<std::size_t>(w.rows_per_pe()), 0);
      for (int r = pe; r < w.rows; r += w.pes) at(bias, r / w.pes) = at(w.bias, r);
      out.array(bias, w.bias_bits);
    }
  }
  out.words[2] = out.words.size();
  return out.words;
}

}  // namespace model

#endif
