// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.op;

/** Steps through a sequence with a state; the results of all steps lie stacked. */
public sealed interface Recurrent extends Op permits Recurrence {}
