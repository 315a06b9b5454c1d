// SPDX-License-Identifier: Apache-2.0
/**
 * What a command says and where: results, notes, diagnostics, progress.
 *
 * <p>May depend on: ir.
 *
 * <p>Start here: {@link dev.cinch.cli.console.Console}.
 */
@NullMarked
package dev.cinch.cli.console;

import org.jspecify.annotations.NullMarked;
