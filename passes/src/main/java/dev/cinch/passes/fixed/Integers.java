// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.fixed;

import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Node;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Constant;
import dev.cinch.ir.op.Op;
import dev.cinch.ir.weight.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The integer network as far as it is built: for each value of the floating-point network up to
 * three forms. The exact one is what its operator gives; the narrow one is what passes between
 * layers; the host's is in floating point. Each is made once, when something asks for it.
 */
final class Integers {

  private final Region region;
  private final Formats formats;
  private final GraphBuilder out;
  private final Map<Value, Value> exact = new HashMap<>();
  private final Map<Value, Value> host = new HashMap<>();
  private final Map<Value, Value> narrow = new HashMap<>();
  private final Map<Value, Value> output = new HashMap<>();
  private final Map<Value, Value> weights = new HashMap<>();
  private final List<Decision> decisions = new ArrayList<>();

  /**
   * A format that was given to a value.
   *
   * @param value the value of the floating-point network
   * @param owner the value whose numbers decide what fits
   * @param role what it is to the network
   * @param format the format
   */
  record Decision(Value value, Value owner, NumberFormat.Role role, Fixed format) {}

  Integers(Region region, Formats formats) {
    this.region = region;
    this.formats = formats;
    this.out = new GraphBuilder(region.graph().name());
  }

  GraphBuilder builder() {
    return out;
  }

  Node old(Value value) {
    return region.graph().node(value);
  }

  boolean isConstant(Value value) {
    return region.of(value) == Region.Side.CONSTANT;
  }

  Weight weight(Value value) {
    if (old(value).op() instanceof Constant(var weight)) {
      return weight;
    }
    throw new IllegalStateException(value + " is no constant");
  }

  void setExact(Value value, Value made) {
    exact.put(value, made);
  }

  void setHost(Value value, Value made) {
    host.put(value, made);
  }

  Value add(Op op, List<Value> in, Origin origin) {
    return out.add(op, in, origin);
  }

  Fixed format(Value made) {
    return out.type(made).fixed();
  }

  /** A constant of the integer network; the first one of a name keeps it. */
  Value constant(Weight weight, Origin origin) {
    return out.add(new Constant(weight), List.of(), origin);
  }

  /** A constant factor in its own format, made once for all its readers. */
  Value factor(Value value, FormatSettings settings) {
    return weights.computeIfAbsent(
        value,
        _ -> {
          Fixed format = QuantizeWeight.format(weight(value), settings);
          return constantAs(value, format, NumberFormat.Role.WEIGHT);
        });
  }

  /** A constant in a format. */
  Value constantAs(Value value, Fixed format, NumberFormat.Role role) {
    decisions.add(new Decision(value, value, role, format));
    return constant(QuantizeWeight.quantize(weight(value), format), old(value).origin());
  }

  /** Formats that were chosen, in order. */
  List<Decision> decisions() {
    return decisions;
  }

  /** The format in which a value passes between layers. */
  Fixed narrowFormat(Value value) {
    return formats.of(value);
  }

  /** A value as it passes between layers. */
  Value narrow(Value value) {
    Value made = narrow.get(value);
    if (made == null) {
      made = cast(value, formats.of(value), formats.owner(value));
      narrow.put(value, made);
    }
    return made;
  }

  /** A value as its operator gives it; of the host's values the narrow form. */
  Value exact(Value value) {
    Value made = exact.get(value);
    return made == null ? narrow(value) : made;
  }

  /** A value in a format that an owner decides; itself where it has that already. */
  private Value cast(Value value, Fixed format, Value owner) {
    Value made = exact.get(value);
    Value from = made == null ? onHost(value) : made;
    Value to = requantize(from, format, named(value, "_cast"));
    if (!to.equals(from)) {
      decisions.add(new Decision(value, owner, role(value, owner), format));
    }
    return to;
  }

  private NumberFormat.Role role(Value value, Value owner) {
    if (!region.isDevice(value)) {
      return NumberFormat.Role.INPUT;
    }
    return region.isReadByDevice(owner) ? NumberFormat.Role.ACTIVATION : NumberFormat.Role.OUTPUT;
  }

  /** A value of the integer network in another format. */
  Value requantize(Value made, Fixed format, Origin origin) {
    return out.type(made).number().equals(format)
        ? made
        : out.add(Cast.requantize(format), List.of(made), origin);
  }

  /** The same numbers with a finer fraction, exactly. */
  Value align(Value made, int fraction, Origin origin) {
    Fixed format = format(made);
    int shift = fraction - format.fraction();
    return requantize(made, new Fixed(format.signed(), format.width() + shift, fraction), origin);
  }

  /** A value in floating point: the host's own, or what the device hands back. */
  Value onHost(Value value) {
    Value made = host.get(value);
    if (made == null) {
      made = isConstant(value) ? constant(weight(value), old(value).origin()) : handedBack(value);
      host.put(value, made);
    }
    return made;
  }

  private Value handedBack(Value value) {
    FloatType type = old(value).type().number() instanceof FloatType t ? t : FloatType.F32;
    return out.add(Cast.toFloat(type), List.of(output(value)), named(value, "_float"));
  }

  /** What the device hands back: narrow as it is, or cast where the exact result is wider. */
  private Value output(Value value) {
    return output.computeIfAbsent(
        value,
        _ -> {
          Fixed wanted = formats.ofOutput(value);
          Value made = exact(value);
          return format(made).width() <= wanted.width() ? made : cast(value, wanted, value);
        });
  }

  Origin named(Value value, String suffix) {
    Origin origin = old(value).origin();
    return origin.withName(value.name() + suffix);
  }
}
