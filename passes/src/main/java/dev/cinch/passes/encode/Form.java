// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.encode;

/** The forms in which a tensor can be stored, the simplest first. */
enum Form {
  /** Every number as it is. */
  DENSE,
  /** Codes into a table for every number. */
  SHARED,
  /** The numbers that are not zero, and where they are. */
  SPARSE,
  /** Codes for the numbers that are not zero, and where they are. */
  SPARSE_SHARED;

  /** Whether it has a table. */
  boolean isShared() {
    return this == SHARED || this == SPARSE_SHARED;
  }

  /** Whether it has positions. */
  boolean isSparse() {
    return this == SPARSE || this == SPARSE_SHARED;
  }
}
