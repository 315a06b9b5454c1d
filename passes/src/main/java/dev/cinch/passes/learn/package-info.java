// SPDX-License-Identifier: Apache-2.0
/**
 * What learning is asked to do, apart from the library that does it.
 *
 * <p>May depend on: ir, data.
 *
 * <p>Start here: {@code Learner}.
 */
@NullMarked
package dev.cinch.passes.learn;

import org.jspecify.annotations.NullMarked;
