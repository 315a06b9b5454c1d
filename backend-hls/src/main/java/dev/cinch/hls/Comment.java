// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import dev.cinch.ir.op.Window;
import dev.cinch.target.design.Engine;
import dev.cinch.target.design.MaxPooling;
import dev.cinch.target.design.Rectify;
import dev.cinch.target.design.Requantize;
import dev.cinch.target.design.Stage;
import dev.cinch.target.eie.PackedColumns;
import java.util.Locale;

/** One line on each stage: shape, density, bits, cycles. */
final class Comment {

  private Comment() {}

  /** The line, without the slashes. */
  static String of(Stage stage) {
    return "%s: %s; at most %d cycles a sample"
        .formatted(plain(stage.name()), what(stage), stage.fullCycles());
  }

  /** What the stage is. */
  static String what(Stage stage) {
    return switch (stage) {
      case Engine engine -> engine(engine);
      case MaxPooling pool ->
          "%s max pooling %s to %s"
              .formatted(kernel(pool.window()), pool.in().plane(), pool.out().plane());
      case Rectify rectify -> "ReLU of " + rectify.in().plane();
      case Requantize cast ->
          "%s from %s to %s".formatted(cast.in().plane(), cast.in().number(), cast.out().number());
    };
  }

  private static String engine(Engine engine) {
    PackedColumns columns = engine.columns();
    long all = (long) columns.matrix().rows() * columns.matrix().columns();
    long kept = columns.matrix().nonZeros();
    String kind = engine.window().map(w -> kernel(w) + " convolution").orElse("dense layer");
    String codes =
        columns.matrix().hasTable()
            ? "%d-bit codes of %d-bit weights"
                .formatted(columns.matrix().codeBits(), columns.matrix().number().width())
            : columns.matrix().codeBits() + "-bit weights";
    return String.format(
        Locale.ROOT,
        "%s %s to %s%s; %d of %d weights (%.2f %%), %s, %d-bit gaps",
        kind,
        engine.in().plane(),
        engine.out().plane(),
        engine.relu() ? ", ReLU" : "",
        kept,
        all,
        100.0 * kept / all,
        codes,
        columns.gapBits());
  }

  private static String kernel(Window window) {
    return window.kernel().get(0) + "x" + window.kernel().get(1);
  }

  /** A model's name as a comment can hold it: one line, no way to end the comment. */
  static String plain(String name) {
    String printable = name.replaceAll("[^\\x20-\\x7e]", "?").replace('\\', '/');
    return printable.replace("?" + "?", "?_").substring(0, Math.min(printable.length(), 80));
  }
}
