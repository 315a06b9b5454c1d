// SPDX-License-Identifier: Apache-2.0
// What travels inside an engine.
#ifndef CINCH_TOKEN_HPP
#define CINCH_TOKEN_HPP

#include "shape.hpp"

namespace cinch {

// From the broadcaster to every processing element: a non-zero activation and its column, or the
// end of the vector.
template <class Layer>
struct Token {
  typename Shape<Layer>::column_t column;
  typename Layer::input_t value;
  bool end;
};

// From pointer read to accumulation: the entries begin .. stop-1, never none, to be multiplied by
// the value; or the end of the vector.
template <class Layer>
struct Slice {
  typename Shape<Layer>::pointer_t begin;
  typename Shape<Layer>::pointer_t stop;
  typename Layer::input_t value;
  bool end;
};

}  // namespace cinch

#endif
