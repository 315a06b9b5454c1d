// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import dev.cinch.ir.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** A token that the grammar does not allow where it stands. */
final class SyntaxProblem {

  private static final int SHOWN_CHOICES = 4;
  private static final int SHOWN_CHARACTERS = 24;

  private final Parser parser;
  private final RecognitionException cause;

  SyntaxProblem(Parser parser, RecognitionException cause) {
    this.parser = parser;
    this.cause = cause;
  }

  Diagnostic diagnostic(SourceText source) {
    Token found = cause.getOffendingToken();
    if (found.getType() == OnnxTextLexer.OPEN_STRING) {
      return source.error(found, "a string without its closing quote");
    }
    List<String> expected = cause instanceof InputMismatchException ? expected() : List.of();
    String text =
        expected.isEmpty() || expected.size() > SHOWN_CHOICES
            ? "unexpected " + shown(found)
            : "expected " + String.join(" or ", expected) + ", found " + shown(found);
    return source.error(found, text);
  }

  /** What could stand here, in words. */
  private List<String> expected() {
    IntervalSet tokens = cause.getExpectedTokens();
    List<String> words = new ArrayList<>();
    boolean anyName = tokens.contains(OnnxTextLexer.IDENTIFIER);
    for (int type : tokens.toList()) {
      String literal = parser.getVocabulary().getLiteralName(type);
      if (type == OnnxTextLexer.IDENTIFIER) {
        words.add("a name");
      } else if (type == OnnxTextLexer.INTEGER) {
        words.add("an integer");
      } else if (type == OnnxTextLexer.STRING && !anyName) {
        words.add("a string");
      } else if (type == OnnxTextLexer.NUMBERS) {
        words.add("numbers in braces");
      } else if (type == Token.EOF) {
        words.add("the end");
      } else if (type == OnnxTextLexer.ELEMENT && !anyName) {
        words.add("a type");
      } else if (literal != null && !Character.isLetter(literal.charAt(1))) {
        words.add(literal);
      }
    }
    return words;
  }

  private static String shown(Token token) {
    if (token.getType() == Token.EOF) {
      return "the end of the text";
    }
    String text = token.getText();
    if (text.codePointCount(0, text.length()) > SHOWN_CHARACTERS) {
      text = text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "…";
    }
    return "'" + text.replaceAll("\\p{Cntrl}", " ") + "'";
  }
}
