// SPDX-License-Identifier: Apache-2.0

/** Cinch beside its peers: JMH benchmarks, and the command that runs them and prints ratios. */
@NullMarked
package dev.cinch.benchmarks;

import org.jspecify.annotations.NullMarked;
