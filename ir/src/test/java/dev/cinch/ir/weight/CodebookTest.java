// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.codec.WeightCodec;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodebookTest extends WeightContract {

  @Override
  Weight of(Tensor tensor) {
    return share(tensor, 4);
  }

  /** A codebook of all the numbers of a tensor, zero first, then ascending. */
  static Codebook share(Tensor tensor, int bits) {
    boolean floats = tensor.type().isFloat();
    TreeSet<Double> values = new TreeSet<>();
    TreeSet<Long> raws = new TreeSet<>();
    for (long i = 0; i < tensor.size(); i++) {
      if (floats && tensor.valueAt(i) != 0) {
        values.add(tensor.valueAt(i));
      } else if (!floats && tensor.rawAt(i) != 0) {
        raws.add(tensor.rawAt(i));
      }
    }
    int entries = 1 + values.size() + raws.size();
    TensorWriter table = Tensor.writer(tensor.type().with(Shape.of(entries)));
    int entry = 1;
    for (double value : values) {
      table.setValue(entry++, value);
    }
    for (long raw : raws) {
      table.setRaw(entry++, raw);
    }
    TensorWriter codes = Tensor.writer(tensor.type().with(new Fixed(false, bits, 0)));
    for (long i = 0; i < tensor.size(); i++) {
      if (floats && tensor.valueAt(i) != 0) {
        codes.setRaw(i, 1 + values.headSet(tensor.valueAt(i)).size());
      } else if (!floats && tensor.rawAt(i) != 0) {
        codes.setRaw(i, 1 + raws.headSet(tensor.rawAt(i)).size());
      }
    }
    return new Codebook(tensor.type(), bits, table.finish(), codes.finish());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8, 9, 16})
  void codesOfEveryWidthAreReadBack(int bits) {
    int entries = 1 << bits;
    TensorType type = TensorType.fixed(true, 24, 3, entries);
    long[] table = new long[entries];
    long[] codes = new long[entries];
    for (int k = 0; k < entries; k++) {
      table[k] = k * 37L % 65_536;
      codes[k] = entries - 1L - k;
    }
    Tensor indices = Tensor.ofRaws(type.with(new Fixed(false, bits, 0)), codes);
    Weight weight = new Codebook(type, bits, Tensor.ofRaws(type, table), indices);
    assertThat(WeightCodec.read(WeightCodec.write(weight), Origin.NONE))
        .isEqualTo(Result.ok(weight));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 2, 3})
  void codesBeyondTheTableAreRefused(long code) {
    TensorType type = TensorType.fixed(true, 8, 0, 2);
    Tensor table = Tensor.ofRaws(type, 0, 5);
    assertThatThrownBy(
            () -> {
              Tensor codes = Tensor.ofRaws(type.with(new Fixed(false, 2, 0)), 0, code);
              new Codebook(type, 2, table, codes);
            })
        .isInstanceOf(IllegalArgumentException.class);
  }
}
