// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu;

/** The integers of a value as longs, whatever carries them. */
final class Wide {

  private final Buffer buffer;
  private final int size;
  private final long[] numbers;

  Wide(Slot slot) {
    this.buffer = slot.buffer();
    this.size = slot.size();
    this.numbers = buffer instanceof Longs longs ? longs.at : new long[size];
  }

  /** One number as it is now. */
  long at(int index) {
    return buffer instanceof Ints ints ? ints.at[index] : numbers[index];
  }

  /** The numbers as they are now. */
  long[] numbers() {
    if (buffer instanceof Ints ints) {
      for (int i = 0; i < size; i++) {
        numbers[i] = ints.at[i];
      }
    }
    return numbers;
  }
}
