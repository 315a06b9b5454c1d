// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.adapt;

import dev.cinch.ir.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How raw data become what a model was trained on: {@code x' = (raw * scale - mean) / std}, with
 * one number for all channels or one for each, then the axes in the model's order.
 *
 * @param scale factors, at least one
 * @param mean what is subtracted, at least one
 * @param std what is divided by, not 0, at least one
 * @param layout the order of axes that the model wants
 */
public record InputAdaptation(
    List<Double> scale, List<Double> mean, List<Double> std, Layout layout) {

  /** Raw data as they are. */
  public static final InputAdaptation NONE =
      new InputAdaptation(List.of(1.0), List.of(0.0), List.of(1.0), Layout.NCHW);

  public InputAdaptation {
    scale = List.copyOf(scale);
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }

  /**
   * Reads the text of an option: {@code scale=…,mean=…,std=…,layout=nchw|nhwc}, each part at most
   * once; numbers for several channels stand between slashes or colons: {@code mean=0.5/0.4/0.3}.
   *
   * @return the adaptation, or everything that is wrong with the text
   */
  public static Result<InputAdaptation> parse(String text) {
    return new AdaptationText(text).parse();
  }

  /** Whether nothing changes. */
  public boolean isIdentity() {
    return layout == Layout.NCHW
        && scale.stream().allMatch(x -> x == 1)
        && mean.stream().allMatch(x -> x == 0)
        && std.stream().allMatch(x -> x == 1);
  }

  /** How many channels it speaks of; 1 when all are alike. */
  int channels() {
    return Math.max(scale.size(), Math.max(mean.size(), std.size()));
  }

  /** What the raw number of a channel is multiplied by: {@code scale / std}. */
  double factor(int channel) {
    return at(scale, channel) / at(std, channel);
  }

  /** What is added after that: {@code -mean / std}. */
  double addend(int channel) {
    return at(mean, channel) == 0 ? 0 : -at(mean, channel) / at(std, channel);
  }

  private static double at(List<Double> numbers, int channel) {
    return numbers.get(numbers.size() == 1 ? 0 : channel);
  }

  /** The text that {@link #parse} reads back; empty when nothing changes. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    add(parts, "scale", scale, 1);
    add(parts, "mean", mean, 0);
    add(parts, "std", std, 1);
    if (layout != Layout.NCHW) {
      parts.add("layout=" + layout.text());
    }
    return String.join(",", parts);
  }

  private static void add(List<String> parts, String key, List<Double> numbers, double neutral) {
    if (numbers.size() > 1 || numbers.getFirst() != neutral) {
      parts.add(key + "=" + numbers.stream().map(String::valueOf).collect(Collectors.joining("/")));
    }
  }
}
