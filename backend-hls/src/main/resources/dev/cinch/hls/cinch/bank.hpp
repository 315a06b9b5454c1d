// SPDX-License-Identifier: Apache-2.0
// The on-chip weights of one layer. The first index is the processing element, and each element
// alone reads its part: after ARRAY_PARTITION over that index every part is a memory of its own.
#ifndef CINCH_BANK_HPP
#define CINCH_BANK_HPP

#include "pragmas.hpp"
#include "shape.hpp"

// Beside the declaration of a bank: a memory per element and array, entries in memory of the named
// kind. Pointers are read in pairs, and where they lie is left to the tool, since it depends on
// their number; codebooks and biases are small.
#define CINCH_BANK_STORAGE(bank, memory)                               \
  CINCH_BANKED(bank.pointers)                                          \
  CINCH_BANKED(bank.entries)                                           \
  CINCH_BANKED(bank.codebook)                                          \
  CINCH_BANKED(bank.bias)                                              \
  CINCH_VITIS(HLS BIND_STORAGE variable = bank.pointers type = ram_2p) \
  CINCH_STORAGE(bank.entries, ram_1p, memory)                          \
  CINCH_STORAGE(bank.codebook, ram_1p, lutram)                         \
  CINCH_STORAGE(bank.bias, ram_1p, lutram)

namespace cinch {

template <class Layer>
struct Bank {
  using shape = Shape<Layer>;

  // The entries of column j are pointers[j] .. pointers[j+1] - 1.
  typename shape::pointer_t pointers[Layer::PES][Layer::COLUMNS + 1];
  typename shape::entry_t entries[Layer::PES][Layer::DEPTH];
  // The same values in every element, since each reads its own.
  typename shape::weight_t codebook[Layer::PES][shape::SHARED_WEIGHTS];
  typename shape::bias_t bias[Layer::PES][shape::ROWS_PER_PE];
};

}  // namespace cinch

#endif
