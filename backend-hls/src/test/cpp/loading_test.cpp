// SPDX-License-Identifier: Apache-2.0
// Loading through the top function of the sample: what is refused and with which status, what stays
// loaded then, that new weights need no new program, and that damaged entries give wrong numbers
// but never leave a memory.
#include "cinch/accelerator.hpp"

#include "model/check.hpp"
#include "model/weight_image.hpp"
#include "top.h"

namespace {

using namespace design;
using image_t = std::vector<cinch::word_t>;

image_t random_image(Random& random, int percent) {
  image_t image;
  for (std::uint64_t word : model::image_of({model::random_weights<Conv1>(random, percent, 1000),
                                             model::random_weights<Conv2>(random, percent, 1000),
                                             model::random_weights<Fc1>(random, percent, 1000),
                                             model::random_weights<Fc2>(random, percent, 1000)})) {
    image.push_back(word);
  }
  return image;
}

int load(const image_t& image) { return cinch_top(cinch::LOAD, 0, image.data(), nullptr, nullptr); }

// The output words for a fixed input, or none if the run was refused.
std::vector<long long> run(int expected_status = cinch::DONE) {
  constexpr int SAMPLES = 2;
  std::vector<cinch::word_t> in(SAMPLES * cinch::Lanes<Input>::WORDS),
      out(SAMPLES * cinch::Lanes<Output>::WORDS, 0);
  Random random(11);
  for (cinch::word_t& word : in) word = random.next();
  CHECK_EQUAL(cinch_top(cinch::RUN, SAMPLES, nullptr, in.data(), out.data()), expected_status);
  std::vector<long long> values;
  for (const cinch::word_t& word : out) values.push_back(word.to_int64());
  return values;
}

image_t changed(image_t image, int word, std::uint64_t flip) {
  cinch::word_t& target = image[static_cast<std::size_t>(word)];
  target = target.to_uint64() ^ flip;
  return image;
}

constexpr int FIRST_LAYER = cinch::IMAGE_HEADER_WORDS;
constexpr int FIRST_BANK = cinch::header_words(LAYERS);

}  // namespace

int main() {
  Random random(2);
  const image_t first = random_image(random, 30);
  const image_t second = random_image(random, 80);
  CHECK_EQUAL(first.size(), WEIGHT_WORDS);

  run(cinch::NOT_LOADED);
  CHECK_EQUAL(cinch_top(9, 0, nullptr, nullptr, nullptr), cinch::UNKNOWN_COMMAND);
  CHECK_EQUAL(load(changed(first, 0, 1)), cinch::NOT_AN_IMAGE);
  run(cinch::NOT_LOADED);

  CHECK_EQUAL(load(first), cinch::DONE);
  const std::vector<long long> outputs = run();
  CHECK(run() == outputs);

  // Each refusal leaves the banks as they were.
  CHECK_EQUAL(load(changed(second, 1, 2)), cinch::OTHER_LAYOUT);
  CHECK_EQUAL(load(changed(second, 1, 1ULL << 32)), cinch::OTHER_LAYOUT);
  CHECK_EQUAL(load(changed(second, 2, 8)), cinch::OTHER_SIZE);
  for (int layer = 0; layer < LAYERS; ++layer) {
    for (int word = 0; word < cinch::LAYER_HEADER_WORDS; ++word) {
      const int at = FIRST_LAYER + layer * cinch::LAYER_HEADER_WORDS + word;
      CHECK_EQUAL(load(changed(second, at, 1ULL << random.between(0, 63))),
                  cinch::in_layer(cinch::OTHER_SHAPE, layer));
    }
  }
  CHECK(run() == outputs);

  CHECK_EQUAL(load(second), cinch::DONE);
  CHECK(run() != outputs);
  CHECK_EQUAL(load(first), cinch::DONE);
  CHECK(run() == outputs);

  // Pointers of the first layer: its first word holds nine of seven bits. The second one made the
  // largest.
  CHECK_EQUAL(load(changed(second, FIRST_BANK, 0x7f << 7)),
              cinch::in_layer(cinch::WRONG_POINTER, 0));
  run(cinch::NOT_LOADED);

  // A changed weight shows; whatever the damage, the run ends.
  const int entries = FIRST_BANK + cinch::LayerImage<Conv1>::POINTER_WORDS;
  CHECK_EQUAL(load(changed(first, entries, 0x40)), cinch::DONE);
  CHECK(run() != outputs);
  for (int i = 0; i < 300; ++i) {
    const int word = static_cast<int>(random.between(FIRST_BANK, WEIGHT_WORDS - 1));
    const int status = load(changed(first, word, random.next()));
    run(status == cinch::DONE ? cinch::DONE : cinch::NOT_LOADED);
  }
  return verdict("loading");
}
