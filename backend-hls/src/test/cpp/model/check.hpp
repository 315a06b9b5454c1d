// SPDX-License-Identifier: Apache-2.0
// A test program counts what went wrong and says so in its exit status.
#ifndef CHECK_HPP
#define CHECK_HPP

#include <cstdio>

inline int& failures() {
  static int count = 0;
  return count;
}

#define CHECK(condition)                                                  \
  do {                                                                    \
    if (!(condition) && failures()++ < 20) {                              \
      std::printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
    }                                                                     \
  } while (false)

#define CHECK_EQUAL(got, want)                                                          \
  do {                                                                                  \
    const long long got_value = static_cast<long long>(got);                            \
    const long long want_value = static_cast<long long>(want);                          \
    if (got_value != want_value && failures()++ < 20) {                                 \
      std::printf("%s:%d: %s is %lld, not %lld\n", __FILE__, __LINE__, #got, got_value, \
                  want_value);                                                          \
    }                                                                                   \
  } while (false)

inline int verdict(const char* name) {
  if (failures() == 0) {
    std::printf("%s: passed\n", name);
    return 0;
  }
  std::printf("%s: %d failures\n", name, failures());
  return 1;
}

#endif
