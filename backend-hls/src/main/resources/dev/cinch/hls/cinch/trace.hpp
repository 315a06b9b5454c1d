// SPDX-License-Identifier: Apache-2.0
// Copies of the streams between layers, for C simulation with CINCH_TRACE defined: values pass
// through unchanged and are appended to DIRECTORY/NAME.bin, each as the little-endian integer of 8,
// 16, 32 or 64 bits that holds its type. Without CINCH_TRACE nothing of this exists.
#ifndef CINCH_TRACE_HPP
#define CINCH_TRACE_HPP

#if !defined(CINCH_TRACE)
#define CINCH_TRACE_STREAM(name, samples, count, stream)
#else
#define CINCH_TRACE_STREAM(name, samples, count, stream) \
  cinch::trace::tap(name, static_cast<long long>(samples) * (count), stream);

#include <hls_stream.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "number.hpp"

namespace cinch {
namespace trace {

// Where the files go; empty: nowhere.
inline std::string& directory() {
  static std::string path;
  return path;
}

// One open file per name; a file is begun anew by each run of the program.
inline std::FILE* file(const std::string& name) {
  static std::map<std::string, std::FILE*> files;
  std::FILE*& out = files[name];
  if (out == nullptr) {
    const std::string path = directory() + "/" + name + ".bin";
    out = std::fopen(path.c_str(), "wb");
    if (out == nullptr) {
      std::fprintf(stderr, "cannot write %s\n", path.c_str());
      std::exit(2);
    }
  }
  return out;
}

template <class T>
void tap(const std::string& name, long long count, hls::stream<T>& stream) {
  if (directory().empty()) return;
  std::FILE* out = file(name);
  constexpr int BYTES = lane_bits(Number<T>::WIDTH) / 8;
  std::string bytes;
  for (long long i = 0; i < count; ++i) {
    const T value = stream.read();
    stream.write(value);
    const unsigned long long bits = static_cast<unsigned long long>(value.to_int64());
    for (int b = 0; b < BYTES; ++b) bytes += static_cast<char>(bits >> (8 * b) & 0xff);
  }
  if (std::fwrite(bytes.data(), 1, bytes.size(), out) != bytes.size()) {
    std::fprintf(stderr, "cannot write %s/%s.bin\n", directory().c_str(), name.c_str());
    std::exit(2);
  }
}

}  // namespace trace
}  // namespace cinch

#endif
#endif
