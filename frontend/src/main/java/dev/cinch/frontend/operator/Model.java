// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.frontend.proto.ModelProto;
import dev.cinch.frontend.proto.NodeProto;
import dev.cinch.ir.Origin;
import java.util.List;

/**
 * A model and where its parts stand.
 *
 * @param proto the model
 * @param file name of its file, without folders
 * @param places where each node of the graph stands in a text; empty for binary files
 */
public record Model(ModelProto proto, String file, List<Origin> places) {

  public Model {
    places = List.copyOf(places);
  }

  /** A model of a binary file. */
  public Model(ModelProto proto, String file) {
    this(proto, file, List.of());
  }

  /** Its graph. */
  public GraphProto graph() {
    return proto.getGraph();
  }

  /** Name that the layer of a node has: the node's, or that of its first result. */
  static String layer(NodeProto node) {
    if (!node.getName().isEmpty()) {
      return node.getName();
    }
    return node.getOutputList().stream().filter(out -> !out.isEmpty()).findFirst().orElse("");
  }

  /** Where a node stands, under its layer's name. */
  Origin origin(int index) {
    Origin place = index < places.size() ? places.get(index) : Origin.of(file, "");
    return place.withName(layer(graph().getNode(index)));
  }

  /** A part that is not a node. */
  Origin part(String name) {
    return Origin.of(file, name);
  }
}
