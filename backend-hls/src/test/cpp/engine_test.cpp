// SPDX-License-Identifier: Apache-2.0
// The engine against a dense product: both kinds of code, gaps from none to long, rows that do not
// divide evenly, empty matrices, empty columns, columns full of one element's rows, zero vectors,
// extreme weights, several vectors and samples.
#include "cinch/product.hpp"
#include "cinch/weights.hpp"

#include "model/check.hpp"
#include "model/weight_image.hpp"

namespace {

constexpr int SAMPLES = 2;

template <int R, int C, int V, int N, bool SHARED, int CODE, int GAP, class IN, class OUT, int BY,
          bool CUT>
struct Layer {
  static constexpr const char* NAME = "layer";
  static constexpr int ROWS = R, COLUMNS = C, VECTORS = V, PES = N, DEPTH = C * ((R + N - 1) / N);
  static constexpr bool CODEBOOK = SHARED;
  static constexpr int CODE_BITS = CODE, GAP_BITS = GAP, WEIGHT_BITS = SHARED ? 8 : CODE,
                       BIAS_BITS = 14, SUM_BITS = 30;
  static constexpr bool RELU = CUT;
  static constexpr int SHIFT = BY;
  using input_t = IN;
  using output_t = OUT;
};

template <class L>
void load(cinch::Bank<L>& bank, const model::Weights& weights) {
  std::vector<cinch::word_t> image;
  for (std::uint64_t word : model::image_of({weights})) image.push_back(word);
  int at = cinch::header_words(1);
  CHECK_EQUAL(image.size(), cinch::image_words<L>());
  CHECK_EQUAL(cinch::check_image(image.data(), 1, cinch::image_words<L>()), cinch::DONE);
  CHECK_EQUAL(cinch::check_layer<L>(image.data(), 0, cinch::DONE), cinch::DONE);
  CHECK_EQUAL(cinch::load_bank<L>(image.data(), 0, cinch::DONE, at, bank), cinch::DONE);
  CHECK_EQUAL(at, cinch::image_words<L>());
}

template <class L>
void same_as_reference(Random& random, const model::Weights& weights, int percent_zero) {
  using in = cinch::Number<typename L::input_t>;
  using out = cinch::Number<typename L::output_t>;
  static cinch::Bank<L> bank;
  load(bank, weights);
  hls::stream<typename L::input_t> inputs("inputs");
  hls::stream<typename L::output_t> outputs("outputs");
  std::vector<reference::values> vectors;
  for (int v = 0; v < SAMPLES * L::VECTORS; ++v) {
    vectors.push_back(random.values(L::COLUMNS, in::MIN, in::MAX, v == 1 ? 100 : percent_zero));
    for (long long value : vectors.back()) inputs.write(value);
  }
  cinch::product<L>(SAMPLES, inputs, bank, outputs);
  const reference::Output stage = {L::RELU, L::SHIFT, out::MIN, out::MAX};
  for (const reference::values& vector : vectors) {
    const reference::values sums = reference::product(weights.matrix, weights.bias, vector);
    for (long long want : reference::after(stage, sums))
      CHECK_EQUAL(outputs.read().to_int64(), want);
  }
}

template <class L>
void every_density(Random& random) {
  for (int percent : {0, 3, 20, 60, 100}) {
    for (int percent_zero : {0, 50, 95}) {
      same_as_reference<L>(random, model::random_weights<L>(random, percent, 8000), percent_zero);
    }
  }
  // One row alone: the longest runs, and every other element idle.
  model::Weights one_row = model::random_weights<L>(random, 100, 10);
  for (int i = 0; i < L::ROWS * L::COLUMNS; ++i) {
    if (i / L::COLUMNS != L::ROWS - 1) one_row.matrix[static_cast<std::size_t>(i)] = 0;
  }
  same_as_reference<L>(random, one_row, 10);
}

void extremes(Random& random) {
  using L = Layer<9, 40, 1, 2, false, 8, 0, ap_int<8>, ap_int<8>, 6, false>;
  model::Weights weights = model::constants_of<L>();
  weights.matrix = random.values(L::ROWS * L::COLUMNS, -128, -128, 0);
  weights.bias = random.values(L::ROWS, -8192, 8191, 0);
  same_as_reference<L>(random, weights, 0);
}

}  // namespace

int main() {
  Random random(7);
  using u8 = ap_uint<8>;
  using i9 = ap_int<9>;
  using raw = ap_int<30>;
  //                  rows cols vec pes shared code gap in  out         shift relu
  every_density<Layer<24, 30, 1, 1, true, 4, 4, u8, ap_uint<8>, 9, true>>(random);
  every_density<Layer<24, 30, 3, 4, true, 4, 4, i9, ap_int<8>, 8, false>>(random);
  every_density<Layer<50, 17, 2, 8, true, 3, 1, u8, raw, 0, false>>(random);
  every_density<Layer<37, 12, 4, 5, false, 8, 0, i9, ap_uint<7>, 7, true>>(random);
  every_density<Layer<64, 9, 1, 3, false, 6, 3, u8, raw, 0, true>>(random);
  every_density<Layer<7, 33, 2, 7, true, 1, 2, i9, ap_int<12>, -1, false>>(random);
  every_density<Layer<129, 5, 1, 2, true, 4, 2, ap_uint<1>, raw, 0, false>>(random);
  every_density<Layer<1, 1, 5, 1, false, 4, 0, i9, raw, 0, false>>(random);
  extremes(random);
  return verdict("engine");
}
