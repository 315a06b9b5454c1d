// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.frontend.proto.GraphProto;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sequences of tensors and optionals, which are resolved on import: how long one is and which
 * element is meant is known, or the node is refused.
 */
final class Sequences {

  private Sequences() {}

  /** SequenceConstruct: the operands in a row. */
  static Operand construct(Call call) {
    return new Operand.Sequence(
        IntStream.range(0, call.operands()).mapToObj(call::operand).toList());
  }

  /** SequenceEmpty. */
  static Operand empty(Call call) {
    call.attributes().ignore("dtype");
    return new Operand.Sequence(List.of());
  }

  /** SequenceLength. */
  static Operand length(Call call) {
    TensorType scalar = new TensorType(Fixed.INT64, Shape.of());
    return Stored.of(call.name(), Tensor.ofRaws(scalar, call.sequence(0).size()));
  }

  /** SequenceAt: one element. */
  static Operand at(Call call) {
    List<Operand> elements = call.sequence(0);
    return elements.get(place(call, 1, elements.size(), false));
  }

  /** SequenceInsert: one more element, at the end where no place is given. */
  static Operand insert(Call call) {
    List<Operand> elements = new ArrayList<>(call.sequence(0));
    int place = call.has(2) ? place(call, 2, elements.size(), true) : elements.size();
    elements.add(place, call.operand(1));
    return new Operand.Sequence(elements);
  }

  /** SequenceErase: without one element, the last where no place is given. */
  static Operand erase(Call call) {
    List<Operand> elements = new ArrayList<>(call.sequence(0));
    int place = call.has(1) ? place(call, 1, elements.size(), false) : elements.size() - 1;
    if (elements.isEmpty()) {
      throw new TypeException("an element of an empty sequence");
    }
    elements.remove(place);
    return new Operand.Sequence(elements);
  }

  private static int place(Call call, int operand, int size, boolean end) {
    List<Long> stated = call.integers(operand, "the place");
    if (stated.size() != 1) {
      throw new TypeException(stated.size() + " places");
    }
    return Axes.within(stated.getFirst(), size, end);
  }

  /** SplitToSequence: parts along an axis, of given sizes, or of one each without that axis. */
  static Operand split(Call call) {
    long statedAxis = call.attributes().integer("axis", 0);
    boolean keeps = call.attributes().integer("keepdims", 1) != 0;
    Shape shape = call.shape(0);
    int axis = Axes.within(statedAxis, shape.rank(), false);
    long extent = shape.dim(axis);
    List<Long> sizes;
    if (!call.has(1)) {
      sizes = Collections.nCopies(Math.toIntExact(extent), 1L);
    } else if (call.shape(1).rank() == 0) {
      sizes = chunks(extent, call.integer(1, "the size of the parts"));
    } else {
      sizes = call.integers(1, "the list of sizes");
    }
    boolean fits = sizes.stream().allMatch(size -> size >= 0);
    if (!fits || sizes.stream().mapToLong(Long::longValue).sum() != extent) {
      throw new TypeException("parts of " + sizes + " of extent " + extent);
    }
    List<Operand> parts = Indexing.parts(call, axis, sizes);
    if (keeps || call.has(1)) {
      return new Operand.Sequence(parts);
    }
    Expansion out = new Expansion(call);
    List<Long> dims = new ArrayList<>();
    for (int other = 0; other < shape.rank(); other++) {
      if (other != axis) {
        dims.add(shape.dim(other));
      }
    }
    return new Operand.Sequence(
        parts.stream()
            .map(part -> Expansion.part(out.reshape(call.value(part), Shape.of(dims))))
            .toList());
  }

  private static List<Long> chunks(long extent, long size) {
    if (size < 1) {
      throw new TypeException("parts of " + size);
    }
    List<Long> sizes = new ArrayList<>();
    for (long from = 0; from < extent; from += size) {
      sizes.add(Math.min(size, extent - from));
    }
    return sizes;
  }

  /** ConcatFromSequence: all elements along an axis, an old or a new one. */
  static Operand concat(Call call) {
    long stated = call.attributes().integer("axis", 0);
    boolean isNew = call.attributes().flag("new_axis");
    List<Operand> elements = call.sequence(0);
    if (elements.isEmpty()) {
      throw new TypeException("an empty sequence side by side");
    }
    if (isNew) {
      return ControlFlow.stack(call, elements, stated, false);
    }
    Expansion out = new Expansion(call);
    List<Value> parts = elements.stream().map(call::value).toList();
    int axis = Axes.within(stated, out.rank(parts.getFirst()), false);
    return out.give(out.concat(axis, parts));
  }

  /**
   * SequenceMap: the body for each element, beside elements of other sequences or whole tensors.
   */
  static Operand map(Call call) {
    GraphProto body = call.attributes().graph("body");
    int count = call.sequence(0).size();
    List<List<Operand>> results = new ArrayList<>();
    for (int i = 0; i < body.getOutputCount(); i++) {
      results.add(new ArrayList<>());
    }
    for (int i = 0; i < count; i++) {
      List<Operand> inputs = new ArrayList<>();
      for (int operand = 0; operand < call.operands(); operand++) {
        inputs.add(
            call.operand(operand) instanceof Operand.Sequence(var elements)
                ? elements.get(Axes.within(i, elements.size(), false))
                : call.operand(operand));
      }
      List<Operand> made = call.run(body, inputs);
      for (int result = 0; result < made.size(); result++) {
        results.get(result).add(made.get(result));
      }
    }
    return new Operand.Several(results.stream().<Operand>map(Operand.Sequence::new).toList());
  }

  /** Optional: one that holds its operand, or an empty one. */
  static Operand optional(Call call) {
    call.attributes().ignore("type");
    return new Operand.Maybe(call.has(0) ? Optional.of(call.operand(0)) : Optional.empty());
  }

  /** OptionalHasElement: whether there is one; a tensor or a sequence always is. */
  static Operand hasElement(Call call) {
    boolean is =
        call.has(0)
            && !(call.operand(0) instanceof Operand.Maybe(var element) && element.isEmpty());
    TensorType truth = new TensorType(Fixed.BOOL, Shape.of());
    return Stored.of(call.name(), Tensor.ofRaws(truth, is ? 1 : 0));
  }

  /** OptionalGetElement: what an optional holds. */
  static Operand getElement(Call call) {
    return call.operand(0) instanceof Operand.Maybe(var element)
        ? element.orElseThrow(() -> new TypeException("the element of an empty optional"))
        : call.operand(0);
  }
}
