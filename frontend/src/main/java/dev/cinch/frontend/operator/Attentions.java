// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.frontend.tensor.ElementType;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Pad;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Attention (Vaswani et al. 2017) as operator sets 23 and 24 have it: {@code softmax(q k' scale +
 * bias) v} for each head, with queries in groups that share keys (Ainslie et al. 2023), keys and
 * values of earlier steps in front, and a soft limit of the products.
 */
final class Attentions {

  private static final int RAW = 0;
  private static final int LIMITED = 1;
  private static final int BIASED = 2;

  private final Call call;
  private final Expansion out;
  private final boolean causal;
  private final long queryHeads;
  private final long keyHeads;
  private final long mode;
  private final float softcap;
  private final Optional<Float> scale;
  private final Optional<NumberType> precision;

  private Attentions(Call call) {
    Attributes attributes = call.attributes();
    this.call = call;
    this.out = new Expansion(call);
    this.causal = attributes.flag("is_causal");
    this.queryHeads = attributes.integer("q_num_heads", 0);
    this.keyHeads = attributes.integer("kv_num_heads", 0);
    this.mode = attributes.integer("qk_matmul_output_mode", RAW);
    this.softcap = attributes.real("softcap", 0);
    boolean scaled = attributes.has("scale");
    float stated = attributes.real("scale", 0);
    this.scale = scaled ? Optional.of(stated) : Optional.empty();
    long type = attributes.integer("softmax_precision", 0);
    this.precision =
        ElementType.ofNumber(Math.clamp(type, 0, 1000))
            .flatMap(ElementType::format)
            .filter(FloatType.class::isInstance);
  }

  static Operand read(Call call) {
    return new Attentions(call).read();
  }

  /**
   * FlexAttention: attention whose scores and probabilities pass through graphs of the model,
   * {@code score_mod} and {@code prob_mod}.
   */
  static Operand flex(Call call) {
    return new Attentions(call).readFlex();
  }

  private Operand readFlex() {
    Value query = call.in(0);
    NumberType number = out.type(query).number();
    long heads = out.shape(query).dim(1);
    Value scores = modified("score_mod", products(query, repeated(call.in(1), heads)));
    Value probabilities = modified("prob_mod", probabilities(scores, Optional.empty(), number));
    return out.give(out.matMul(probabilities, repeated(call.in(2), heads)));
  }

  private Value modified(String graph, Value x) {
    if (!call.attributes().has(graph)) {
      return x;
    }
    GraphProto body = call.attributes().graph(graph);
    List<Operand> results = call.run(body, List.of(new Operand.Computed(x)));
    if (results.size() != 1) {
      throw new TypeException(graph + " has " + results.size() + " results");
    }
    return call.value(results.getFirst());
  }

  private Operand read() {
    boolean flat = call.shape(0).rank() == 3;
    Value query = heads(call.in(0), queryHeads);
    Value key = heads(call.in(1), keyHeads);
    Value value = heads(call.in(2), keyHeads);
    long past = call.has(4) ? call.shape(4).dim(2) : 0;
    Value allKeys = call.has(4) ? out.concat(2, List.of(call.in(4), key)) : key;
    Value allValues = call.has(5) ? out.concat(2, List.of(call.in(5), value)) : value;
    long heads = out.shape(query).dim(1);
    Value keys = repeated(allKeys, heads);
    Value products = products(query, keys);
    Optional<Value> bias = bias(query, keys, past);
    NumberType number = out.type(query).number();
    Value limited = limited(products);
    Value biased = bias.map(it -> out.add(limited, out.cast(it, number))).orElse(limited);
    Value probabilities = probabilities(biased, bias.map(it -> out.cast(it, number)), number);
    Value result = out.matMul(probabilities, repeated(allValues, heads));
    Value chosen =
        switch ((int) mode) {
          case RAW -> products;
          case LIMITED -> limited;
          case BIASED -> biased;
          default -> probabilities;
        };
    return Operand.Several.of(
        Expansion.part(flat ? joined(result) : result),
        Expansion.part(allKeys),
        Expansion.part(allValues),
        Expansion.part(chosen));
  }

  /** Batch, head, place, number; of three axes the last holds all heads. */
  private Value heads(Value x, long count) {
    Shape shape = out.shape(x);
    if (shape.rank() == 4) {
      return x;
    }
    if (shape.rank() != 3 || count < 1 || shape.dim(2) % count != 0) {
      throw new TypeException(count + " heads of [" + shape + "]");
    }
    Value split = out.reshape(x, shape.dim(0), shape.dim(1), count, shape.dim(2) / count);
    return out.transpose(split, 0, 2, 1, 3);
  }

  private Value joined(Value x) {
    Shape shape = out.shape(x);
    Value moved = out.transpose(x, 0, 2, 1, 3);
    return out.reshape(moved, shape.dim(0), shape.dim(2), shape.dim(1) * shape.dim(3));
  }

  /** Each head of keys or values as often as queries share it. */
  private Value repeated(Value x, long heads) {
    Shape shape = out.shape(x);
    long own = shape.dim(1);
    if (own == heads) {
      return x;
    }
    if (own == 0 || heads % own != 0) {
      throw new TypeException(heads + " heads of queries share " + own);
    }
    long times = heads / own;
    Value apart = out.reshape(x, shape.dim(0), own, 1, shape.dim(2), shape.dim(3));
    Shape wide = Shape.of(shape.dim(0), own, times, shape.dim(2), shape.dim(3));
    return out.reshape(out.expand(apart, wide), shape.with(1, heads));
  }

  private Value products(Value query, Value keys) {
    double factor =
        scale.map(Float::doubleValue).orElse(1 / Math.sqrt((double) out.shape(query).dim(3)));
    Value root = out.scalar(Math.sqrt(factor), query);
    Value turned = out.transpose(keys, 0, 1, 3, 2);
    return out.matMul(out.mul(query, root), out.mul(turned, root));
  }

  private Value limited(Value x) {
    if (softcap == 0) {
      return x;
    }
    Value limit = out.scalar(softcap, x);
    return out.mul(out.unary(UnaryFunction.TANH, out.div(x, limit)), limit);
  }

  private Value probabilities(Value x, Optional<Value> bias, NumberType number) {
    Value wide = out.cast(x, precision.orElse(number));
    Value softmax = call.step("softmax", new Softmax(out.rank(wide) - 1), wide);
    Value result = out.cast(softmax, number);
    if (bias.isEmpty()) {
      return result;
    }
    // A query that may see nothing sees nothing, not everything alike.
    Value most = out.aggregate(Aggregation.MAX, bias.get(), List.of(out.rank(bias.get()) - 1));
    Value blind =
        out.binary(BinaryFunction.EQUAL, most, out.scalar(Double.NEGATIVE_INFINITY, bias.get()));
    return out.select(blind, out.scalar(0, result), result);
  }

  /** What is added to products: the mask, and less infinity where the future or padding is. */
  private Optional<Value> bias(Value query, Value keys, long past) {
    long queries = out.shape(query).dim(2);
    long places = out.shape(keys).dim(2);
    List<Value> parts = new ArrayList<>();
    if (call.has(3)) {
      parts.add(mask(call.in(3), places));
    }
    Optional<Value> lengths =
        call.has(6) ? Optional.of(out.cast(call.in(6), Fixed.INT64)) : Optional.empty();
    Value column =
        out.reshape(out.integers(LongStream.range(0, places).toArray()), 1, 1, 1, places);
    if (causal) {
      Value row =
          out.reshape(out.integers(LongStream.range(0, queries).toArray()), 1, 1, queries, 1);
      Value offset =
          lengths
              .map(it -> out.sub(perBatch(it), out.scalar((double) queries, it)))
              .orElseGet(() -> out.scalar((double) past, row));
      parts.add(hidden(out.binary(BinaryFunction.LESS, out.add(row, offset), column)));
    }
    lengths.ifPresent(
        it -> parts.add(hidden(out.binary(BinaryFunction.GREATER_OR_EQUAL, column, perBatch(it)))));
    return parts.stream().reduce(out::add);
  }

  private Value perBatch(Value lengths) {
    return out.reshape(lengths, out.shape(lengths).size(), 1, 1, 1);
  }

  private Value hidden(Value condition) {
    return out.select(
        condition,
        out.scalar(Double.NEGATIVE_INFINITY, FloatType.F32),
        out.scalar(0, FloatType.F32));
  }

  /** A mask as numbers to add; what it is too short for is hidden. */
  private Value mask(Value given, long places) {
    Value numbers =
        out.type(given).number().equals(Fixed.BOOL)
            ? hidden(out.unary(UnaryFunction.NOT, given))
            : out.cast(given, FloatType.F32);
    long missing = places - out.shape(numbers).dim(-1);
    if (missing <= 0) {
      return numbers;
    }
    int rank = out.rank(numbers);
    List<Long> none = Collections.nCopies(rank, 0L);
    List<Long> ends = new ArrayList<>(none);
    ends.set(rank - 1, missing);
    return call.step(
        "mask",
        new Pad(Pad.Mode.CONSTANT, none, ends),
        numbers,
        out.scalar(Double.NEGATIVE_INFINITY, numbers));
  }
}
