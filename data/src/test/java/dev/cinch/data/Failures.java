// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.Result;
import java.util.stream.Collectors;

/** What a result says when there is no value. */
final class Failures {
  private Failures() {}

  /** All diagnostics, one a line; empty when there is a value. */
  static String of(Result<?> result) {
    return switch (result) {
      case Result.Ok<?> _ -> "";
      case Result.Failed<?>(var diagnostics) ->
          diagnostics.stream().map(Object::toString).collect(Collectors.joining("\n"));
    };
  }
}
