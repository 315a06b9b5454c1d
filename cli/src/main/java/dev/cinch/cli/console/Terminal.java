// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.console;

import java.io.PrintWriter;
import java.util.Map;

/**
 * The surroundings of a run.
 *
 * @param out takes the result
 * @param err takes everything else
 * @param live whether {@code err} is a terminal, on which a line can be drawn over
 * @param environment variables, as {@link System#getenv()} gives them
 */
public record Terminal(
    PrintWriter out, PrintWriter err, boolean live, Map<String, String> environment) {}
