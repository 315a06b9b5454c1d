// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.target.design.Stream;
import java.util.List;

/** Between a graph's tensors and the order in which a stream carries their numbers. */
final class Streaming {

  private Streaming() {}

  /**
   * Numbers of several samples in streaming order.
   *
   * @param samples one tensor a sample, of the stream's size
   * @param number format that holds them, with the same fraction
   * @return [samples, beats]
   */
  static Tensor pack(List<Tensor> samples, Stream stream, Fixed number) {
    int beats = stream.plane().size();
    TensorWriter out = Tensor.writer(new TensorType(number, Shape.of(samples.size(), beats)));
    long at = 0;
    for (Tensor sample : samples) {
      for (int beat = 0; beat < beats; beat++) {
        out.setRaw(at++, sample.rawAt(stream.index(beat)));
      }
    }
    return out.finish();
  }

  /** A format for numbers that should fit one: that, or all bits of a long if one does not. */
  static Fixed holding(List<Tensor> samples, Fixed number) {
    for (Tensor sample : samples) {
      for (long i = 0; i < sample.size(); i++) {
        if (!number.holds(sample.rawAt(i))) {
          return new Fixed(true, Long.SIZE, number.fraction());
        }
      }
    }
    return number;
  }

  /** One sample of a packed tensor as the graph's tensor. */
  static Tensor unpack(Tensor packed, int sample, Stream stream, TensorType type) {
    int beats = stream.plane().size();
    TensorWriter out = Tensor.writer(type);
    for (int beat = 0; beat < beats; beat++) {
      out.setRaw(stream.index(beat), packed.rawAt((long) sample * beats + beat));
    }
    return out.finish();
  }
}
