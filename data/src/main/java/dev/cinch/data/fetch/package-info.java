// SPDX-License-Identifier: Apache-2.0
/**
 * Brings published data sets onto this machine: the only place of Cinch that uses the network.
 *
 * <p>May depend on: ir, Commons Compress.
 *
 * <p>Start here: {@code Fetch}.
 */
@NullMarked
package dev.cinch.data.fetch;

import org.jspecify.annotations.NullMarked;
