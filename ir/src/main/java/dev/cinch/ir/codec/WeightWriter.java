// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Weight;

/** Writes a stream: a header, positions, table and values, each part in its shortest form. */
final class WeightWriter {

  /** Bits of the version, by which every stream starts. */
  static final int VERSION_BITS = 4;

  /** Bits that tell how positions are written. */
  static final int LAYOUT_BITS = 2;

  /** Positions in this layout are coded by {@link Presence}. */
  static final int BY_MODEL = 3;

  /** What a model is called. */
  static final String MODEL = "model";

  private final Content content;
  private final Choices choices;
  private final RangeEncoder out = new RangeEncoder();

  private WeightWriter(Content content, Choices choices) {
    this.content = content;
    this.choices = choices;
  }

  static byte[] write(Weight weight) {
    Content content = Content.of(weight);
    try {
      WeightWriter writer = new WeightWriter(content, Choices.of(content));
      byte[] bytes = writer.write();
      return writer.isAllowed(bytes.length)
          ? bytes
          : new WeightWriter(content, Choices.withoutModels(content)).write();
    } catch (Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a reader takes so many elements, decisions and values from so few bytes. */
  private boolean isAllowed(int bytes) {
    boolean model = choices.values() != null;
    boolean seen = model || (content.positions() != null && choices.layout() == null);
    return out.work() <= Decisions.allowance(bytes)
        && (!seen || WeightReader.isSeen(choices.view(), bytes))
        && (!model || content.count() <= WeightReader.mostValues(bytes));
  }

  private byte[] write() throws Malformed {
    Header header = content.header();
    Positions positions = content.positions();
    PositionCode layout = choices.layout();
    ValueCode code = choices.values();
    out.put(WeightCodec.VERSION, VERSION_BITS);
    header.write(out);
    if (positions != null) {
      out.put(layout == null ? BY_MODEL : layout.layout().tag(), LAYOUT_BITS);
    }
    out.put(code == null ? 0 : 1, 1);
    if ((positions != null && layout == null) || code != null) {
      choices.view().write(out, header.type().shape());
    }
    if (layout != null) {
      layout.write(out);
    } else if (positions != null) {
      Presence.write(out, choices.view(), choices.spread(), positions);
    }
    if (content.table() != null) {
      SharedValues.write(out, content.table());
    }
    if (code == null) {
      Numbers.write(out, content.values(), 0);
    } else if (content.values().size() > 0) {
      code.write(out, content.values().type().number(), choices.view());
      content.code(out, code, choices.view());
    }
    return out.toBytes();
  }
}
