// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.tensor;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Where the bytes of tensors are that lie beside their model. */
@FunctionalInterface
public interface ExternalData {

  /** There are none: for models that stand alone. */
  ExternalData NONE =
      (_, origin) ->
          Result.failed(
              Diagnostic.error(
                  "onnx.tensor.external",
                  origin,
                  "its numbers are in another file, which is not there for this model",
                  "save the model in one file"));

  /**
   * The bytes of a tensor, read-only.
   *
   * @param stated what the model says about the place: {@code location}, {@code offset}, {@code
   *     length}
   * @param origin the tensor's place, for diagnostics
   */
  Result<MemorySegment> bytes(Map<String, String> stated, Origin origin);
}
