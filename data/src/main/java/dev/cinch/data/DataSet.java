// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Shape;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labelled examples under a name, in parts.
 *
 * @param name as the user named it, without folders
 * @param sample extents of one example; for images C, H, W
 * @param classes one above the largest label of the parts that were read
 * @param splits the parts that were asked for, at least one
 */
public record DataSet(String name, Shape sample, int classes, Map<Part, Split> splits) {

  public DataSet {
    splits = Collections.unmodifiableMap(new TreeMap<>(splits));
  }

  /** Puts parts together; their examples must have the same extents. */
  static Result<DataSet> of(String name, Map<Part, Split> splits) {
    Split first = splits.values().iterator().next();
    for (Split split : splits.values()) {
      if (!split.sample().equals(first.sample())) {
        return Result.failed(
            Diagnostic.error(
                "data.pairs",
                Origin.of(name, ""),
                "training examples [%s] and test examples [%s] have different extents"
                    .formatted(first.sample(), split.sample()),
                ""));
      }
    }
    int classes = splits.values().stream().mapToInt(Split::classes).max().orElse(0);
    return Result.ok(new DataSet(name, first.sample(), classes, splits));
  }

  /** The examples that may be learned from; asking for what was not read is our mistake. */
  public Split train() {
    return split(Part.TRAIN);
  }

  /** The training examples without those that are held out. */
  public Split learned() {
    return train().slice(0, Math.max(1, train().size() - heldOutSize()));
  }

  /** The last twelfth of the training examples, at least one: choices are made on them. */
  public Split heldOut() {
    return train().slice(train().size() - heldOutSize(), train().size());
  }

  /**
   * Refuses test examples that are training examples, too: what is learned or chosen on them says
   * nothing of others. A hundredth may be chance.
   */
  public Result<DataSet> separated() {
    int same = test().countIn(train());
    return 100L * same <= test().size()
        ? Result.ok(this)
        : Result.failed(
            Diagnostic.error(
                "data.leak",
                Origin.of(name, ""),
                "%,d of %,d test examples are training examples, too"
                    .formatted(same, test().size()),
                "the test examples are for measuring at the end: give others"));
  }

  private int heldOutSize() {
    return Math.max(1, train().size() / 12);
  }

  /** The examples that accuracy is measured on; asking for what was not read is our mistake. */
  public Split test() {
    return split(Part.TEST);
  }

  private Split split(Part part) {
    Split split = splits.get(part);
    if (split == null) {
      throw new IllegalStateException("the " + part + " part of " + name + " was not read");
    }
    return split;
  }
}
