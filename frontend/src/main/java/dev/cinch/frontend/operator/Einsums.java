// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.op.Slice;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Einsum: sums of products, written with a letter for each axis. Operands are joined two by two, as
 * matrix products over the axes that end there, so that nothing larger than a result is made.
 */
final class Einsums {

  /**
   * An operand with a label for each axis; negative ones are the axes that an ellipsis stands for.
   */
  private record Term(Value value, List<Integer> labels) {}

  private final Call call;
  private final Expansion out;

  private Einsums(Call call) {
    this.call = call;
    this.out = new Expansion(call);
  }

  static Operand read(Call call) {
    String equation = call.attributes().text("equation", "").replace(" ", "");
    return new Einsums(call).read(equation);
  }

  private Operand read(String equation) {
    int arrow = equation.indexOf("->");
    String left = arrow < 0 ? equation : equation.substring(0, arrow);
    String[] parts = left.split(",", -1);
    if (parts.length != call.operands()) {
      throw new TypeException("equation \"" + equation + "\" for " + call.operands() + " operands");
    }
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      Value x = call.in(i);
      terms.add(diagonal(new Term(x, labels(parts[i], out.rank(x)))));
    }
    int dots =
        terms.stream().flatMap(term -> term.labels().stream()).mapToInt(l -> -l).max().orElse(0);
    List<Integer> wanted =
        arrow < 0 ? implicit(left, Math.max(0, dots)) : stated(equation.substring(arrow + 2), dots);
    if (new HashSet<>(wanted).size() != wanted.size()) {
      throw new TypeException("equation \"" + equation + "\" has a letter twice in its result");
    }
    while (terms.size() > 1) {
      Set<Integer> later = new HashSet<>(wanted);
      terms.subList(2, terms.size()).forEach(term -> later.addAll(term.labels()));
      Term joined = join(terms.get(0), terms.get(1), later);
      terms.subList(0, 2).clear();
      terms.addFirst(joined);
    }
    Term last = summed(terms.getFirst(), new HashSet<>(wanted));
    if (!last.labels().containsAll(wanted)) {
      throw new TypeException("equation \"" + equation + "\" has a letter in its result only");
    }
    Value result = ordered(last, wanted);
    return result.equals(call.value(call.operand(0))) ? call.operand(0) : out.give(result);
  }

  private static List<Integer> labels(String part, int rank) {
    int dots = part.indexOf("...");
    long letters = part.chars().filter(c -> c != '.').count();
    boolean plain = part.replace("...", "").chars().allMatch(Character::isLetter);
    if (!plain || letters > rank || (dots < 0 && letters != rank)) {
      throw new TypeException("term \"" + part + "\" for " + rank + " axes");
    }
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < part.length(); i++) {
      if (i == dots) {
        for (int hidden = rank - (int) letters; hidden > 0; hidden--) {
          labels.add(-hidden);
        }
        i += 2;
      } else {
        labels.add((int) part.charAt(i));
      }
    }
    return labels;
  }

  private static List<Integer> stated(String part, int dots) {
    long letters = part.chars().filter(c -> c != '.').count();
    return labels(part, (int) letters + (part.contains("...") ? Math.max(0, dots) : 0));
  }

  /** Letters that stand once, in alphabetical order, behind the axes of the ellipsis. */
  private static List<Integer> implicit(String left, int dots) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    left.chars().filter(Character::isLetter).forEach(c -> counts.merge(c, 1, Integer::sum));
    List<Integer> labels = new ArrayList<>();
    for (int hidden = dots; hidden > 0; hidden--) {
      labels.add(-hidden);
    }
    counts.forEach((label, count) -> {
      if (count == 1) {
        labels.add(label);
      }
    });
    return labels;
  }

  /** A letter that a term has twice means the diagonal. */
  private Term diagonal(Term term) {
    List<Integer> labels = term.labels();
    for (int first = 0; first < labels.size(); first++) {
      int second = labels.lastIndexOf(labels.get(first));
      if (second > first) {
        long extent = out.shape(term.value()).dim(first);
        if (out.shape(term.value()).dim(second) != extent) {
          throw new TypeException("a diagonal of [" + out.shape(term.value()) + "]");
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, labels.size()).boxed().toList());
        order.removeAll(List.of(first, second));
        List<Integer> kept = new ArrayList<>(order.stream().map(labels::get).toList());
        kept.add(labels.get(first));
        order.add(first);
        order.add(second);
        return diagonal(new Term(steps(out.transpose(term.value(), order), extent), kept));
      }
    }
    return term;
  }

  /** The diagonal of the last two axes. */
  private Value steps(Value x, long extent) {
    Shape shape = out.shape(x);
    Shape flat = flat(shape, extent * extent);
    List<Long> starts = Collections.nCopies(flat.rank(), 0L);
    List<Long> steps = new ArrayList<>(Collections.nCopies(flat.rank(), 1L));
    steps.set(flat.rank() - 1, extent + 1);
    return call.step(
        "diagonal",
        new Slice(starts, steps, flat.with(flat.rank() - 1, extent)),
        out.reshape(x, flat));
  }

  private static Shape flat(Shape shape, long last) {
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < shape.rank() - 2; axis++) {
      dims.add(shape.dim(axis));
    }
    dims.add(last);
    return Shape.of(dims);
  }

  /** Sums over the axes that nobody needs. */
  private Term summed(Term term, Set<Integer> needed) {
    List<Integer> gone =
        IntStream.range(0, term.labels().size())
            .filter(axis -> !needed.contains(term.labels().get(axis)))
            .boxed()
            .toList();
    if (gone.isEmpty()) {
      return term;
    }
    Value sums = out.sum(term.value(), gone);
    List<Integer> kept = term.labels().stream().filter(needed::contains).toList();
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < term.labels().size(); axis++) {
      if (!gone.contains(axis)) {
        dims.add(out.shape(sums).dim(axis));
      }
    }
    return new Term(out.reshape(sums, Shape.of(dims)), kept);
  }

  /** Two terms as one, without the axes that end here. */
  private Term join(Term a, Term b, Set<Integer> later) {
    Set<Integer> forA = new HashSet<>(later);
    forA.addAll(b.labels());
    Set<Integer> forB = new HashSet<>(later);
    forB.addAll(a.labels());
    Term left = summed(a, forA);
    Term right = summed(b, forB);
    List<Integer> batch = both(left, right).stream().filter(later::contains).toList();
    List<Integer> inner = both(left, right).stream().filter(it -> !later.contains(it)).toList();
    List<Integer> rows = only(left, right);
    List<Integer> columns = only(right, left);
    List<Integer> labels = new ArrayList<>(batch);
    labels.addAll(rows);
    labels.addAll(columns);
    Value product =
        inner.isEmpty() || !out.type(left.value()).isFloat()
            ? multiplied(left, right, labels, inner)
            : matrices(left, right, batch, inner, rows, columns);
    return new Term(product, labels);
  }

  private static List<Integer> both(Term a, Term b) {
    return a.labels().stream().filter(b.labels()::contains).toList();
  }

  private static List<Integer> only(Term a, Term b) {
    return a.labels().stream().filter(label -> !b.labels().contains(label)).toList();
  }

  private long extent(Term term, int label) {
    int axis = term.labels().indexOf(label);
    return axis < 0 ? 1 : out.shape(term.value()).dim(axis);
  }

  private Value matrices(
      Term a,
      Term b,
      List<Integer> batch,
      List<Integer> inner,
      List<Integer> rows,
      List<Integer> columns) {
    Value left = matrix(a, b, batch, rows, inner);
    Value right = matrix(b, a, batch, inner, columns);
    Value product = out.matMul(left, right);
    List<Long> dims = new ArrayList<>();
    batch.forEach(label -> dims.add(Math.max(extent(a, label), extent(b, label))));
    rows.forEach(label -> dims.add(extent(a, label)));
    columns.forEach(label -> dims.add(extent(b, label)));
    return out.reshape(product, Shape.of(dims));
  }

  /** A term as matrices: the batch in front, then two groups of axes as one each. */
  private Value matrix(
      Term term, Term other, List<Integer> batch, List<Integer> first, List<Integer> second) {
    List<Integer> order = new ArrayList<>(batch);
    order.addAll(first);
    order.addAll(second);
    Value x = ordered(term, order);
    // An extent of 1 stands for any, but a product of matrices wants both alike.
    Shape shape = out.shape(x);
    for (int i = batch.size(); i < order.size(); i++) {
      long wanted = extent(other, order.get(i));
      if (shape.dim(i) == 1 && wanted > 1) {
        shape = shape.with(i, wanted);
      }
    }
    x = out.expand(x, shape);
    List<Long> dims = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      dims.add(shape.dim(i));
    }
    dims.add(shape.size(batch.size(), batch.size() + first.size()));
    dims.add(shape.size(batch.size() + first.size(), order.size()));
    return out.reshape(x, Shape.of(dims));
  }

  /** Broadcast products, summed over the inner axes: for integers, and where there are none. */
  private Value multiplied(Term a, Term b, List<Integer> labels, List<Integer> inner) {
    List<Integer> all = new ArrayList<>(labels);
    all.addAll(inner);
    Value product = out.mul(aligned(a, all), aligned(b, all));
    Term whole = new Term(product, all);
    return summed(whole, new HashSet<>(labels)).value();
  }

  private Value aligned(Term term, List<Integer> all) {
    List<Integer> own = all.stream().filter(term.labels()::contains).toList();
    Value x = ordered(term, own);
    List<Long> dims = all.stream().map(label -> extent(term, label)).toList();
    return out.reshape(x, Shape.of(dims));
  }

  private Value ordered(Term term, List<Integer> order) {
    return out.transpose(term.value(), order.stream().map(term.labels()::indexOf).toList());
  }
}
