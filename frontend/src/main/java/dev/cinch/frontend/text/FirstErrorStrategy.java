// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * Stops at the first error, like its parent, but looks ahead before each choice, where everything
 * that could stand there is still known.
 */
final class FirstErrorStrategy extends BailErrorStrategy {

  @Override
  public void sync(Parser parser) {
    IntervalSet next = parser.getATN().nextTokens(parser.getATN().states.get(parser.getState()));
    boolean fits = next.contains(Token.EPSILON) || next.contains(parser.getInputStream().LA(1));
    if (!fits) {
      throw new InputMismatchException(parser);
    }
  }
}
