// SPDX-License-Identifier: Apache-2.0
/**
 * The results of the commands, as people and as programs read them.
 *
 * <p>May depend on: everything but the commands.
 *
 * <p>Start here: {@link dev.cinch.cli.console.Report}, which each of them is.
 */
@NullMarked
package dev.cinch.cli.report;

import org.jspecify.annotations.NullMarked;
