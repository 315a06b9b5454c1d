// SPDX-License-Identifier: Apache-2.0
// Seeded random integers (the splitmix64 sequence), the same on every machine.
#ifndef RANDOM_HPP
#define RANDOM_HPP

#include <cstdint>
#include <vector>

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }

  // A value of least .. most.
  long long between(long long least, long long most) {
    const std::uint64_t range =
        static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least) + 1;
    const std::uint64_t step = range == 0 ? next() : next() % range;
    return static_cast<long long>(static_cast<std::uint64_t>(least) + step);
  }

  bool chance(int percent) { return between(0, 99) < percent; }

  // Values of least .. most, and zero where the percentage says so.
  std::vector<long long> values(int count, long long least, long long most, int percent_zero) {
    std::vector<long long> out(static_cast<std::size_t>(count));
    for (long long& value : out) value = chance(percent_zero) ? 0 : between(least, most);
    return out;
  }

 private:
  std::uint64_t state_;
};

#endif
