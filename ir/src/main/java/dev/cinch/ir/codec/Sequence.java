// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import java.util.function.LongConsumer;

/**
 * Unsigned 64-bit integers that can be walked through again and again, always in the same order.
 */
interface Sequence {

  /** Passes every integer, in order. */
  void forEach(LongConsumer consumer);
}
