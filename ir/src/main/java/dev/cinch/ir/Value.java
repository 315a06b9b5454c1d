// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir;

/**
 * The result of one node of one graph.
 *
 * @param id index of the node in its graph
 * @param name name of the node, unique in its graph; layers keep the name they have in the model
 */
public record Value(int id, String name) {

  @Override
  public String toString() {
    return "%" + name;
  }
}
