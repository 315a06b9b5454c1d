// SPDX-License-Identifier: Apache-2.0
// hls::stream for compiling an accelerator with an ordinary C++ compiler: a first-in first-out
// queue without bound, as AMD UG1399 describes streams in C simulation. Only the blocking interface
// is here, since Cinch uses no other. A read from an empty stream, or values left behind when a
// stream goes out of scope, would hang the hardware; both stop the simulation with a message.
#ifndef CINCH_HOST_HLS_STREAM_H
#define CINCH_HOST_HLS_STREAM_H

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

namespace hls {

template <class T, int DEPTH = 0>
class stream {
 public:
  stream() : stream("(unnamed)") {}
  explicit stream(const char* name) : name_(name) {}
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;
  ~stream() {
    if (count_ != 0) fail("values were left in the stream");
  }

  bool empty() const { return count_ == 0; }
  std::size_t size() const { return count_; }

  void write(const T& value) {
    if (count_ == capacity_) grow();
    ring_[(first_ + count_) & (capacity_ - 1)] = value;
    ++count_;
  }

  T read() {
    if (count_ == 0) fail("read from an empty stream");
    const std::size_t at = first_;
    first_ = (first_ + 1) & (capacity_ - 1);
    --count_;
    return ring_[at];
  }

  void read(T& value) { value = read(); }

 private:
  static constexpr std::size_t INITIAL_CAPACITY = 64;  // a power of two, as every capacity after it

  void grow() {
    const std::size_t wider = capacity_ == 0 ? INITIAL_CAPACITY : 2 * capacity_;
    std::unique_ptr<T[]> ring(new T[wider]);
    for (std::size_t i = 0; i < count_; ++i) ring[i] = ring_[(first_ + i) & (capacity_ - 1)];
    ring_ = std::move(ring);
    capacity_ = wider;
    first_ = 0;
  }

  [[noreturn]] void fail(const char* what) const {
    std::fprintf(stderr, "hls::stream '%s': %s\n", name_, what);
    std::abort();
  }

  const char* name_;
  std::unique_ptr<T[]> ring_;
  std::size_t capacity_ = 0;
  std::size_t first_ = 0;
  std::size_t count_ = 0;
};

}  // namespace hls

#endif
