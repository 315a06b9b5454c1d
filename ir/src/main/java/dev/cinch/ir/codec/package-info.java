// SPDX-License-Identifier: Apache-2.0
/**
 * How weights lie in a file: one self-describing, entropy-coded stream per tensor, in the shortest
 * of many codes. {@code docs/formats.md} has the bytes.
 *
 * <p>May depend on the rest of {@code ir}. Start at {@link dev.cinch.ir.codec.WeightCodec}; what is
 * tried is in {@code Trials}, the models in {@code Presence} and {@code ValueModel}.
 */
@NullMarked
package dev.cinch.ir.codec;

import org.jspecify.annotations.NullMarked;
