// SPDX-License-Identifier: Apache-2.0
/**
 * Recipes: what compression does to a model, in which order, with which knobs. Read from YAML,
 * checked as a whole, then run.
 *
 * <p>May depend on: ir, {@code dev.cinch.passes} and its packages for each step.
 *
 * <p>Start here: {@code Recipe}, {@code StepDefinitions}, {@code Compressor}.
 */
@NullMarked
package dev.cinch.passes.recipe;

import org.jspecify.annotations.NullMarked;
