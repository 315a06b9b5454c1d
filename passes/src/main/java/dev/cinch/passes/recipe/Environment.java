// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.data.Split;
import dev.cinch.ir.Engine;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.passes.Progress;
import dev.cinch.passes.Trace;
import java.util.List;
import java.util.Optional;

/**
 * What a recipe needs from outside.
 *
 * @param samples calibration examples, each a list of the graph's inputs; none where there is no
 *     data. May be walked several times, and never further than a step asks for
 * @param heldOut labelled training examples that are not among the samples, on which choices are
 *     made; empty where there is no data
 * @param engine executes floating-point graphs
 * @param progress is told how far long steps have come
 * @param trace is shown the graph after each step
 */
public record Environment(
    Iterable<List<Tensor>> samples,
    Optional<Split> heldOut,
    Engine engine,
    Progress progress,
    Trace trace) {}
