// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import dev.cinch.frontend.operator.ImportOptions;
import dev.cinch.frontend.operator.Importer;
import dev.cinch.frontend.operator.Model;
import dev.cinch.frontend.operator.WeightSource;
import dev.cinch.frontend.text.OnnxTextParser.ModelContext;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Reads graphs in ONNX's textual syntax (onnx/docs/Syntax.md). */
public final class OnnxTextReader {

  private OnnxTextReader() {}

  /**
   * Reads a graph.
   *
   * @param text the whole text
   * @param file name of its file, without folders, for diagnostics
   * @param weights where the weights are that the text only names
   */
  public static Result<Graph> read(String text, String file, WeightSource weights) {
    return read(text, file, ImportOptions.DEFAULT.withWeights(weights));
  }

  /** Reads a graph, with what its text leaves open. */
  public static Result<Graph> read(String text, String file, ImportOptions options) {
    return parse(text, file).then(model -> Importer.read(model, options));
  }

  /**
   * Reads a model without asking what its operators mean. The first syntax error is reported alone,
   * because those that follow are mostly its echoes; other problems all together.
   */
  public static Result<Model> parse(String text, String file) {
    SourceText source = new SourceText(text, file);
    OnnxTextLexer lexer = new OnnxTextLexer(CharStreams.fromString(text, file));
    lexer.removeErrorListeners();
    OnnxTextParser parser = new OnnxTextParser(new CommonTokenStream(new BoundedTokens(lexer)));
    parser.removeErrorListeners();
    parser.setErrorHandler(new FirstErrorStrategy());
    try {
      ModelContext tree = parser.model();
      return new ModelText(source).read(tree);
    } catch (BoundedTokens.TooMuch e) {
      return Result.failed(source.error(e.token(), e.text()));
    } catch (ParseCancellationException e) {
      if (e.getCause() instanceof RecognitionException syntax) {
        return Result.failed(new SyntaxProblem(parser, syntax).diagnostic(source));
      }
      throw e;
    }
  }
}
