// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a reader returns: a value, perhaps with warnings, or everything that is wrong. */
public sealed interface Result<T> {

  /**
   * A value.
   *
   * @param value what was read
   * @param warnings what the user should know all the same
   */
  record Ok<T>(T value, List<Diagnostic> warnings) implements Result<T> {
    public Ok {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * No value.
   *
   * @param diagnostics every problem that was found, at least one of them an error
   */
  record Failed<T>(List<Diagnostic> diagnostics) implements Result<T> {
    public Failed {
      diagnostics = List.copyOf(diagnostics);
      if (diagnostics.isEmpty()) {
        throw new IllegalArgumentException("a failure needs a reason");
      }
    }
  }

  /** A value without warnings. */
  static <T> Result<T> ok(T value) {
    return new Ok<>(value, List.of());
  }

  /** A failure with one reason. */
  static <T> Result<T> failed(Diagnostic diagnostic) {
    return new Failed<>(List.of(diagnostic));
  }

  /** Applies a step that can fail too; the warnings of both are kept. */
  default <U> Result<U> then(Function<? super T, Result<U>> step) {
    return switch (this) {
      case Failed<T>(var diagnostics) -> new Failed<>(diagnostics);
      case Ok<T>(var value, var warnings) ->
          switch (step.apply(value)) {
            case Ok<U>(var next, var more) -> new Ok<>(next, join(warnings, more));
            case Failed<U>(var diagnostics) -> new Failed<>(join(warnings, diagnostics));
          };
    };
  }

  /** Applies a step that cannot fail. */
  default <U> Result<U> map(Function<? super T, ? extends U> step) {
    return switch (this) {
      case Failed<T>(var diagnostics) -> new Failed<>(diagnostics);
      case Ok<T>(var value, var warnings) -> new Ok<>(step.apply(value), warnings);
    };
  }

  /**
   * The value, where a failure would be our own mistake.
   *
   * @throws IllegalStateException with every diagnostic when there is none
   */
  default T orThrow() {
    return switch (this) {
      case Ok<T>(var value, var _) -> value;
      case Failed<T>(var diagnostics) -> throw new IllegalStateException(diagnostics.toString());
    };
  }

  private static List<Diagnostic> join(List<Diagnostic> first, List<Diagnostic> second) {
    List<Diagnostic> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
