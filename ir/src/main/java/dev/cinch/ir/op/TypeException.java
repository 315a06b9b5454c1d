// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

/** Operands do not fit an operator. The text is for users; readers turn it into a diagnostic. */
public final class TypeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a text such as {@code 3 channels, but the kernel has 4}. */
  public TypeException(String text) {
    super(text);
  }
}
