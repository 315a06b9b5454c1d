// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Says that Cinch itself failed, and saves what its makers need to know. */
final class Fault {
  private Fault() {}

  /** Writes the details to a file and names it; prints the stack trace only when asked. */
  static void report(Throwable fault, List<String> args, PrintWriter err, boolean verbose) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace));
    String details =
        "cinch %s%njava %s, %s %s%narguments: %s%n%n%s"
            .formatted(
                Version.text(),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                args,
                trace);
    err.println("error: this is a fault of Cinch, not of your input: " + fault);
    if (verbose) {
      err.print(trace);
    }
    try {
      Path file = Files.createTempFile("cinch-fault-", ".txt");
      Files.writeString(file, details);
      err.println("  hint: details are in " + file + "; please report them");
    } catch (IOException e) {
      err.println("  hint: the details could not be saved: " + e.getMessage());
    }
    err.flush();
  }
}
