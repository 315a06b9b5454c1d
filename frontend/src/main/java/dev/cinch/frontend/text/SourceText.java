// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** A text and its name: makes diagnostics that show the line and point into it. */
final class SourceText {

  /** Characters of a line that a message shows around the place. */
  private static final int WIDTH = 76;

  /** More problems than this are not worth reading. */
  private static final int MAX_PROBLEMS = 100;

  private final String text;
  private final String file;
  private final List<Diagnostic> problems = new ArrayList<>();

  SourceText(String text, String file) {
    this.text = text;
    this.file = file;
  }

  /** Where a token stands. */
  Origin origin(Token token) {
    return new Origin(file, "", token.getLine(), token.getCharPositionInLine() + 1);
  }

  /** An error at a token, with the token's line and a caret below it. */
  Diagnostic error(Token token, String what) {
    String shown = excerpt(token.getLine(), token.getCharPositionInLine());
    return Diagnostic.error("onnx.text.syntax", origin(token), what + "\n" + shown, "");
  }

  /** Notes an error and lets the reader go on. */
  void report(Token token, String what) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(error(token, what));
    }
  }

  /** The errors noted so far. */
  List<Diagnostic> problems() {
    return problems;
  }

  /** The line and a caret under a column, which counts code points from 0. */
  private String excerpt(int line, int column) {
    int start = 0;
    for (int n = 1; n < line; n++) {
      start = text.indexOf('\n', start) + 1;
    }
    int end = text.indexOf('\n', start);
    String whole = text.substring(start, end < 0 ? text.length() : end);
    int place =
        whole.offsetByCodePoints(0, Math.min(column, whole.codePointCount(0, whole.length())));
    int from = Math.max(0, Math.min(place - WIDTH / 2, whole.length() - WIDTH));
    String shown = whole.substring(from, Math.min(whole.length(), from + WIDTH));
    return "  "
        + shown.replaceAll("\\p{Cntrl}", " ").stripTrailing()
        + "\n  "
        + " ".repeat(place - from)
        + "^";
  }
}
