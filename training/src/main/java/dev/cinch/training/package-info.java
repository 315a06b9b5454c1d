// SPDX-License-Identifier: Apache-2.0
/**
 * Training on libtorch; nothing of it is seen outside.
 *
 * <p>May depend on: passes, and what passes may.
 *
 * <p>Start here: {@code TorchLearner}.
 */
@NullMarked
package dev.cinch.training;

import org.jspecify.annotations.NullMarked;
