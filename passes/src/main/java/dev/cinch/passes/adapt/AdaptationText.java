// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.adapt;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads {@code scale=…,mean=…,std=…,layout=…}. */
final class AdaptationText {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
  private static final String KEYS = "parts: scale=…, mean=…, std=…, layout=nchw or nhwc";

  private final String text;
  private final List<Diagnostic> problems = new ArrayList<>();
  private List<Double> scale = InputAdaptation.NONE.scale();
  private List<Double> mean = InputAdaptation.NONE.mean();
  private List<Double> std = InputAdaptation.NONE.std();
  private Layout layout = InputAdaptation.NONE.layout();

  AdaptationText(String text) {
    this.text = text;
  }

  Result<InputAdaptation> parse() {
    Set<String> seen = new HashSet<>();
    for (String part : text.isEmpty() ? List.<String>of() : List.of(text.split(",", -1))) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals).strip();
      String value = equals < 0 ? "" : part.substring(equals + 1).strip();
      if (equals < 0) {
        problem(part, "has no '='", KEYS);
      } else if (!seen.add(key)) {
        problem(part, "stands twice", "");
      } else {
        part(part, key, value);
      }
    }
    channels();
    InputAdaptation adaptation = new InputAdaptation(scale, mean, std, layout);
    if (problems.isEmpty() && !isFinite(adaptation)) {
      problem(text, "leads to numbers beyond single precision", "");
    }
    return problems.isEmpty() ? Result.ok(adaptation) : new Result.Failed<>(problems);
  }

  private void part(String part, String key, String value) {
    switch (key) {
      case "scale" -> scale = numbers(part, value, false);
      case "mean" -> mean = numbers(part, value, true);
      case "std" -> std = numbers(part, value, false);
      case "layout" ->
          Arrays.stream(Layout.values())
              .filter(it -> it.text().equals(value))
              .findFirst()
              .ifPresentOrElse(it -> layout = it, () -> problem(part, "is no layout", KEYS));
      default -> problem(part, "is not known", KEYS);
    }
  }

  private List<Double> numbers(String part, String value, boolean mayBeZero) {
    List<Double> numbers = new ArrayList<>();
    for (String number : value.split("[/:]", -1)) {
      double parsed = NUMBER.matcher(number).matches() ? Double.parseDouble(number) : Double.NaN;
      if (!Double.isFinite(parsed)) {
        problem(part, "'" + number + "' is no number", "several channels: 0.1/0.2/0.3");
        return List.of(1.0);
      }
      if (parsed == 0 && !mayBeZero) {
        problem(part, "may not be 0", "");
      }
      numbers.add(parsed);
    }
    return numbers;
  }

  private static boolean isFinite(InputAdaptation adaptation) {
    return IntStream.range(0, adaptation.channels())
        .allMatch(c ->
            Float.isFinite((float) adaptation.factor(c))
                && Float.isFinite((float) adaptation.addend(c)));
  }

  private void channels() {
    List<Integer> counts =
        List.of(scale.size(), mean.size(), std.size()).stream().filter(n -> n > 1).toList();
    if (counts.stream().distinct().count() > 1) {
      problem(text, "has lists for different numbers of channels: " + counts, "");
    }
  }

  private void problem(String part, String what, String hint) {
    Origin origin = Origin.named("--input " + part);
    problems.add(Diagnostic.error("input.text", origin, what, hint));
  }
}
