// SPDX-License-Identifier: Apache-2.0
// The accumulator memory as a pipeline meets it: what iteration t writes can be read from iteration
// t + LATENCY + 1 on, and any earlier read gets the old value. One read begins an iteration. With
// an array in its place C++ would run each iteration to its end before the next, and could never
// show a hazard.
#ifndef DELAYED_MEMORY_HPP
#define DELAYED_MEMORY_HPP

#include <array>
#include <cstddef>
#include <deque>

template <class T, int SIZE, int LATENCY>
class DelayedMemory {
 public:
  // One element: reading it gives what has arrived, assigning to it sends a write on its way.
  class Element {
   public:
    Element(DelayedMemory& memory, int at) : memory_(memory), at_(at) {}
    operator T() const { return memory_.read(at_); }
    Element& operator=(const T& value) {
      memory_.in_flight_.push_back({memory_.iteration_, at_, value});
      return *this;
    }

   private:
    DelayedMemory& memory_;
    int at_;
  };

  DelayedMemory() { cells_.fill(T(0)); }

  Element operator[](int at) { return Element(*this, at); }

  // The pipeline has run empty: everything has arrived.
  void settle() {
    iteration_ += LATENCY + 1;
    arrive();
  }

  const T& settled(int at) const { return cells_[static_cast<std::size_t>(at)]; }

 private:
  struct Write {
    long long iteration;
    int at;
    T value;
  };

  T read(int at) {
    ++iteration_;
    arrive();
    return cells_[static_cast<std::size_t>(at)];
  }

  void arrive() {
    while (!in_flight_.empty() && in_flight_.front().iteration + LATENCY < iteration_) {
      cells_[static_cast<std::size_t>(in_flight_.front().at)] = in_flight_.front().value;
      in_flight_.pop_front();
    }
  }

  std::array<T, SIZE> cells_;
  std::deque<Write> in_flight_;
  long long iteration_ = 0;
};

#endif
