// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import dev.cinch.cost.work.Axis;
import dev.cinch.cost.work.LayerShape;
import dev.cinch.target.SpatialArray;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a layer's loops run on a spatial array. The buffer holds a tile of the layer, the array works
 * on a tile of that at a time, a pass, and each element on its part of the pass. The outer loops
 * choose what the buffer holds, the inner ones the pass. The last tile along a dimension may be
 * smaller, and a pass of it is spread evenly over as many elements as a whole one takes, or as many
 * as it has points.
 *
 * @param layer what is mapped
 * @param buffer what the buffer holds
 * @param pass what the array works on
 * @param element the most that one element works on
 * @param outer order of the loops over buffer tiles, outermost first
 * @param inner order of the loops over passes
 * @param down dimensions that are spread over rows of elements
 * @param across dimensions that are spread over columns of elements; those that are neither make
 *     copies of the set that {@code down} and {@code across} span, wherever there is room
 * @param streamed operands that the buffer does not keep: it holds those of one pass
 * @param fleeting operands that the registers do not keep from one pass to the next
 */
public record Mapping(
    LayerShape layer,
    Tile buffer,
    Tile pass,
    Tile element,
    List<Dim> outer,
    List<Dim> inner,
    Set<Dim> down,
    Set<Dim> across,
    Set<Operand> streamed,
    Set<Operand> fleeting) {

  public Mapping {
    outer = List.copyOf(outer);
    inner = List.copyOf(inner);
    down = Set.copyOf(down);
    across = Set.copyOf(across);
    streamed = Set.copyOf(streamed);
    fleeting = Set.copyOf(fleeting);
    if (!isOrder(outer) || !isOrder(inner)) {
      throw new IllegalArgumentException("not each dimension once: " + outer + ", " + inner);
    }
    if (!element.isWithin(pass) || !pass.isWithin(buffer) || !buffer.isWithin(Tile.whole(layer))) {
      throw new IllegalArgumentException(element + " of " + pass + " of " + buffer);
    }
    if (down.stream().anyMatch(across::contains)) {
      throw new IllegalArgumentException("a dimension is spread both down and across");
    }
    if (streamed.contains(Operand.PSUM)) {
      throw new IllegalArgumentException("sums have no other place than the buffer");
    }
  }

  private static boolean isOrder(List<Dim> loops) {
    return loops.size() == Dim.COUNT && EnumSet.copyOf(loops).size() == Dim.COUNT;
  }

  /** The tiles of a dimension. */
  public Tiling tiling(Dim dim) {
    return new Tiling(dim.size(layer), buffer.of(dim), pass.of(dim));
  }

  /** Over how many elements a whole pass is spread along a dimension. */
  public int spread(Dim dim) {
    return Math.ceilDiv(pass.of(dim), element.of(dim));
  }

  /** Over how many elements a set is spread along some dimensions. */
  private long spread(Set<Dim> dims) {
    long product = 1;
    for (Dim dim : dims) {
      product = times(product, spread(dim));
    }
    return product;
  }

  /** A product, or the greatest number there is where that is too small. */
  private static long times(long one, long other) {
    long high = Math.multiplyHigh(one, other);
    long low = one * other;
    return high == 0 && low >= 0 ? low : Long.MAX_VALUE;
  }

  /** How many sets stand on the array. */
  private long copies() {
    long copies = 1;
    for (Dim dim : Dim.values()) {
      if (!down.contains(dim) && !across.contains(dim)) {
        copies = times(copies, spread(dim));
      }
    }
    return copies;
  }

  /** Words of an operand that a tile of this layer reads or writes at most. */
  private long words(Operand operand, Tile tile) {
    long words = 1;
    for (Dim dim : Dim.values()) {
      boolean isPlain = operand != Operand.IFMAP || dim.index() < Dim.PLANES.index();
      words = times(words, operand.selects(dim) && isPlain ? tile.of(dim) : 1);
    }
    if (operand == Operand.IFMAP) {
      words = times(words, window(layer.planes(), tile.of(Dim.PLANES), tile.of(Dim.PLANE_TAPS)));
      words = times(words, window(layer.rows(), tile.of(Dim.ROWS), tile.of(Dim.ROW_TAPS)));
      words = times(words, window(layer.columns(), tile.of(Dim.COLUMNS), tile.of(Dim.COLUMN_TAPS)));
    }
    return words;
  }

  /** The most inputs that so many windows with so many taps read. */
  private static int window(Axis axis, int windows, int taps) {
    int reach = axis.reach(windows, taps);
    return Math.min(axis.extent(), reach);
  }

  /** Words that the buffer must hold. */
  public long bufferWords() {
    long words = 0;
    for (Operand operand : Operand.values()) {
      long more = words(operand, streamed.contains(operand) ? pass : buffer);
      words = words > Long.MAX_VALUE - more ? Long.MAX_VALUE : words + more;
    }
    return words;
  }

  /** Words of an operand that an element must hold. */
  public long registerWords(Operand operand) {
    return words(operand, element);
  }

  /** Sets of so many rows and columns of elements that fit; a wide one is folded into strips. */
  public static int sets(SpatialArray array, long rows, long columns) {
    int high = (int) (array.height() / rows);
    if (high == 0) {
      return (int) (array.width() / times(columns, Math.ceilDiv(rows, (long) array.height())));
    }
    return columns <= array.width()
        ? high * (int) (array.width() / columns)
        : (int) (high / Math.ceilDiv(columns, (long) array.width()));
  }

  /** Whether registers, buffer and array hold what the mapping puts there. */
  public boolean isLegal(SpatialArray array) {
    return array
            .registers()
            .hold(
                registerWords(Operand.FILTER),
                registerWords(Operand.IFMAP),
                registerWords(Operand.PSUM))
        && copies() <= sets(array, spread(down), spread(across))
        && bufferWords() <= array.bufferWords();
  }

  /** What an array has no room for, with what is needed and what there is; empty when legal. */
  public Optional<String> obstacle(SpatialArray array) {
    if (isLegal(array)) {
      return Optional.empty();
    }
    if (bufferWords() > array.bufferWords()) {
      return Optional.of(
          "the buffer: %,d words are needed, %,d there"
              .formatted(bufferWords(), array.bufferWords()));
    }
    long sets = sets(array, spread(down), spread(across));
    if (copies() > sets) {
      return Optional.of(
          "the array: %d sets of %d x %d elements are needed, %d fit"
              .formatted(copies(), spread(down), spread(across), sets));
    }
    return Optional.of(
        "the registers of an element: %d words of filters, %d of inputs and %d of sums are needed"
            .formatted(
                registerWords(Operand.FILTER),
                registerWords(Operand.IFMAP),
                registerWords(Operand.PSUM)));
  }

  /** The mapping as text, which {@link MappingText#parse} reads. */
  @Override
  public String toString() {
    return MappingText.print(this);
  }
}
