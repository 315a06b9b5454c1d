// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: arguments, wiring, files and reports; no logic of its own.
 *
 * <p>May depend on: everything.
 *
 * <p>Start here: {@link dev.cinch.cli.Main}.
 */
@NullMarked
package dev.cinch.cli;

import org.jspecify.annotations.NullMarked;
