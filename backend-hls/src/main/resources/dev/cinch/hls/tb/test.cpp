// SPDX-License-Identifier: Apache-2.0
// The test bench: loads weights, runs samples, and compares every integer that comes out with the
// golden ones. The same text for every accelerator; top.h says what goes in and out.
//   test [--weights FILE] [--input FILE] [--golden FILE] [--output FILE] [--trace DIR]
// Without options it reads the project's own files from the project's folder; with --output and no
// --golden it compares nothing. Exit status: 0 all equal, 1 a mismatch, 2 something is missing or
// wrong. Activations in files: samples without gaps, each value the little-endian integer of 8, 16,
// 32 or 64 bits that holds its type. --trace needs a build with -DCINCH_TRACE and writes the values
// between the layers.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "top.h"

namespace {

using bytes_t = std::vector<unsigned char>;
using words_t = std::vector<cinch::word_t>;

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "test: %s\n", why.c_str());
  std::exit(2);
}

std::FILE* opened(const std::string& path, const char* mode) {
  std::FILE* file = std::fopen(path.c_str(), mode);
  if (file == nullptr) stop("cannot open " + path);
  return file;
}

// Activations on their way through one port.
template <class Port>
struct Samples {
  static constexpr int LANE = cinch::Lanes<Port>::BITS / 8;
  static constexpr int BYTES = Port::COUNT * LANE;
  static constexpr int WORDS = cinch::Lanes<Port>::WORDS;

  static words_t to_words(const bytes_t& bytes, int samples) {
    words_t words(static_cast<std::size_t>(samples * WORDS), cinch::word_t(0));
    for (int s = 0; s < samples; ++s) {
      for (int b = BYTES - 1; b >= 0; --b) {
        cinch::word_t& word = words[static_cast<std::size_t>(s * WORDS + b / 8)];
        word = (word << 8) | cinch::word_t(bytes[static_cast<std::size_t>(s * BYTES + b)]);
      }
    }
    return words;
  }

  static bytes_t to_bytes(const words_t& words, int samples) {
    bytes_t bytes;
    for (int s = 0; s < samples; ++s) {
      for (int b = 0; b < BYTES; ++b) {
        const cinch::word_t word = words[static_cast<std::size_t>(s * WORDS + b / 8)];
        bytes.push_back(static_cast<unsigned char>((word >> (8 * (b % 8))).to_uint64() & 0xff));
      }
    }
    return bytes;
  }

  static long long value(const bytes_t& bytes, std::size_t at) {
    unsigned long long bits = 0;
    for (int b = LANE - 1; b >= 0; --b)
      bits = bits << 8 | bytes[at * LANE + static_cast<std::size_t>(b)];
    const int spare = 64 - 8 * LANE;
    if (!cinch::Number<typename Port::value_t>::SIGNED) return static_cast<long long>(bits);
    return static_cast<long long>(bits << spare) >> spare;
  }
};

using Inputs = Samples<design::Input>;
using Outputs = Samples<design::Output>;

struct Comparison {
  long long values = 0;
  long long mismatches = 0;

  void compare(const bytes_t& expected, const bytes_t& got, long long first_sample) {
    for (std::size_t i = 0; i < got.size() / Outputs::LANE; ++i) {
      ++values;
      const long long want = Outputs::value(expected, i);
      const long long have = Outputs::value(got, i);
      if (want == have) continue;
      const long long sample = first_sample + static_cast<long long>(i) / design::Output::COUNT;
      const long long position = static_cast<long long>(i) % design::Output::COUNT;
      if (mismatches++ == 0) {
        std::printf("first mismatch: sample %lld, position %lld, expected %lld, got %lld\n", sample,
                    position, want, have);
      }
    }
  }
};

struct Options {
  std::string weights = "weights/weights.bin";
  std::string input = "tb/golden/input.bin";
  std::string golden;
  std::string output;
  std::string trace;
};

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string key = argv[i];
    if (i + 1 == argc) stop(key + " needs a value");
    if (key == "--weights")
      options.weights = argv[i + 1];
    else if (key == "--input")
      options.input = argv[i + 1];
    else if (key == "--golden")
      options.golden = argv[i + 1];
    else if (key == "--output")
      options.output = argv[i + 1];
    else if (key == "--trace")
      options.trace = argv[i + 1];
    else
      stop("unknown option " + key);
  }
  if (options.golden.empty() && options.output.empty()) options.golden = "tb/golden/output.bin";
  return options;
}

words_t read_weights(const std::string& path) {
  std::FILE* file = opened(path, "rb");
  words_t words;
  unsigned char raw[8];
  std::size_t got;
  while ((got = std::fread(raw, 1, sizeof raw, file)) == sizeof raw) {
    cinch::word_t word = 0;
    for (int b = 7; b >= 0; --b) word = (word << 8) | cinch::word_t(raw[b]);
    words.push_back(word);
  }
  std::fclose(file);
  if (got != 0 || words.size() != static_cast<std::size_t>(design::WEIGHT_WORDS)) {
    stop(path + " is not " + std::to_string(design::WEIGHT_WORDS) + " words of 8 bytes");
  }
  return words;
}

void start_trace(const std::string& directory) {
#ifdef CINCH_TRACE
  cinch::trace::directory() = directory;
#else
  if (!directory.empty()) stop("--trace needs a build with -DCINCH_TRACE");
#endif
}

// Reads up to one call's worth of samples.
int read_samples(std::FILE* file, const std::string& path, bytes_t& bytes) {
  bytes.resize(static_cast<std::size_t>(design::SAMPLES_PER_CALL * Inputs::BYTES));
  const std::size_t got = std::fread(bytes.data(), 1, bytes.size(), file);
  if (got % Inputs::BYTES != 0)
    stop(path + " ends inside a sample of " + std::to_string(Inputs::BYTES) + " bytes");
  return static_cast<int>(got / Inputs::BYTES);
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse(argc, argv);
  start_trace(options.trace);
  const words_t weights = read_weights(options.weights);
  std::FILE* input = opened(options.input, "rb");
  std::FILE* golden = options.golden.empty() ? nullptr : opened(options.golden, "rb");
  std::FILE* output = options.output.empty() ? nullptr : opened(options.output, "wb");

  words_t in(static_cast<std::size_t>(design::SAMPLES_PER_CALL * Inputs::WORDS), cinch::word_t(0));
  words_t out(static_cast<std::size_t>(design::SAMPLES_PER_CALL * Outputs::WORDS),
              cinch::word_t(0));
  int status = cinch_top(cinch::LOAD, 0, weights.data(), in.data(), out.data());
  if (status != cinch::DONE)
    stop(options.weights + " was refused with status " + std::to_string(status));

  Comparison comparison;
  bytes_t bytes;
  long long samples = 0;
  while (int count = read_samples(input, options.input, bytes)) {
    in = Inputs::to_words(bytes, count);
    in.resize(static_cast<std::size_t>(design::SAMPLES_PER_CALL * Inputs::WORDS));
    status = cinch_top(cinch::RUN, count, weights.data(), in.data(), out.data());
    if (status != cinch::DONE) stop("the run ended with status " + std::to_string(status));
    const bytes_t got = Outputs::to_bytes(out, count);
    if (output != nullptr && std::fwrite(got.data(), 1, got.size(), output) != got.size())
      stop("cannot write " + options.output);
    if (golden != nullptr) {
      bytes_t expected(got.size());
      if (std::fread(expected.data(), 1, expected.size(), golden) != expected.size())
        stop(options.golden + " is too short");
      comparison.compare(expected, got, samples);
    }
    samples += count;
  }
  if (output != nullptr && std::fclose(output) != 0) stop("cannot write " + options.output);
  if (samples == 0) stop(options.input + " holds no sample");
  if (golden != nullptr && std::fgetc(golden) != EOF) stop(options.golden + " is too long");
  std::printf("samples %lld, values compared %lld, mismatches %lld\n", samples, comparison.values,
              comparison.mismatches);
  return comparison.mismatches == 0 ? 0 : 1;
}
