// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;

/**
 * Tokens of a text, up to a bound on their number and on the depth of brackets, and with both a
 * bound on the parser's memory and stack.
 */
final class BoundedTokens implements TokenSource {

  /** Brackets within brackets: a graph within a node's attribute takes two. */
  static final int MAX_DEPTH = 100;

  /** Words, numbers and signs; a tensor of numbers is one of them. */
  static final int MAX_TOKENS = 4_000_000;

  private final TokenSource source;
  private int depth;
  private int tokens;

  BoundedTokens(TokenSource source) {
    this.source = source;
  }

  /** A text beyond the bounds. */
  static final class TooMuch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Token token;

    private TooMuch(Token token, String text) {
      super(text, null, false, false);
      this.token = token;
    }

    Token token() {
      return token;
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  @Override
  public Token nextToken() {
    Token token = source.nextToken();
    if (++tokens > MAX_TOKENS) {
      throw new TooMuch(token, "the text is too long: keep large models in binary files");
    }
    if (token.getStartIndex() == token.getStopIndex()) {
      switch (token.getText()) {
        case "(", "[", "{", "<" -> depth++;
        case ")", "]", "}", ">" -> depth--;
        default -> {}
      }
    }
    if (depth > MAX_DEPTH) {
      throw new TooMuch(token, "brackets are nested deeper than " + MAX_DEPTH);
    }
    return token;
  }

  @Override
  public int getLine() {
    return source.getLine();
  }

  @Override
  public int getCharPositionInLine() {
    return source.getCharPositionInLine();
  }

  @Override
  public CharStream getInputStream() {
    return source.getInputStream();
  }

  @Override
  public String getSourceName() {
    return source.getSourceName();
  }

  @Override
  public void setTokenFactory(TokenFactory<?> factory) {
    source.setTokenFactory(factory);
  }

  @Override
  public TokenFactory<?> getTokenFactory() {
    return source.getTokenFactory();
  }
}
