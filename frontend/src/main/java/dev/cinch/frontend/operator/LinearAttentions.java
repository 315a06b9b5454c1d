// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import dev.cinch.ir.Value;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.NumberType;
import dev.cinch.ir.op.TypeException;
import dev.cinch.ir.op.UnaryFunction;
import dev.cinch.ir.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * LinearAttention (Katharopoulos et al. 2020; gated and with the delta rule: Yang et al. 2024): a
 * state of keys by values that each step decays, corrects, writes and reads. Unrolled on import.
 */
final class LinearAttentions {

  private static final long LONGEST = 4096;

  private final Call call;
  private final Expansion out;
  private final long queryHeads;
  private final long keyHeads;
  private final boolean gated;
  private final boolean delta;

  private LinearAttentions(Call call) {
    Attributes attributes = call.attributes();
    this.call = call;
    this.out = new Expansion(call);
    this.queryHeads = attributes.integer("q_num_heads", 0);
    this.keyHeads = attributes.integer("kv_num_heads", 0);
    String rule = attributes.text("update_rule", "gated_delta");
    this.gated = rule.startsWith("gated");
    this.delta = rule.endsWith("delta");
    attributes.ignore("chunk_size");
    if (!List.of("linear", "gated", "delta", "gated_delta").contains(rule)) {
      throw new TypeException("update_rule \"" + rule + "\" is not known");
    }
  }

  static Operand read(Call call) {
    return new LinearAttentions(call).read();
  }

  private Operand read() {
    boolean scaled = call.attributes().has("scale");
    float stated = call.attributes().real("scale", 0);
    NumberType number = call.type(0).number();
    Shape query = call.shape(0);
    if (query.rank() != 3 || query.dim(1) > LONGEST) {
      throw new TypeException("a sequence of [" + query + "]");
    }
    Value queries = heads(call.in(0), queryHeads);
    Value keys = heads(call.in(1), keyHeads);
    Value values = heads(call.in(2), keyHeads);
    long batch = query.dim(0);
    long keySize = out.shape(keys).dim(3);
    long valueSize = out.shape(values).dim(3);
    double factor = scaled ? stated : 1 / Math.sqrt((double) keySize);
    Value state =
        call.has(3)
            ? wide(call.in(3))
            : out.expand(
                out.scalar(0, wideType(number)), Shape.of(batch, keyHeads, keySize, valueSize));
    List<Value> rows = new ArrayList<>();
    for (long step = 0; step < query.dim(1); step++) {
      state = next(state, keys, values, step);
      Value asked = at(queries, step, 1, out.shape(queries).dim(3));
      Value answer = out.matMul(asked, shared(state));
      rows.add(
          out.reshape(
              out.mul(answer, out.scalar(factor, answer)), batch, 1, queryHeads * valueSize));
    }
    Value result = out.cast(out.concat(1, rows), number);
    return Operand.Several.of(Expansion.part(result), Expansion.part(out.cast(state, number)));
  }

  /** Batch, step, head, number, in the format of the state. */
  private Value heads(Value x, long heads) {
    Shape shape = out.shape(x);
    if (shape.rank() != 3 || heads < 1 || shape.dim(2) % heads != 0) {
      throw new TypeException(heads + " heads of [" + shape + "]");
    }
    return wide(out.reshape(x, shape.dim(0), shape.dim(1), heads, shape.dim(2) / heads));
  }

  private Value wide(Value x) {
    return out.cast(x, wideType(out.type(x).number()));
  }

  private static NumberType wideType(NumberType number) {
    return number == FloatType.F64 ? number : FloatType.F32;
  }

  /** The numbers of a step as a matrix for each head. */
  private Value at(Value x, long step, long rows, long columns) {
    Value one = out.slice(x, 1, step, step + 1);
    return out.reshape(one, out.shape(x).dim(0), out.shape(x).dim(2), rows, columns);
  }

  private Value next(Value before, Value keys, Value values, long step) {
    Value state = before;
    if (gated) {
      Value decay = perHead(4, step);
      state = out.mul(state, out.unary(UnaryFunction.EXP, decay));
    }
    long keySize = out.shape(keys).dim(3);
    Value key = at(keys, step, keySize, 1);
    Value written = at(values, step, 1, out.shape(values).dim(3));
    if (delta) {
      Value known = out.matMul(at(keys, step, 1, keySize), state);
      written = out.mul(perHead(5, step), out.sub(written, known));
    }
    return out.add(state, out.matMul(key, written));
  }

  /** Decays or rates of a step: one for each key number of a head, for each head, or for all. */
  private Value perHead(int operand, long step) {
    Value all = call.in(operand);
    Shape shape = out.shape(all);
    if (shape.rank() != 3) {
      throw new TypeException("operand " + (operand + 1) + " of [" + shape + "]");
    }
    long heads = shape.dim(2) % keyHeads == 0 ? keyHeads : 1;
    Value split = wide(out.reshape(all, shape.dim(0), shape.dim(1), heads, shape.dim(2) / heads));
    return at(split, step, shape.dim(2) / heads, 1);
  }

  /** The state for each head of queries, groups of which share one. */
  private Value shared(Value state) {
    Shape shape = out.shape(state);
    if (queryHeads == keyHeads) {
      return state;
    }
    if (queryHeads % keyHeads != 0) {
      throw new TypeException(queryHeads + " heads of queries share " + keyHeads);
    }
    long times = queryHeads / keyHeads;
    Value apart = out.reshape(state, shape.dim(0), keyHeads, 1, shape.dim(2), shape.dim(3));
    Shape many = Shape.of(shape.dim(0), keyHeads, times, shape.dim(2), shape.dim(3));
    return out.reshape(out.expand(apart, many), shape.with(1, queryHeads));
  }
}
