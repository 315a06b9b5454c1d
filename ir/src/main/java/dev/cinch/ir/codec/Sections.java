// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

/** Notes what the bits of a stream are for while it is read. */
final class Sections {

  private final int version;
  private String index = "";
  private String values = "";
  private long headerBits;
  private long indexBits;
  private long codebookBits;
  private long valueBits;
  private long end;

  Sections(int version) {
    this.version = version;
  }

  /** Positions are written like this. */
  void index(String coder) {
    index = coder;
  }

  /** Codes or numbers are written like this. */
  void values(String coder) {
    values = coder;
  }

  /** All bits up to here that have not been noted belong to the header. */
  void header(long bitsRead) {
    headerBits += upTo(bitsRead);
  }

  /** All bits up to here that have not been noted belong to positions. */
  void positions(long bitsRead) {
    indexBits += upTo(bitsRead);
  }

  /** All bits up to here that have not been noted belong to the table. */
  void table(long bitsRead) {
    codebookBits += upTo(bitsRead);
  }

  /** All bits up to here that have not been noted belong to codes or numbers. */
  void numbers(long bitsRead) {
    valueBits += upTo(bitsRead);
  }

  private long upTo(long bitsRead) {
    long before = end;
    end = bitsRead;
    return end - before;
  }

  /** The parts of a stream of so many bytes that was read to its end. */
  StreamParts parts(int bytes) {
    return new StreamParts(
        version, index, values, headerBits, indexBits, codebookBits, valueBits, 8L * bytes - end);
  }
}
