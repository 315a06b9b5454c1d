// SPDX-License-Identifier: Apache-2.0
// What the accelerator can be told to do, and what it answers.
#ifndef CINCH_STATUS_HPP
#define CINCH_STATUS_HPP

namespace cinch {

enum Command {
  RUN = 0,   // samples from `in` to `out`
  LOAD = 1,  // the weight image into the banks
};

// The low byte of the answer. From bit 8 on it holds the layer that an image error is about,
// counted from 0.
enum Status {
  DONE = 0,
  NOT_LOADED = 1,     // RUN before an image was loaded
  NOT_AN_IMAGE = 2,   // the first word is not the magic
  OTHER_LAYOUT = 3,   // another layout version, or another number of layers
  OTHER_SIZE = 4,     // another number of words
  OTHER_SHAPE = 5,    // a layer of another shape or format; the banks are as they were
  WRONG_POINTER = 6,  // pointers that decrease or leave the bank; nothing is loaded any more
  UNKNOWN_COMMAND = 7,
};

constexpr int in_layer(Status status, int layer) { return status | layer << 8; }

}  // namespace cinch

#endif
