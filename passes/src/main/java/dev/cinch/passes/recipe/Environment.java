// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Engine;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.Progress;
import dev.cinch.passes.Trace;
import java.util.List;

/**
 * What a recipe needs from outside.
 *
 * @param samples calibration examples, each a list of the graph's inputs; none where there is no
 *     data. May be walked several times, and never further than a step asks for
 * @param engine executes floating-point graphs
 * @param progress is told how far long steps have come
 * @param trace is shown the graph after each step
 */
public record Environment(
    Iterable<List<Tensor>> samples, Engine engine, Progress progress, Trace trace) {}
