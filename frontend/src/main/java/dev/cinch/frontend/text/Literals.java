// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import dev.cinch.frontend.proto.StringStringEntryProto;
import dev.cinch.frontend.text.OnnxTextParser.NameContext;
import dev.cinch.frontend.text.OnnxTextParser.PairContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.Token;

/** Names, strings and numbers as they are spelt. */
final class Literals {

  private final SourceText source;

  Literals(SourceText source) {
    this.source = source;
  }

  /** A name, without its quotes if it has any. */
  String name(NameContext name) {
    return name.STRING() == null ? name.getText() : unquoted(name.STRING().getText());
  }

  /** What stands between quotes; a backslash takes the next character as it is. */
  static String unquoted(String quoted) {
    String inner = quoted.substring(1, quoted.length() - 1);
    if (inner.indexOf('\\') < 0) {
      return inner;
    }
    StringBuilder text = new StringBuilder(inner.length());
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      text.append(c == '\\' ? inner.charAt(++i) : c);
    }
    return text.toString();
  }

  /** An integer of 64 bits. */
  long integer(Token token) {
    try {
      return Long.parseLong(token.getText());
    } catch (NumberFormatException _) {
      source.report(token, "an integer outside 64 bits");
      return 0;
    }
  }

  /** A number of single precision. */
  float real(Token token) {
    double value = number(token.getText());
    if (Double.isFinite(value) && Float.isInfinite((float) value)) {
      source.report(token, "a number too large for float");
    }
    // Straight from the decimals: by way of a double it could be rounded twice.
    return Double.isFinite(value) ? Float.parseFloat(token.getText()) : (float) value;
  }

  /** A number of double precision; infinities and NaN are spelt as words, in any case. */
  static double number(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan", "-nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  /** Keys and values. */
  List<StringStringEntryProto> pairs(List<PairContext> pairs) {
    List<StringStringEntryProto> entries = new ArrayList<>();
    for (PairContext pair : pairs) {
      if (pair.STRING().size() != 2) {
        source.report(pair.getStop(), "the value of a property is a string");
        continue;
      }
      entries.add(
          StringStringEntryProto.newBuilder()
              .setKey(unquoted(pair.STRING(0).getText()))
              .setValue(unquoted(pair.STRING(1).getText()))
              .build());
    }
    return entries;
  }
}
