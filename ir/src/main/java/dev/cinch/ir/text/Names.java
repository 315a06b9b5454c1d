// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.text;

import dev.cinch.ir.Graph;
import dev.cinch.ir.Node;
import dev.cinch.ir.Value;
import dev.cinch.ir.op.Input;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names that values have in a graph's text: the output's for what the graph returns, else the
 * node's, made unique.
 */
final class Names {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> KEYWORDS = Set.of("inf", "infinity", "nan");

  private final Map<Value, String> ofValue = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  Names(Graph graph) {
    for (Node input : graph.inputs()) {
      ofValue.put(input.out(), unique(input.name()));
    }
    graph.outputs().forEach(output -> taken.add(output.name()));
    for (Graph.Output output : graph.outputs()) {
      boolean named = ofValue.containsKey(output.value());
      if (!named && !(graph.node(output.value()).op() instanceof Input)) {
        ofValue.put(output.value(), output.name());
      }
    }
    for (Node node : graph.nodes()) {
      if (!ofValue.containsKey(node.out())) {
        ofValue.put(node.out(), unique(node.name()));
      }
    }
  }

  /** A value's name, unquoted. */
  String of(Value value) {
    String name = ofValue.get(value);
    if (name == null) {
      throw new IllegalArgumentException("no name for " + value);
    }
    return name;
  }

  /** A new name that no value has. */
  String unique(String wanted) {
    String candidate = wanted;
    for (int n = 2; !taken.add(candidate); n++) {
      candidate = wanted + "_" + n;
    }
    return candidate;
  }

  /** A name as it stands in text: quoted unless it is a plain identifier. */
  static String quoted(String name) {
    boolean plain =
        PLAIN.matcher(name).matches()
            && !KEYWORDS.contains(name.toLowerCase(java.util.Locale.ROOT));
    return plain ? name : string(name);
  }

  /** A string literal. */
  static String string(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\');
      }
      literal.append(c);
    }
    return literal.append('"').toString();
  }
}
