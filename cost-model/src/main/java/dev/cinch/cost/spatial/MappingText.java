// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.spatial;

import dev.cinch.cost.work.LayerShape;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Mappings as text, four lines in the letters of the dimensions; extents that are 1 are left out:
 *
 * <pre>
 * layer   N4 M384 C256 E13 F13 R3 S3
 * buffer  N4 M64 C4 E13 F13 R3 S3 / loops G D E N M C F T R S / streams filter
 * pass    M64 C4 E13 R3 S3 / loops G D M C N E T R S F
 * element M16 C4 S3 / down R T / across D E
 * </pre>
 */
public final class MappingText {

  private static final String LAYER = "layer";
  private static final String BUFFER = "buffer";
  private static final String PASS = "pass";
  private static final String ELEMENT = "element";
  private static final String LOOPS = "loops";
  private static final String STREAMS = "streams";
  private static final String FLEETING = "fleeting";
  private static final String DOWN = "down";
  private static final String ACROSS = "across";

  private final Origin origin;
  private final List<Diagnostic> problems = new ArrayList<>();

  private MappingText(Origin origin) {
    this.origin = origin;
  }

  static String print(Mapping mapping) {
    return line(LAYER, Tile.whole(mapping.layer()), List.of())
        + line(
            BUFFER,
            mapping.buffer(),
            List.of(
                part(LOOPS, letters(mapping.outer())), part(STREAMS, words(mapping.streamed()))))
        + line(
            PASS,
            mapping.pass(),
            List.of(
                part(LOOPS, letters(mapping.inner())), part(FLEETING, words(mapping.fleeting()))))
        + line(
            ELEMENT,
            mapping.element(),
            List.of(
                part(DOWN, letters(sorted(mapping.down()))),
                part(ACROSS, letters(sorted(mapping.across())))));
  }

  private static String line(String level, Tile tile, List<String> parts) {
    StringBuilder text = new StringBuilder("%-7s %s".formatted(level, tile));
    for (String part : parts) {
      text.append(part.isEmpty() ? "" : " / " + part);
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static String part(String word, String rest) {
    return rest.isEmpty() ? "" : word + " " + rest;
  }

  private static List<Dim> sorted(Set<Dim> dims) {
    return dims.stream().sorted().toList();
  }

  private static String letters(Collection<Dim> dims) {
    return dims.stream().map(dim -> "" + dim.letter()).collect(Collectors.joining(" "));
  }

  private static String words(Set<Operand> operands) {
    return operands.stream().sorted().map(Operand::word).collect(Collectors.joining(" "));
  }

  /**
   * Reads what {@link Mapping#toString} writes.
   *
   * @param text four lines
   * @param layer what is mapped; its extents must be those of the text
   * @param origin where the text is from
   */
  public static Result<Mapping> parse(String text, LayerShape layer, Origin origin) {
    return new MappingText(origin).read(text, layer);
  }

  /**
   * The texts of mappings in a file, by layer: a line with a name and a colon before each.
   *
   * @param file its name, for diagnostics
   */
  public static Result<Map<String, String>> byLayer(String text, String file) {
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    StringBuilder now = null;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String stripped = line.strip();
      if (stripped.endsWith(":")) {
        now = new StringBuilder();
        String name = stripped.substring(0, stripped.length() - 1);
        if (texts.put(name, now) != null) {
          return Result.failed(
              Diagnostic.error(
                  "mapping.text",
                  Origin.of(file, "line " + number),
                  "a second mapping of " + name,
                  "one for each layer"));
        }
      } else if (now != null) {
        now.append(line).append('\n');
      } else if (!stripped.isEmpty()) {
        return Result.failed(
            Diagnostic.error(
                "mapping.text",
                Origin.of(file, "line " + number),
                "a mapping of no layer: " + stripped,
                "a line with the layer's name and a colon stands before each mapping"));
      }
    }
    Map<String, String> all = new LinkedHashMap<>();
    texts.forEach((name, lines) -> all.put(name, lines.toString()));
    return Result.ok(all);
  }

  private Result<Mapping> read(String text, LayerShape layer) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
      lines.add(line(line));
    }
    List<String> levels = lines.stream().map(Line::level).toList();
    if (!levels.equals(List.of(LAYER, BUFFER, PASS, ELEMENT))) {
      problem("has the lines " + levels, "layer, buffer, pass and element, in this order");
      return new Result.Failed<>(problems);
    }
    Tile whole = Tile.whole(layer);
    if (!lines.getFirst().tile().equals(whole)) {
      problem("is of a layer " + lines.getFirst().tile(), "this layer is " + whole);
    }
    Line buffer = lines.get(1);
    Line pass = lines.get(2);
    Line element = lines.get(3);
    Set<Dim> down = EnumSet.noneOf(Dim.class);
    down.addAll(element.dims(DOWN));
    Set<Dim> across = EnumSet.noneOf(Dim.class);
    across.addAll(element.dims(ACROSS));
    if (!problems.isEmpty()) {
      return new Result.Failed<>(problems);
    }
    try {
      return Result.ok(
          new Mapping(
              layer,
              buffer.tile(),
              pass.tile(),
              element.tile(),
              buffer.dims(LOOPS),
              pass.dims(LOOPS),
              down,
              across,
              buffer.operands(STREAMS),
              pass.operands(FLEETING)));
    } catch (IllegalArgumentException e) {
      problem("is none: " + e.getMessage(), "tiles lie within each other; loops name each letter");
      return new Result.Failed<>(problems);
    }
  }

  /** A line: what it is of, the tile, and the words of each further part. */
  private record Line(String level, Tile tile, List<List<String>> parts) {

    List<String> rest(String word) {
      return parts.stream()
          .filter(part -> part.getFirst().equals(word))
          .findFirst()
          .map(part -> part.subList(1, part.size()))
          .orElse(List.of());
    }

    List<Dim> dims(String word) {
      return rest(word).stream()
          .map(letter -> letter.length() == 1 ? Dim.of(letter.charAt(0)) : Optional.<Dim>empty())
          .flatMap(Optional::stream)
          .toList();
    }

    Set<Operand> operands(String word) {
      Set<Operand> operands = EnumSet.noneOf(Operand.class);
      for (Operand operand : Operand.values()) {
        if (rest(word).contains(operand.word())) {
          operands.add(operand);
        }
      }
      return operands;
    }
  }

  private Line line(String text) {
    String[] parts = text.strip().split("/", -1);
    String[] head = parts[0].strip().split("\\s+", -1);
    Tile tile = Tile.point();
    for (int i = 1; i < head.length; i++) {
      tile = extent(head[i], tile);
    }
    List<List<String>> further = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      List<String> words = List.of(parts[i].strip().split("\\s+", -1));
      check(head[0], words);
      if (further.stream().anyMatch(part -> part.getFirst().equals(words.getFirst()))) {
        problem("says " + words.getFirst() + " twice of " + head[0], "once");
      }
      further.add(words);
    }
    return new Line(head[0], tile, further);
  }

  private Tile extent(String text, Tile tile) {
    Optional<Dim> dim = Dim.of(text.charAt(0));
    String digits = text.substring(1);
    if (dim.isEmpty() || !digits.matches("[1-9][0-9]{0,8}")) {
      problem("has the extent " + text, "a letter of GNMCDEFTRS and a number, such as M64");
      return tile;
    }
    if (tile.of(dim.get()) > 1) {
      problem("has two extents of " + dim.get().letter(), "one, such as " + text);
    }
    return tile.with(dim.get(), Integer.parseInt(digits));
  }

  private void check(String level, List<String> words) {
    String first = words.getFirst();
    List<String> known =
        switch (level) {
          case BUFFER -> List.of(LOOPS, STREAMS);
          case PASS -> List.of(LOOPS, FLEETING);
          case ELEMENT -> List.of(DOWN, ACROSS);
          default -> List.of();
        };
    if (!known.contains(first)) {
      problem("says " + first + " of " + level, "known there: " + String.join(", ", known));
    }
    boolean isOfOperands = first.equals(STREAMS) || first.equals(FLEETING);
    for (String word : words.subList(1, words.size())) {
      boolean isKnown =
          isOfOperands
              ? List.of("ifmap", "filter", "psum").contains(word)
              : word.length() == 1 && Dim.of(word.charAt(0)).isPresent();
      if (!isKnown) {
        problem(
            "has " + word + " after " + first,
            isOfOperands
                ? "ifmap, filter or psum"
                : "letters of GNMCDEFTRS, apart from each other");
      }
    }
  }

  private void problem(String fault, String hint) {
    problems.add(Diagnostic.error("mapping.text", origin, "the mapping " + fault, hint));
  }
}
