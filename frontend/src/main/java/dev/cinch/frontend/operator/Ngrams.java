// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * TfIdfVectorizer on integers: how often each sequence of a pool occurs in a row, with up to some
 * items left out between two of its items.
 */
final class Ngrams {

  private final Call call;
  private final Expansion out;
  private final List<Long> starts;
  private final List<Long> pool;
  private final long width;
  private final Value rows;

  private Ngrams(Call call) {
    Attributes attributes = call.attributes();
    Shape shape = call.shape(0);
    this.call = call;
    this.out = new Expansion(call);
    this.starts = attributes.integers("ngram_counts").orElse(List.of());
    this.pool = attributes.integers("pool_int64s").orElse(List.of());
    if (shape.rank() < 1 || shape.rank() > 2) {
      throw new TypeException("sequences in [" + shape + "]");
    }
    this.width = shape.dim(-1);
    this.rows =
        out.reshape(out.cast(call.in(0), Fixed.INT64), shape.size() / Math.max(1, width), width);
  }

  static Operand read(Call call) {
    return new Ngrams(call).read();
  }

  private Operand read() {
    Attributes attributes = call.attributes();
    if (attributes.has("pool_strings")) {
      throw new Refusal("onnx.tensor.type", "string tensors are not supported", "");
    }
    int longest = Math.clamp(attributes.integer("max_gram_length", 1), 0, 1 << 16);
    int shortest = Math.clamp(attributes.integer("min_gram_length", 1), 0, 1 << 16);
    long skips = Math.clamp(attributes.integer("max_skip_count", 0), 0, Math.max(0, width - 1));
    List<Long> places = attributes.integers("ngram_indexes").orElse(List.of());
    Optional<List<Float>> weights = attributes.reals("weights");
    String mode = attributes.text("mode", "");
    List<Value> counts = new ArrayList<>();
    long grams = 0;
    for (int length = 1; length <= starts.size(); length++) {
      List<Long> part = part(length);
      long many = part.size() / length;
      grams += many;
      if (many > 0) {
        boolean counted = length >= shortest && length <= longest;
        counts.add(counted ? counts(part, length, skips) : none(many));
      }
    }
    if (grams != places.size() || weights.filter(it -> it.size() != places.size()).isPresent()) {
      throw new TypeException(grams + " sequences for " + places.size() + " places");
    }
    long results = places.stream().mapToLong(Long::longValue).max().orElse(-1) + 1;
    if (grams == 0 || places.stream().anyMatch(place -> place < 0)) {
      throw new TypeException("the places " + places);
    }
    Value all = out.concat(1, counts);
    Value weighted = weighted(all, mode, weights.orElse(Collections.nCopies(places.size(), 1f)));
    Tables.requireModest(Math.multiplyExact(grams, results));
    Value selection =
        out.constant(
            Tables.reals(
                FloatType.F32,
                Shape.of(grams, results),
                i -> places.get((int) (i / results)) == i % results ? 1 : 0));
    Shape shape = call.shape(0);
    return out.give(
        out.reshape(out.matMul(weighted, selection), shape.with(shape.rank() - 1, results)));
  }

  private Value weighted(Value counts, String mode, List<Float> weights) {
    Value factors =
        out.constant(
            Tables.reals(FloatType.F32, Shape.of(1, weights.size()), i -> weights.get((int) i)));
    return switch (mode) {
      case "TF" -> counts;
      case "IDF" -> out.mul(out.min(counts, out.scalar(1, counts)), factors);
      case "TFIDF" -> out.mul(counts, factors);
      default ->
          throw new Refusal(
              "onnx.attribute.unsupported",
              "mode = \"" + mode + "\" is none of TF, IDF, TFIDF",
              "");
    };
  }

  /** The sequences of some length in the pool, one behind the other. */
  private List<Long> part(int length) {
    long from = starts.get(length - 1);
    long to = length < starts.size() ? starts.get(length) : pool.size();
    if (from < 0 || from > to || to > pool.size() || (to - from) % length != 0) {
      throw new TypeException("sequences of " + length + " from " + from + " to " + to);
    }
    return pool.subList((int) from, (int) to);
  }

  private Value none(long many) {
    return out.filled(
        0, out.type(rows).with(FloatType.F32).with(Shape.of(out.shape(rows).dim(0), many)));
  }

  private Value counts(List<Long> part, int length, long skips) {
    long many = part.size() / length;
    Value wanted =
        out.reshape(
            out.integers(part.stream().mapToLong(Long::longValue).toArray()), 1, 1, many, length);
    Value sum = none(many);
    for (long distance = 1; distance <= (length == 1 ? 1 : skips + 1); distance++) {
      long windows = width - distance * (length - 1);
      if (windows > 0) {
        sum = out.add(sum, found(wanted, windows, distance));
      }
    }
    return sum;
  }

  /** How many windows, whose items are some distance apart, equal each sequence. */
  private Value found(Value wanted, long windows, long distance) {
    long many = out.shape(wanted).dim(2);
    long length = out.shape(wanted).dim(3);
    long count = out.shape(rows).dim(0);
    Value places =
        out.constant(
            Tables.integers(Shape.of(windows * length), i -> i / length + i % length * distance));
    Value items = call.step("items", new Gather(1), rows, places);
    Value same =
        out.cast(
            out.binary(BinaryFunction.EQUAL, out.reshape(items, count, windows, 1, length), wanted),
            FloatType.F32);
    Value whole = out.aggregate(Aggregation.MIN, same, List.of(3));
    return out.reshape(out.sum(whole, List.of(1)), count, many);
  }
}
