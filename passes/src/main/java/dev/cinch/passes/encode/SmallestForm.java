// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.encode;

import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.weight.Weight;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form of a tensor whose stream is shortest, of equals the simplest. */
final class SmallestForm {

  /**
   * How much longer than that of another a form's stream must be on a sample to be out of the
   * question: this many times, and so many bytes. A coder that learns does better on more numbers,
   * but by less than that, and what it takes to learn at all is in the bytes.
   */
  private static final double HOPELESS_TIMES = 1.5;

  private static final int HOPELESS_BYTES = 2048;

  private SmallestForm() {}

  /**
   * Writes every form and takes the smallest; of a large tensor, only those that a sample does not
   * rule out, and none if that leaves only one.
   */
  static Weight of(Tensor tensor) {
    Recognized recognized = Recognized.of(tensor);
    List<Form> candidates = candidates(recognized);
    return candidates.size() == 1
        ? recognized.as(candidates.getFirst())
        : candidates.parallelStream()
            .map(form -> Written.of(recognized.as(form)))
            .reduce((simpler, other) -> other.bytes < simpler.bytes ? other : simpler)
            .orElseThrow()
            .weight();
  }

  private record Written(Weight weight, long bytes) {
    static Written of(Weight weight) {
      return new Written(weight, WeightCodec.write(weight).length);
    }
  }

  private static List<Form> candidates(Recognized recognized) {
    List<Form> forms = recognized.forms();
    Optional<Recognized> sample = forms.size() > 1 ? recognized.sample() : Optional.empty();
    return sample.map(part -> hopeful(recognized, part, forms)).orElse(forms);
  }

  /** Without the forms that cannot be the smallest. */
  private static List<Form> hopeful(Recognized all, Recognized sample, List<Form> forms) {
    double share = (double) sample.size() / all.size();
    Map<Form, Double> numbers = new EnumMap<>(Form.class);
    double least = Double.POSITIVE_INFINITY;
    for (Form form : sample.forms()) {
      long table = sample.tableBytes(form);
      // A stream can hold its table in less, and then this is too little, which rules out less.
      double bytes = Math.max(0, WeightCodec.write(sample.as(form)).length - table);
      numbers.put(form, bytes);
      least = Math.min(least, bytes + table * share);
    }
    double limit = HOPELESS_TIMES * least + HOPELESS_BYTES;
    return forms.stream().filter(form -> numbers.getOrDefault(form, 0.0) <= limit).toList();
  }
}
