// SPDX-License-Identifier: Apache-2.0
// Random weights and inputs for the sample, and what the plain model makes of them:
//   make_vectors DIR SEED PERCENT_NON_ZERO SAMPLES
// writes DIR/weights.bin, DIR/input.bin, DIR/output.bin and, for every stream between the layers,
// DIR/expected/NAME.bin.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "model/reference.hpp"
#include "model/weight_image.hpp"
#include "top.h"

namespace {

using model::Weights;
using reference::values;

// Little-endian bytes of values in the lane of their type.
template <class T>
void append(std::string& file, const values& numbers) {
  for (long long number : numbers) {
    for (int b = 0; b < cinch::lane_bits(cinch::Number<T>::WIDTH) / 8; ++b) {
      file += static_cast<char>(static_cast<unsigned long long>(number) >> (8 * b) & 0xff);
    }
  }
}

void write(const std::string& path, const std::string& bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr || std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size() ||
      std::fclose(file) != 0) {
    std::fprintf(stderr, "cannot write %s\n", path.c_str());
    std::exit(2);
  }
}

using Files = std::map<std::string, std::string>;

template <class L>
values output_stage(const values& sums, Files& expected) {
  using number = cinch::Number<typename L::output_t>;
  const values out = reference::after({L::RELU, L::SHIFT, number::MIN, number::MAX}, sums);
  append<typename cinch::Shape<L>::sum_t>(expected[std::string(L::NAME) + ".sum"], sums);
  append<typename L::output_t>(expected[L::NAME], out);
  return out;
}

template <class L>
values convolution(const Weights& w, const values& in, Files& expected) {
  return output_stage<L>(reference::convolve(reference::window_of<L>(), w.matrix, w.bias, in),
                         expected);
}

template <class L>
values dense(const Weights& w, const values& in, Files& expected) {
  return output_stage<L>(reference::product(w.matrix, w.bias, in), expected);
}

template <class L>
values pool(const values& in, Files& expected) {
  const values out =
      reference::max_pool(reference::window_of<L>(), in, cinch::Number<typename L::input_t>::MIN);
  append<typename L::input_t>(expected[L::NAME], out);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace design;
  if (argc != 5) return 2;
  const std::string directory = argv[1];
  Random random(static_cast<std::uint64_t>(std::atoll(argv[2])));
  const int percent = std::atoi(argv[3]);
  const int samples = std::atoi(argv[4]);

  const Weights conv1 = model::random_weights<Conv1>(random, percent, 30000);
  const Weights conv2 = model::random_weights<Conv2>(random, percent, 30000);
  const Weights fc1 = model::random_weights<Fc1>(random, percent, 60000);
  const Weights fc2 = model::random_weights<Fc2>(random, percent, 2000);
  std::string weights;
  for (std::uint64_t word : model::image_of({conv1, conv2, fc1, fc2})) {
    append<ap_int<64>>(weights, {static_cast<long long>(word)});
  }

  std::string inputs, outputs;
  Files expected;
  for (int s = 0; s < samples; ++s) {
    // The first samples are all zero and all at the top of the range.
    const values image = s == 0   ? values(Input::COUNT, 0)
                         : s == 1 ? values(Input::COUNT, 255)
                                  : random.values(Input::COUNT, 0, 255, 30);
    append<Input::value_t>(inputs, image);
    values map = convolution<Conv1>(conv1, image, expected);
    map = pool<Pool1>(map, expected);
    map = convolution<Conv2>(conv2, map, expected);
    map = pool<Pool2>(map, expected);
    map = dense<Fc1>(fc1, map, expected);
    append<Output::value_t>(outputs, dense<Fc2>(fc2, map, expected));
  }
  write(directory + "/weights.bin", weights);
  write(directory + "/input.bin", inputs);
  write(directory + "/output.bin", outputs);
  for (const auto& file : expected)
    write(directory + "/expected/" + file.first + ".bin", file.second);
  return 0;
}
