// SPDX-License-Identifier: Apache-2.0
/**
 * The commands, one class each: options in, calls of the modules, a report out.
 *
 * <p>May depend on: everything.
 *
 * <p>Start here: {@link dev.cinch.cli.command.Subcommand}.
 */
@NullMarked
package dev.cinch.cli.command;

import org.jspecify.annotations.NullMarked;
