// SPDX-License-Identifier: Apache-2.0
// How long C simulation takes per entry: the layers of LeNet-5 (Caffe's, 2.3 million products an
// image), dense with 8-bit weights and at 8 % with a 4-bit codebook, every activation non-zero.
#include <chrono>
#include <cstdio>
#include <memory>

#include "cinch/convolve.hpp"
#include "cinch/weights.hpp"

#include "model/weight_image.hpp"

namespace {

template <int R, int C, int V, bool SHARED>
struct Layer {
  static constexpr const char* NAME = "layer";
  static constexpr int ROWS = R, COLUMNS = C, VECTORS = V, PES = R < 8 ? R : 8,
                       DEPTH = C * ((R + PES - 1) / PES);
  static constexpr bool CODEBOOK = SHARED;
  static constexpr int CODE_BITS = SHARED ? 4 : 8, GAP_BITS = SHARED ? 4 : 0, WEIGHT_BITS = 8,
                       BIAS_BITS = 16;
  static constexpr int SUM_BITS = 28, SHIFT = 8;
  static constexpr bool RELU = true;
  using input_t = ap_uint<8>;
  using output_t = ap_uint<8>;
};

// Seconds for one sample, and the entries it took.
template <class L>
double seconds(int percent, long long& entries) {
  static cinch::Bank<L> bank;
  Random random(3);
  std::vector<cinch::word_t> image;
  for (std::uint64_t word : model::image_of({model::random_weights<L>(random, percent, 100)}))
    image.push_back(word);
  int at = cinch::header_words(1);
  cinch::load_bank<L>(image.data(), 0, cinch::DONE, at, bank);
  entries = 0;
  for (int p = 0; p < L::PES; ++p) entries += bank.pointers[p][L::COLUMNS].to_int();
  entries *= L::VECTORS;
  double best = 1e9;
  for (int round = 0; round < 5; ++round) {
    hls::stream<typename L::input_t> in;
    hls::stream<typename L::output_t> out;
    for (int i = 0; i < L::COLUMNS * L::VECTORS; ++i) in.write(random.between(1, 255));
    const auto begin = std::chrono::steady_clock::now();
    cinch::product<L>(1, in, bank, out);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    while (!out.empty()) out.read();
    if (took.count() < best) best = took.count();
  }
  return best;
}

template <bool SHARED>
void lenet(const char* what, int percent) {
  long long entries[4];
  const double took[4] = {seconds<Layer<20, 25, 576, SHARED>>(percent, entries[0]),
                          seconds<Layer<50, 500, 64, SHARED>>(percent, entries[1]),
                          seconds<Layer<500, 800, 1, SHARED>>(percent, entries[2]),
                          seconds<Layer<10, 500, 1, SHARED>>(percent, entries[3])};
  const char* names[4] = {"conv1", "conv2", "ip1", "ip2"};
  double all = 0;
  long long sum = 0;
  for (int i = 0; i < 4; ++i) {
    std::printf("%s %-5s %9lld entries %8.3f ms %6.2f ns/entry\n", what, names[i], entries[i],
                took[i] * 1e3, took[i] * 1e9 / static_cast<double>(entries[i]));
    all += took[i];
    sum += entries[i];
  }
  std::printf("%s whole %9lld entries %8.3f ms %6.2f ns/entry\n", what, sum, all * 1e3,
              all * 1e9 / static_cast<double>(sum));
}

}  // namespace

int main() {
  lenet<false>("dense ", 100);
  lenet<true>("sparse", 8);
}
