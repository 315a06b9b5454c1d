// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

import dev.cinch.ir.Graph;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Leaves {@code NN-<step>.onnxtxt} in a folder after each step, each one a valid model. Weights
 * stand in the text with all their numbers, so that the files of large models are large.
 */
public final class TraceFolder implements Trace {

  private final Path folder;
  private int steps;

  /**
   * Traces into a folder, which is made when the first file is.
   *
   * @param folder where the files go; files of the same names are replaced
   */
  public TraceFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException when the file cannot be written
   */
  @Override
  public void after(String step, Graph graph) {
    String file = String.format(Locale.ROOT, "%02d-%s.onnxtxt", ++steps, step);
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(file), GraphPrinter.print(graph, Constants.INLINE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
