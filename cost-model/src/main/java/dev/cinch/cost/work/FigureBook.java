// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cost.work;

import dev.cinch.target.Figure;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Figures by their identifiers, in the order in which they were entered. */
public final class FigureBook {

  private static final String TARGET = "target.";

  private final Map<String, Figure> figures = new LinkedHashMap<>();

  /**
   * Enters a figure and returns it; the same figure may be entered again.
   *
   * @throws IllegalArgumentException for another one under the same identifier, or one that follows
   *     from figures that were not entered
   */
  public Figure enter(Figure figure) {
    for (String input : figure.source().inputs()) {
      if (!figures.containsKey(input)) {
        throw new IllegalArgumentException(figure.id() + " follows from unknown " + input);
      }
    }
    Figure before = figures.putIfAbsent(figure.id(), figure);
    if (before != null && !before.equals(figure)) {
      throw new IllegalArgumentException("two figures are named " + figure.id());
    }
    return figure;
  }

  /** A count or the share of one, entered. */
  public Figure count(String id, String name, double value, String unit, String of) {
    return enter(Figure.counted(id, name, value, unit, of));
  }

  /** A whole count, entered. */
  public Figure count(String id, String name, long value, String unit, String of) {
    return enter(Figure.counted(id, name, value, unit, of));
  }

  /** A figure that follows from others, entered. */
  public Figure derive(
      String id, String name, double value, String unit, String formula, List<Figure> inputs) {
    List<String> ids = inputs.stream().map(Figure::id).toList();
    return enter(Figure.derived(id, name, value, unit, formula, ids));
  }

  /** The sum of figures of one unit, itself entered. */
  public Figure sum(String id, String name, String unit, Collection<Figure> parts) {
    double sum = parts.stream().mapToDouble(Figure::value).sum();
    List<String> inputs = parts.stream().map(Figure::id).toList();
    String error =
        parts.stream()
            .map(part -> part.source().error())
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    Figure.Source source =
        error.isEmpty()
            ? new Figure.Derived("sum", inputs)
            : new Figure.Estimated("sum", inputs, error);
    return enter(new Figure(id, name, sum, unit, source));
  }

  /**
   * The same figures with a word before their identifiers, so that two books can stand in one
   * report; those of the target keep theirs, which both have.
   */
  public List<Figure> under(String prefix) {
    return figures.values().stream().map(figure -> under(prefix, figure)).toList();
  }

  /** A figure as {@link #under(String)} has it. */
  public static Figure under(String prefix, Figure figure) {
    UnaryOperator<String> named = id -> id.startsWith(TARGET) ? id : prefix + "." + id;
    Figure.Source source =
        switch (figure.source()) {
          case Figure.Derived(var formula, var inputs) ->
              new Figure.Derived(formula, inputs.stream().map(named).toList());
          case Figure.Estimated(var model, var inputs, var error) ->
              new Figure.Estimated(model, inputs.stream().map(named).toList(), error);
          case Figure.Counted _, Figure.Measured _, Figure.Assumed _ -> figure.source();
        };
    return new Figure(
        named.apply(figure.id()), figure.name(), figure.value(), figure.unit(), source);
  }

  /** The figure with an identifier. */
  public Optional<Figure> find(String id) {
    return Optional.ofNullable(figures.get(id));
  }

  /** All figures, in order. */
  public List<Figure> all() {
    return List.copyOf(figures.values());
  }
}
