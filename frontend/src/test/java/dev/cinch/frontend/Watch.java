// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend;

import static org.assertj.core.api.Assertions.fail;

import dev.cinch.ir.Result;
import java.time.Duration;
import java.util.function.Supplier;

/** Watches a reader on damaged input: it gives a result, throws nothing, and takes little time. */
public final class Watch {

  private static final Duration LONGEST = Duration.ofSeconds(2);

  private Watch() {}

  /** What a reader gives; the test fails with the input when it throws or takes long. */
  public static <T> Result<T> read(Supplier<Result<T>> reading, Supplier<String> input) {
    long start = System.nanoTime();
    Result<T> result;
    try {
      result = reading.get();
    } catch (RuntimeException | Error e) {
      return fail("threw on " + input.get(), e);
    }
    if (System.nanoTime() - start > LONGEST.toNanos()) {
      return fail("took too long on " + input.get());
    }
    return result;
  }
}
