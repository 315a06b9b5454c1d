// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.Accumulate;
import dev.cinch.ir.op.Activation;
import dev.cinch.ir.op.Aggregate;
import dev.cinch.ir.op.Aggregation;
import dev.cinch.ir.op.ArgExtreme;
import dev.cinch.ir.op.Binary;
import dev.cinch.ir.op.BinaryFunction;
import dev.cinch.ir.op.BitCast;
import dev.cinch.ir.op.Collision;
import dev.cinch.ir.op.Expand;
import dev.cinch.ir.op.Gather;
import dev.cinch.ir.op.GatherElements;
import dev.cinch.ir.op.GatherNd;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.op.Pad;
import dev.cinch.ir.op.Recurrence;
import dev.cinch.ir.op.ScatterElements;
import dev.cinch.ir.op.ScatterNd;
import dev.cinch.ir.op.Select;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.TopK;
import dev.cinch.ir.op.Unary;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Random operators that ONNX's breadth needs, for values of a random graph. */
final class RandomOps {

  /** Adds nodes and constants to the graph. */
  interface Sink {
    Value add(Op op, Value... in);

    Value zeros(TensorType type);
  }

  private final Random random;
  private final Sink sink;

  RandomOps(Random random, Sink sink) {
    this.random = random;
    this.sink = sink;
  }

  Value step(Value x, TensorType type) {
    Shape shape = type.shape();
    int axis = random.nextInt(shape.rank());
    return switch (random.nextInt(16)) {
      case 0 -> sink.add(unary(), x);
      case 1 -> sink.add(new Binary(pick(BinaryFunction.values())), x, x);
      case 2 -> sink.add(new Select(), sink.zeros(type.with(Fixed.BOOL)), x, x);
      case 3 -> sink.add(new Aggregate(pick(Aggregation.values()), List.of(axis)), x);
      case 4 -> sink.add(new ArgExtreme(random.nextBoolean(), axis, random.nextBoolean()), x);
      case 5 -> {
        Aggregation by = random.nextBoolean() ? Aggregation.SUM : Aggregation.PRODUCT;
        yield sink.add(new Accumulate(by, axis, random.nextBoolean(), random.nextBoolean()), x);
      }
      case 6 -> sink.add(new TopK(axis, 1, random.nextBoolean(), random.nextBoolean()), x);
      case 7 -> sink.add(reversed(shape, axis), x);
      case 8 -> padded(x, type);
      case 9 -> sink.add(new Expand(Shape.of(prefixed(shape))), x);
      case 10 -> sink.add(new Gather(axis), x, indices(2));
      case 11 -> sink.add(new GatherElements(axis), x, indices(shape.with(axis, 1).dims()));
      case 12 -> nd(x, type);
      case 13 -> {
        TensorType one = type.with(shape.with(axis, 1));
        Collision collision = pick(Collision.values());
        Value updates = sink.zeros(one);
        yield sink.add(
            new ScatterElements(axis, collision), x, indices(one.shape().dims()), updates);
      }
      case 14 -> sink.add(new BitCast(new Fixed(true, type.number().width(), 0)), x);
      default -> recurrence(x, type);
    };
  }

  private Unary unary() {
    UnaryFunction function = pick(UnaryFunction.values());
    List<Float> parameters = new ArrayList<>();
    for (int i = 0; i < function.parameters().size(); i++) {
      parameters.add(function == UnaryFunction.IS_INF ? 1f : 0.25f + random.nextFloat());
    }
    return new Unary(function, parameters);
  }

  private static Slice reversed(Shape shape, int axis) {
    List<Long> starts = new ArrayList<>(Collections.nCopies(shape.rank(), 0L));
    List<Long> steps = new ArrayList<>(Collections.nCopies(shape.rank(), 1L));
    starts.set(axis, Math.max(0, shape.dim(axis) - 1));
    steps.set(axis, -1L);
    return new Slice(starts, steps, shape);
  }

  private Value padded(Value x, TensorType type) {
    Pad.Mode mode = pick(Pad.Mode.values());
    List<Long> amounts = Collections.nCopies(type.shape().rank(), 1L);
    Pad pad = new Pad(mode, amounts, amounts);
    return mode == Pad.Mode.CONSTANT
        ? sink.add(pad, x, sink.zeros(type.with(Shape.of())))
        : sink.add(pad, x);
  }

  private static long[] prefixed(Shape shape) {
    return LongStream.concat(LongStream.of(2), Arrays.stream(shape.dims())).toArray();
  }

  private Value nd(Value x, TensorType type) {
    Value indices = indices(2, 1);
    long[] slices = type.shape().dims();
    slices[0] = 2;
    return random.nextBoolean()
        ? sink.add(new GatherNd(0), x, indices)
        : sink.add(
            new ScatterNd(pick(Collision.values())),
            x,
            indices,
            sink.zeros(type.with(Shape.of(slices))));
  }

  private Value recurrence(Value x, TensorType type) {
    Shape shape = type.shape();
    Recurrence.Cell cell = pick(Recurrence.Cell.values());
    Value sequence =
        sink.add(
            new dev.cinch.ir.op.Reshape(
                Shape.of(shape.dim(0), 1, shape.size() / Math.max(1, shape.dim(0)))),
            x);
    long width = shape.size() / Math.max(1, shape.dim(0));
    long rows = 2L * cell.gates();
    List<Value> in = new ArrayList<>(List.of(sequence));
    for (Shape each : List.of(Shape.of(rows, width), Shape.of(rows, 2), Shape.of(2 * rows))) {
      in.add(sink.zeros(type.with(each)));
    }
    in.add(indices(1));
    in.add(sink.zeros(type.with(Shape.of(1, 2))));
    if (cell == Recurrence.Cell.LSTM) {
      in.add(sink.zeros(type.with(Shape.of(1, 2))));
      in.add(sink.zeros(type.with(Shape.of(6))));
    }
    List<Activation> activations =
        Collections.nCopies(cell.functions(), pick(Activation.Kind.values()).usual());
    return sink.add(
        new Recurrence(cell, random.nextBoolean(), activations, 1.5f, random.nextBoolean()),
        in.toArray(Value[]::new));
  }

  private Value indices(long... dims) {
    return sink.zeros(new TensorType(Fixed.INT64, Shape.of(dims)));
  }

  private <T> T pick(T[] all) {
    return all[random.nextInt(all.length)];
  }
}
