// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import java.util.Optional;

/** Runs a model in several ways. */
interface Judge {
  /** Where they disagree, and the model as text; empty where they agree or it is no model. */
  Optional<String> disagreement(Model model);
}
