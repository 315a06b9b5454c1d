// SPDX-License-Identifier: Apache-2.0
/**
 * ONNX's own operator cases, run with an engine.
 *
 * <p>May depend on: ir, dev.cinch.frontend.onnx.
 *
 * <p>Start here: {@code Conformance}.
 */
@NullMarked
package dev.cinch.frontend.conformance;

import org.jspecify.annotations.NullMarked;
