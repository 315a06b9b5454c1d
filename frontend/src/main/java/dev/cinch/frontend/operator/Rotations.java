// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** RotaryEmbedding (Su et al. 2021): pairs of numbers of each head turned by a position's angle. */
final class Rotations {

  private Rotations() {}

  static Operand read(Call call) {
    boolean interleaved = call.attributes().flag("interleaved");
    long stated = call.attributes().integer("rotary_embedding_dim", 0);
    long heads = call.attributes().integer("num_heads", 0);
    Expansion out = new Expansion(call);
    Value given = call.in(0);
    boolean flat = out.rank(given) == 3;
    Shape shape = call.shape(0);
    if (flat && (heads < 1 || shape.dim(2) % heads != 0)) {
      throw new TypeException(heads + " heads for [" + shape + "]");
    }
    // Batch, position, head, number.
    Value x =
        flat
            ? out.reshape(given, shape.dim(0), shape.dim(1), heads, shape.dim(2) / heads)
            : out.transpose(given, 0, 2, 1, 3);
    long size = out.shape(x).dim(3);
    long turned = stated == 0 ? size : stated;
    if (turned % 2 != 0 || turned > size || turned < 0) {
      throw new TypeException("a rotation of " + turned + " of " + size + " numbers");
    }
    Value part = out.slice(x, 3, 0, turned);
    Value cosine = angles(call, out, 1, x, turned / 2);
    Value sine = angles(call, out, 2, x, turned / 2);
    Value rotated = interleaved ? pairs(out, part, cosine, sine) : halves(out, part, cosine, sine);
    Value whole =
        turned == size ? rotated : out.concat(3, List.of(rotated, out.slice(x, 3, turned, size)));
    return out.give(flat ? out.reshape(whole, shape) : out.transpose(whole, 0, 2, 1, 3));
  }

  /** The cached cosines or sines of each position: [batch, position, 1, half]. */
  private static Value angles(Call call, Expansion out, int operand, Value x, long half) {
    Value cache = call.in(operand);
    Value chosen = call.has(3) ? call.step("angles", new Gather(0), cache, call.in(3)) : cache;
    if (out.rank(chosen) != 3 || out.shape(chosen).dim(2) < half) {
      throw new TypeException("angles of [" + out.shape(chosen) + "] for [" + out.shape(x) + "]");
    }
    Value cut = out.slice(chosen, 2, 0, half);
    Shape shape = out.shape(cut);
    return out.reshape(cut, shape.dim(0), shape.dim(1), 1, half);
  }

  private static Value halves(Expansion out, Value x, Value cosine, Value sine) {
    long size = out.shape(x).dim(3);
    Value first = out.slice(x, 3, 0, size / 2);
    Value second = out.slice(x, 3, size / 2, size);
    return out.concat(3, turn(out, first, second, cosine, sine));
  }

  private static Value pairs(Expansion out, Value x, Value cosine, Value sine) {
    Shape shape = out.shape(x);
    long half = shape.dim(3) / 2;
    Value split = out.reshape(x, shape.dim(0), shape.dim(1), shape.dim(2), half, 2);
    Shape column = Shape.of(shape.dim(0), shape.dim(1), shape.dim(2), half);
    Value first = out.reshape(out.slice(split, 4, 0, 1), column);
    Value second = out.reshape(out.slice(split, 4, 1, 2), column);
    List<Value> parts = new ArrayList<>();
    for (Value each : turn(out, first, second, cosine, sine)) {
      parts.add(out.reshape(each, shape.dim(0), shape.dim(1), shape.dim(2), half, 1));
    }
    return out.reshape(out.concat(4, parts), shape);
  }

  private static List<Value> turn(
      Expansion out, Value first, Value second, Value cosine, Value sine) {
    Value real = out.sub(out.mul(cosine, first), out.mul(sine, second));
    Value imaginary = out.add(out.mul(sine, first), out.mul(cosine, second));
    return List.of(real, imaginary);
  }
}
