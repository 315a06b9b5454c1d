// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import dev.cinch.ir.number.Fixed;

/** Number formats as C++ types. The fraction is not part of the type: it lies in the shifts. */
final class CppType {

  private CppType() {}

  /** {@code ap_uint<8>}. */
  static String of(Fixed number) {
    return (number.signed() ? "ap_int<" : "ap_uint<") + number.width() + ">";
  }

  /** {@code 8 bits unsigned, 3 of them behind the point}. */
  static String words(Fixed number) {
    String sign = number.signed() ? "signed" : "unsigned";
    return number.width() + " bits " + sign + ", unit 2^" + -number.fraction();
  }
}
