// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/**
 * What a model sees of a stream. Writing and reading are the same walk: when a stream is written
 * each method takes what is to be written and gives it back, and when one is read it ignores what
 * it is given and returns what the stream says.
 */
sealed interface Decisions permits RangeEncoder, RangeDecoder, CostCounter {

  /** Probabilities are in units of 2^-16. */
  int PROBABILITY_BITS = 16;

  /** The least probability: a decision costs at least 0.0007 bits. */
  int LEAST = 1 << 5;

  /** So many decisions are free of any bound. */
  long FREE_WORK = 1L << 20;

  /** A byte of a stream pays for so many decisions more. */
  long WORK_PER_BYTE = 1L << 11;

  /**
   * A decision.
   *
   * @param bit 0 or 1
   * @param probability that it is 1, {@link #LEAST} to 2^16 - {@link #LEAST}
   */
  int decide(int bit, int probability) throws Malformed;

  /** An unsigned number of {@code bits} bits, 0 to 64, each as likely as any other. */
  long plain(long value, int bits) throws Malformed;

  /** Steps of work that no decision counts, refused where the stream is too short for so many. */
  void work(long steps) throws Malformed;

  /** How many decisions and steps of work a stream of so many bytes may hold. */
  static long allowance(long bytes) {
    return FREE_WORK + WORK_PER_BYTE * bytes;
  }
}
