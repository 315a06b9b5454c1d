// SPDX-License-Identifier: Apache-2.0
// Activations in external memory: 64-bit words, each value in the byte lane that holds its type (8,
// 16, 32 or 64 bits, sign- or zero-extended), first value lowest; a sample begins on a word, the
// rest of its last word is zero. Moving words and taking them apart are two stages, because only a
// plain loop over the port becomes a burst.
// Constants of a Port: COUNT (values per sample); type value_t.
#ifndef CINCH_PORTS_HPP
#define CINCH_PORTS_HPP

#include <hls_stream.h>

#include "number.hpp"
#include "pragmas.hpp"

namespace cinch {

constexpr int WORD_BITS = 64;
using word_t = ap_uint<WORD_BITS>;

template <class Port>
struct Lanes {
  static constexpr int BITS = lane_bits(Number<typename Port::value_t>::WIDTH);
  static constexpr int COUNT = WORD_BITS / BITS;
  static constexpr int SHIFT = BITS % WORD_BITS;  // to the next lane, if there is one
  static constexpr int WORDS = quotient_up(Port::COUNT, COUNT);  // per sample
};

template <class Port>
void read_words(int samples, const word_t* memory, hls::stream<word_t>& words) {
  CINCH_STAGE
  CINCH_LABEL(word)
  for (int i = 0; i < samples * Lanes<Port>::WORDS; ++i) {
    CINCH_PIPELINE
    words.write(memory[i]);
  }
}

template <class Port>
void unpack(int samples, hls::stream<word_t>& words, hls::stream<typename Port::value_t>& out) {
  CINCH_STAGE
  word_t word = 0;
  CINCH_LABEL(sample)
  for (int s = 0; s < samples; ++s) {
    CINCH_LABEL(word)
    for (int w = 0; w < Lanes<Port>::WORDS; ++w) {
      CINCH_LABEL(lane)
      for (int l = 0; l < Lanes<Port>::COUNT; ++l) {
        CINCH_PIPELINE
        if (l == 0) word = words.read();
        const typename Port::value_t value = word;
        if (w * Lanes<Port>::COUNT + l < Port::COUNT) out.write(value);
        word = word >> Lanes<Port>::SHIFT;
      }
    }
  }
}

template <class Port>
void pack(int samples, hls::stream<typename Port::value_t>& in, hls::stream<word_t>& words) {
  CINCH_STAGE
  word_t word = 0;
  CINCH_LABEL(sample)
  for (int s = 0; s < samples; ++s) {
    CINCH_LABEL(word)
    for (int w = 0; w < Lanes<Port>::WORDS; ++w) {
      CINCH_LABEL(lane)
      for (int l = 0; l < Lanes<Port>::COUNT; ++l) {
        CINCH_PIPELINE
        ap_uint<Lanes<Port>::BITS> lane = 0;
        if (w * Lanes<Port>::COUNT + l < Port::COUNT) lane = in.read();
        if (l == 0) word = 0;
        word = (word >> Lanes<Port>::SHIFT) | (word_t(lane) << (WORD_BITS - Lanes<Port>::BITS));
        if (l == Lanes<Port>::COUNT - 1) words.write(word);
      }
    }
  }
}

template <class Port>
void write_words(int samples, hls::stream<word_t>& words, word_t* memory) {
  CINCH_STAGE
  CINCH_LABEL(word)
  for (int i = 0; i < samples * Lanes<Port>::WORDS; ++i) {
    CINCH_PIPELINE
    memory[i] = words.read();
  }
}

// From memory to a stream of activations, and back.
template <class Port>
void receive(int samples, const word_t* memory, hls::stream<typename Port::value_t>& out) {
  CINCH_DATAFLOW
  hls::stream<word_t> words;
  read_words<Port>(samples, memory, words);
  unpack<Port>(samples, words, out);
}

template <class Port>
void send(int samples, hls::stream<typename Port::value_t>& in, word_t* memory) {
  CINCH_DATAFLOW
  hls::stream<word_t> words;
  pack<Port>(samples, in, words);
  write_words<Port>(samples, words, memory);
}

}  // namespace cinch

#endif
