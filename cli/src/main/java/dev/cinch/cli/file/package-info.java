// SPDX-License-Identifier: Apache-2.0
/**
 * Output files and folders that appear whole or not at all.
 *
 * <p>May depend on: ir.
 *
 * <p>Start here: {@link dev.cinch.cli.file.Staged}.
 */
@NullMarked
package dev.cinch.cli.file;

import org.jspecify.annotations.NullMarked;
