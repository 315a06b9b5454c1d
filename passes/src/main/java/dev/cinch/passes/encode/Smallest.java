// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.encode;

import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Weight;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The form whose stream is shortest, of equals the simplest.
 *
 * @param weight the form
 * @param bytes length of its stream
 */
record Smallest(Weight weight, long bytes) {

  /**
   * How much longer than that of another a form's stream must be on a sample to be out of the
   * question. A coder that learns does better on more numbers, but by far less than this.
   */
  private static final double HOPELESS = 1.5;

  /** The smallest of all forms; of a large tensor, of those that can be it by a sample. */
  static Smallest of(Tensor tensor) {
    Recognized recognized = Recognized.of(tensor);
    return candidates(recognized).parallelStream()
        .map(form -> {
          Weight weight = recognized.as(form);
          return new Smallest(weight, WeightCodec.write(weight).length);
        })
        .reduce((simpler, other) -> other.bytes < simpler.bytes ? other : simpler)
        .orElseThrow();
  }

  private static List<Form> candidates(Recognized recognized) {
    List<Form> forms = recognized.forms();
    Optional<Recognized> sample = forms.size() > 1 ? recognized.sample() : Optional.empty();
    return sample.map(part -> hopeful(recognized, part, forms)).orElse(forms);
  }

  /** Without the forms that cannot be the smallest. */
  private static List<Form> hopeful(Recognized all, Recognized sample, List<Form> forms) {
    double times = (double) all.size() / sample.size();
    Map<Form, Double> numbers = new EnumMap<>(Form.class);
    double least = Double.POSITIVE_INFINITY;
    for (Form form : sample.forms()) {
      long table = sample.tableBytes(form);
      // A stream can hold its table in less, and then this is too little, which rules out less.
      double bytes = times * Math.max(0, WeightCodec.write(sample.as(form)).length - table);
      numbers.put(form, bytes);
      least = Math.min(least, bytes + table);
    }
    double limit = HOPELESS * least;
    return forms.stream().filter(form -> numbers.getOrDefault(form, 0.0) <= limit).toList();
  }
}
