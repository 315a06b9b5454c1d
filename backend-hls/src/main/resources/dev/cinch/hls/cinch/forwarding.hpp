// SPDX-License-Identifier: Apache-2.0
// The accumulator hazard. A sum leaves its memory, passes the adder and is written back; that takes
// ACCUMULATOR_LATENCY cycles, and meanwhile a new entry enters every cycle. Inside a column rows
// strictly increase, but the next columns may name the same rows again: {r,s},{r,s} repeats at
// distance 2. An entry whose row was touched 1 to ACCUMULATOR_LATENCY entries ago would read a
// stale sum. So the last FORWARD_DEPTH pairs (row, sum) stay in registers and the newest that
// matches replaces what the memory says; anything older has reached the memory.
#ifndef CINCH_FORWARDING_HPP
#define CINCH_FORWARDING_HPP

namespace cinch {

// Cycles from the read of a sum to the moment at which its successor can be read: two to read a
// block RAM with its output register, one to add, one to write.
constexpr int ACCUMULATOR_LATENCY = 4;

#ifdef CINCH_NO_FORWARDING  // for the test that must then fail
constexpr int FORWARD_DEPTH = 0;
#else
constexpr int FORWARD_DEPTH = ACCUMULATOR_LATENCY;
#endif

// The least distance at which the memory itself is asked for a sum written before.
constexpr int HAZARD_DISTANCE = FORWARD_DEPTH + 1;

// The newest of DEPTH pairs, and those before it: a chain of registers.
template <int DEPTH, class Row, class Sum>
struct Recent {
  Row row;
  Sum sum;
  Recent<DEPTH - 1, Row, Sum> older;

  // No row is `none`.
  void clear(const Row& none) {
    row = none;
    sum = 0;
    older.clear(none);
  }
  Sum newest(const Row& wanted, const Sum& stored) const {
    const Sum before = older.newest(wanted, stored);
    return row == wanted ? sum : before;
  }
  void push(const Row& new_row, const Sum& new_sum) {
    older.push(row, sum);
    row = new_row;
    sum = new_sum;
  }
};

template <class Row, class Sum>
struct Recent<0, Row, Sum> {
  void clear(const Row&) {}
  Sum newest(const Row&, const Sum& stored) const { return stored; }
  void push(const Row&, const Sum&) {}
};

}  // namespace cinch

#endif
