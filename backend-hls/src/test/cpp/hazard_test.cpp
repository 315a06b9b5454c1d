// SPDX-License-Identifier: Apache-2.0
// The proof that forwarding answers the accumulator hazard. The loop of the processing element
// runs, unchanged, on a memory whose writes arrive ACCUMULATOR_LATENCY iterations late. With
// forwarding the sums are exact at every distance of repetition; with a shorter chain they are
// wrong exactly at the distances that the chain no longer covers. Built with -DCINCH_NO_FORWARDING
// the first part fails.
#include "cinch/accumulate.hpp"

#include <vector>

#include "model/check.hpp"
#include "model/delayed_memory.hpp"
#include "model/random.hpp"

namespace {

constexpr int LATENCY = cinch::ACCUMULATOR_LATENCY;

struct Layer {
  static constexpr int ROWS = 16, COLUMNS = 256, PES = 1, DEPTH = 1024;
  static constexpr bool CODEBOOK = false;
  static constexpr int CODE_BITS = 8, GAP_BITS = 4, WEIGHT_BITS = 8, BIAS_BITS = 8, SUM_BITS = 32;
  using input_t = ap_int<9>;
  using output_t = ap_int<32>;
};
using shape = cinch::Shape<Layer>;
using Late = DelayedMemory<shape::sum_t, shape::ACCUMULATORS, LATENCY>;
using Later = DelayedMemory<shape::sum_t, shape::ACCUMULATORS, LATENCY + 1>;

// One vector: per column an activation and strictly increasing rows, each with a weight (0: a
// padding entry).
struct Column {
  int activation;
  std::vector<int> rows;
  std::vector<int> weights;
};
using Columns = std::vector<Column>;

// What the sums must be.
std::vector<long long> exact(const Columns& columns) {
  std::vector<long long> sums(Layer::ROWS, 0);
  for (const Column& column : columns)
    for (std::size_t e = 0; e < column.rows.size(); ++e)
      sums[static_cast<std::size_t>(column.rows[e])] += column.weights[e] * column.activation;
  return sums;
}

shape::entry_t entries[Layer::DEPTH];
const shape::weight_t no_codebook[shape::SHARED_WEIGHTS] = {0};

// The columns as the pointer read hands them over.
void encode(const Columns& columns, hls::stream<cinch::Slice<Layer>>& slices) {
  int stop = 0;
  for (const Column& column : columns) {
    const int begin = stop;
    int before = -1;
    for (std::size_t e = 0; e < column.rows.size(); ++e) {
      const int gap = column.rows[e] - before - 1;
      entries[stop++] = gap << Layer::CODE_BITS | (column.weights[e] & 0xff);
      before = column.rows[e];
    }
    if (begin != stop) slices.write({begin, stop, column.activation, false});
  }
  slices.write({0, 0, 0, true});
}

// True if the processing element, with a chain of FORWARD pairs, computes the exact sums on this
// memory.
template <int FORWARD, class Memory>
bool right_on(const Columns& columns) {
  Memory memory;
  hls::stream<cinch::Slice<Layer>> slices("slices");
  encode(columns, slices);
  cinch::multiply_vector<Layer, FORWARD>(slices, entries, no_codebook, memory);
  memory.settle();
  const std::vector<long long> want = exact(columns);
  for (int r = 0; r < Layer::ROWS; ++r) {
    if (memory.settled(r).to_int64() != want[static_cast<std::size_t>(r)]) return false;
  }
  return true;
}

// Rows first .. first+distance-1 in every column: each row repeats at exactly this distance.
Columns repeated_columns(int distance, int columns) {
  Columns out;
  for (int c = 0; c < columns; ++c) {
    Column column{c % 100 + 1, {}, {}};
    for (int d = 0; d < distance; ++d) {
      column.rows.push_back(3 + d);
      column.weights.push_back(d - 60 + c);
    }
    out.push_back(column);
  }
  return out;
}

// Row 5 alone, then other rows, one column each or all in one, then row 5 again; padding entries
// count as entries.
Columns repeated_once(int distance, bool one_column, bool padding) {
  Columns out = {{7, {5}, {11}}};
  Column between{9, {}, {}};
  for (int d = 1; d < distance; ++d) {
    between.rows.push_back(5 + d);
    between.weights.push_back(padding ? 0 : 20 + d);
    if (!one_column) {
      out.push_back({9, {between.rows.back()}, {between.weights.back()}});
    }
  }
  if (one_column) out.push_back(between);
  out.push_back({-8, {5}, {13}});
  return out;
}

Columns random_columns(Random& random, int columns, int percent) {
  Columns out;
  for (int c = 0; c < columns; ++c) {
    Column column{static_cast<int>(random.between(-256, 255)), {}, {}};
    for (int r = 0; r < Layer::ROWS; ++r) {
      if (!random.chance(percent)) continue;
      column.rows.push_back(r);
      column.weights.push_back(random.chance(10) ? 0 : static_cast<int>(random.between(-128, 127)));
    }
    out.push_back(column);
  }
  return out;
}

std::vector<Columns> at_distance(int distance) {
  return {repeated_columns(distance, 40), repeated_once(distance, false, false),
          repeated_once(distance, true, false), repeated_once(distance, true, true)};
}

// The processing element as it is built.
void exact_with_forwarding() {
  for (int distance = 1; distance <= LATENCY + 3; ++distance) {
    for (const Columns& columns : at_distance(distance)) {
      CHECK((right_on<cinch::FORWARD_DEPTH, Late>(columns)));
    }
  }
  Random random(5);
  for (int percent : {5, 12, 25, 50, 100}) {
    for (int i = 0; i < 200; ++i)
      CHECK((right_on<cinch::FORWARD_DEPTH, Late>(random_columns(random, 60, percent))));
  }
  CHECK((right_on<cinch::FORWARD_DEPTH, Late>({})));
}

// Chains of every shorter length: wrong at the distances between their end and the latency, right
// elsewhere.
template <int FORWARD>
struct Shorter {
  static void check() {
    for (int distance = 1; distance <= LATENCY + 3; ++distance) {
      const bool covered = distance <= FORWARD || distance > LATENCY;
      for (const Columns& columns : at_distance(distance))
        CHECK((right_on<FORWARD, Late>(columns) == covered));
    }
    Random random(6);
    int wrong = 0;
    for (int i = 0; i < 200; ++i) wrong += !right_on<FORWARD, Late>(random_columns(random, 60, 25));
    std::printf("forwarding depth %d of %d: %d of 200 random vectors wrong\n", FORWARD, LATENCY,
                wrong);
    CHECK(wrong > 150);
    Shorter<FORWARD - 1>::check();
  }
};
template <>
struct Shorter<-1> {
  static void check() {}
};

// The distance promised to the tool is the least that may be promised: one cycle more in the
// memory, and it is wrong.
void promise_is_tight() {
  for (const Columns& columns : at_distance(LATENCY + 1))
    CHECK(!(right_on<LATENCY, Later>(columns)));
}

}  // namespace

int main() {
  exact_with_forwarding();
  const int failed = failures();
  std::printf("forwarding depth %d: %d failures\n", cinch::FORWARD_DEPTH, failed);
  Shorter<LATENCY - 1>::check();
  promise_is_tight();
  return verdict("hazard");
}
