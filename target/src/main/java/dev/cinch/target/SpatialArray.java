// SPDX-License-Identifier: Apache-2.0
package dev.cinch.target;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A dense spatial array with a buffer that all processing elements share, as Eyeriss is (Chen et
 * al., ISCA 2016 and JSSC 2017).
 *
 * @param name name on the command line
 * @param description one line for lists
 * @param clock clock frequency in Hz
 * @param rows rows of processing elements
 * @param columns columns of processing elements
 * @param wordBits width of an operand in bits
 * @param bufferBytes size of the shared buffer in bytes
 * @param registers what an element's register files hold
 * @param energyPerMac energy of a MAC of full words in J
 * @param ratios energy of an access of a word at each {@link Level}, in MACs
 * @param gatesActivations whether a zero activation skips its MAC and register accesses
 * @param gatesWeights whether a zero weight does
 * @param compressedWeights whether weights travel from DRAM and through the buffer encoded
 */
public record SpatialArray(
    String name,
    String description,
    Figure clock,
    Figure rows,
    Figure columns,
    Figure wordBits,
    Figure bufferBytes,
    Registers registers,
    Figure energyPerMac,
    Map<Level, Figure> ratios,
    boolean gatesActivations,
    boolean gatesWeights,
    boolean compressedWeights)
    implements Target {

  /** Where a word is accessed. */
  public enum Level {
    /** The register files of an element. */
    REGISTER,
    /** The wires from the buffer to an element and from element to element. */
    ARRAY,
    /** The shared buffer. */
    BUFFER,
    /** Memory off the chip. */
    DRAM;

    /** Its key in target files and JSON. */
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The register files of one element. */
  public sealed interface Registers {

    /** Whether so many words of each kind fit. */
    boolean hold(long filter, long ifmap, long psum);

    /** The sizes as figures. */
    List<Figure> figures();
  }

  /** One register file for each kind of operand, in words. */
  public record Separate(Figure filter, Figure ifmap, Figure psum) implements Registers {
    @Override
    public boolean hold(long filterWords, long ifmapWords, long psumWords) {
      return filterWords <= filter.value()
          && ifmapWords <= ifmap.value()
          && psumWords <= psum.value();
    }

    @Override
    public List<Figure> figures() {
      return List.of(filter, ifmap, psum);
    }
  }

  /** One register file that all operands share, in words. */
  public record Pooled(Figure words) implements Registers {
    @Override
    public boolean hold(long filterWords, long ifmapWords, long psumWords) {
      return filterWords + ifmapWords + psumWords <= words.value();
    }

    @Override
    public List<Figure> figures() {
      return List.of(words);
    }
  }

  public SpatialArray {
    ratios = Collections.unmodifiableMap(new EnumMap<>(ratios));
  }

  /** Height of the array in elements. */
  public int height() {
    return (int) rows.value();
  }

  /** Width of the array in elements. */
  public int width() {
    return (int) columns.value();
  }

  /** Words that the buffer holds. */
  public long bufferWords() {
    return (long) (8 * bufferBytes.value() / wordBits.value());
  }

  /** Energy of an access at a level, in MACs. */
  public Figure ratio(Level level) {
    Figure ratio = ratios.get(level);
    if (ratio == null) {
      throw new IllegalStateException(name + " has no energy for " + level);
    }
    return ratio;
  }
}
