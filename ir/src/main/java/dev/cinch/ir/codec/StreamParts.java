// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/**
 * What the bits of a weight stream are for. In streams of version 2 a decision takes a fraction of
 * a bit; each part is counted up to a whole one, so that together they are all there is.
 *
 * @param version version of the stream
 * @param index how the positions are written; empty where there are none
 * @param values how codes or numbers are written; empty where there are none
 * @param headerBits type, form and the choices of the writer
 * @param indexBits positions
 * @param codebookBits the table of shared values
 * @param valueBits codes, or numbers where none are shared
 * @param paddingBits what fills the last byte
 */
public record StreamParts(
    int version,
    String index,
    String values,
    long headerBits,
    long indexBits,
    long codebookBits,
    long valueBits,
    long paddingBits) {

  /** Length of the stream. */
  public long bytes() {
    return (headerBits + indexBits + codebookBits + valueBits + paddingBits) / Byte.SIZE;
  }
}
