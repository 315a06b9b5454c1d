// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.AttributeProto;
import dev.cinch.frontend.proto.FunctionProto;
import dev.cinch.frontend.proto.ModelProto;
import dev.cinch.frontend.proto.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions that a model brings along: operators written as nodes. */
final class Functions {

  private record Key(String domain, String name, String overload) {}

  private final Map<Key, FunctionProto> all = new HashMap<>();

  Functions(ModelProto model) {
    for (FunctionProto function : model.getFunctionsList()) {
      String domain = Opsets.canonical(function.getDomain());
      all.putIfAbsent(new Key(domain, function.getName(), function.getOverload()), function);
    }
  }

  /** The function that a node calls. */
  Optional<FunctionProto> find(NodeProto node) {
    String domain = Opsets.canonical(node.getDomain());
    return Optional.ofNullable(all.get(new Key(domain, node.getOpType(), node.getOverload())));
  }

  /** The nodes of a function as one call means them: with the call's attributes in their places. */
  static List<NodeProto> body(FunctionProto function, NodeProto call) {
    Map<String, AttributeProto> stated = new HashMap<>();
    function.getAttributeProtoList().forEach(it -> stated.put(it.getName(), it));
    call.getAttributeList().forEach(it -> stated.put(it.getName(), it));
    return function.getNodeList().stream().map(node -> bind(node, stated)).toList();
  }

  /**
   * An attribute that refers to one of the function's takes its value, or goes where it has none.
   */
  private static NodeProto bind(NodeProto node, Map<String, AttributeProto> stated) {
    boolean plain =
        node.getAttributeList().stream()
            .allMatch(it -> it.getRefAttrName().isEmpty() && !it.hasG());
    if (plain) {
      return node;
    }
    List<AttributeProto> bound = new ArrayList<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      AttributeProto value = stated.get(attribute.getRefAttrName());
      if (attribute.hasG()) {
        AttributeProto.Builder graph = attribute.toBuilder();
        List<NodeProto> nodes =
            attribute.getG().getNodeList().stream().map(inner -> bind(inner, stated)).toList();
        graph.getGBuilder().clearNode().addAllNode(nodes);
        bound.add(graph.build());
      } else if (attribute.getRefAttrName().isEmpty()) {
        bound.add(attribute);
      } else if (value != null) {
        bound.add(value.toBuilder().setName(attribute.getName()).build());
      }
    }
    return node.toBuilder().clearAttribute().addAllAttribute(bound).build();
  }
}
