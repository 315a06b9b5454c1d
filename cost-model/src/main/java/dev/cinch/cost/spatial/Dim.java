// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import dev.cinch.cost.work.LayerShape;
import java.util.Optional;

/**
 * A dimension of a layer's loops, by its letter of ISCA 2016; D and T are those of a third axis.
 */
public enum Dim {
  /** Independent convolutions. */
  GROUPS('G'),
  /** Inputs that are worked on together. */
  BATCH('N'),
  /** Filters of a group. */
  FILTERS('M'),
  /** Channels of a group. */
  CHANNELS('C'),
  /** Planes of results. */
  PLANES('D'),
  /** Rows of results. */
  ROWS('E'),
  /** Columns of results. */
  COLUMNS('F'),
  /** Taps along planes. */
  PLANE_TAPS('T'),
  /** Taps along rows. */
  ROW_TAPS('R'),
  /** Taps along columns. */
  COLUMN_TAPS('S');

  /** How many there are. */
  static final int COUNT = values().length;

  private final char letter;

  Dim(char letter) {
    this.letter = letter;
  }

  /** Its letter. */
  public char letter() {
    return letter;
  }

  /** Its place among all of them, from 0, for tables of counts. */
  @SuppressWarnings("EnumOrdinal")
  int index() {
    return ordinal();
  }

  /** The dimension of a letter. */
  static Optional<Dim> of(char letter) {
    for (Dim dim : values()) {
      if (dim.letter == letter) {
        return Optional.of(dim);
      }
    }
    return Optional.empty();
  }

  /** Its extent in a layer. */
  public int size(LayerShape layer) {
    return switch (this) {
      case GROUPS -> layer.groups();
      case BATCH -> layer.batch();
      case FILTERS -> layer.filters();
      case CHANNELS -> layer.channels();
      case PLANES -> layer.planes().out();
      case ROWS -> layer.rows().out();
      case COLUMNS -> layer.columns().out();
      case PLANE_TAPS -> layer.planes().kernel();
      case ROW_TAPS -> layer.rows().kernel();
      case COLUMN_TAPS -> layer.columns().kernel();
    };
  }

  /** Whether products along it are added up: no result has an index of it. */
  public boolean isSummed() {
    return !Operand.PSUM.selects(this);
  }
}
