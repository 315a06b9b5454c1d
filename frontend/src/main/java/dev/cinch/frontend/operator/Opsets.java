// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.ModelProto;
import dev.cinch.frontend.proto.OperatorSetIdProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions in which a model uses operator sets. */
final class Opsets {

  /** Before this IR version models did not state operator sets, and meant version 1. */
  private static final long FIRST_WITH_OPSETS = 3;

  private final Map<String, Long> versions = new HashMap<>();

  Opsets(ModelProto model) {
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      versions.put(canonical(set.getDomain()), set.getVersion());
    }
    if (model.getIrVersion() < FIRST_WITH_OPSETS) {
      versions.putIfAbsent("", 1L);
    }
  }

  /** The versions that a function states; what it leaves out is as in the model around it. */
  Opsets(List<OperatorSetIdProto> stated, Opsets around) {
    versions.putAll(around.versions);
    for (OperatorSetIdProto set : stated) {
      versions.put(canonical(set.getDomain()), set.getVersion());
    }
  }

  /** The version of an operator set; empty when the model does not import it. */
  Optional<Long> version(String domain) {
    return Optional.ofNullable(versions.get(canonical(domain)));
  }

  /** The one spelling of a domain that has several: ONNX's own is the empty one. */
  static String canonical(String domain) {
    if (Qonnx.DOMAINS.contains(domain)) {
      return OnnxOps.QONNX;
    }
    return domain.equals("ai.onnx") ? "" : domain;
  }
}
