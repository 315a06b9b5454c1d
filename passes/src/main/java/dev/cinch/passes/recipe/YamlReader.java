// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.recipe;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads one YAML document, keeping positions. Aliases and tags are refused. */
final class YamlReader {

  private static final int MAX_DEPTH = 32;
  private static final Pattern MARK =
      Pattern.compile("^ in reader, line ([0-9]+), column ([0-9]+)", Pattern.MULTILINE);

  private final String file;
  private final Deque<Yaml.Open> open = new ArrayDeque<>();

  private YamlReader(String file) {
    this.file = file;
  }

  /** The tree of a text, or the first place at which it is not YAML. */
  static Result<Yaml> read(String file, String text) {
    YAMLFactory factory = YAMLFactory.builder().build();
    try (var parser = (YAMLParser) factory.createParser(ObjectReadContext.empty(), text)) {
      return new YamlReader(file).document(parser);
    } catch (JacksonException e) {
      return failed(where(file, e), reason(e.getOriginalMessage()));
    }
  }

  private Result<Yaml> document(YAMLParser parser) {
    JsonToken token = parser.nextToken();
    while (token != null) {
      Origin origin = at(file, "", parser.currentTokenLocation());
      if (parser.isCurrentAlias() || parser.getTypeId() != null) {
        return failed(origin, "aliases and tags are not taken");
      }
      if (open.size() > MAX_DEPTH) {
        return failed(origin, "nested deeper than " + MAX_DEPTH);
      }
      Yaml done =
          switch (token) {
            case START_OBJECT, START_ARRAY -> {
              open.push(new Yaml.Open(token == JsonToken.START_OBJECT, origin));
              yield null;
            }
            case PROPERTY_NAME -> {
              String name = parser.currentName();
              open.element().key(new Yaml.Scalar(name, origin.withName(name)));
              yield null;
            }
            case END_OBJECT, END_ARRAY -> open.pop().close();
            case VALUE_NULL -> new Yaml.Scalar("", origin);
            default -> new Yaml.Scalar(parser.getString(), origin);
          };
      if (done != null && open.isEmpty()) {
        return parser.nextToken() == null
            ? Result.ok(done)
            : failed(at(file, "", parser.currentTokenLocation()), "a second document");
      }
      if (done != null) {
        open.element().add(done);
      }
      token = parser.nextToken();
    }
    return failed(Origin.of(file, ""), "the file is empty");
  }

  private static Origin at(String file, String name, TokenStreamLocation location) {
    return location == null
        ? Origin.of(file, name)
        : new Origin(
            file, name, Math.max(0, location.getLineNr()), Math.max(0, location.getColumnNr()));
  }

  /** Where the parser says the problem is; the event before it where it says nothing. */
  private static Origin where(String file, JacksonException problem) {
    Origin origin = at(file, "", problem.getLocation());
    Matcher mark = MARK.matcher(problem.getOriginalMessage());
    while (mark.find()) {
      origin = new Origin(file, "", number(mark.group(1)), number(mark.group(2)));
    }
    return origin;
  }

  private static int number(String digits) {
    return digits.length() > 9 ? 0 : Integer.parseInt(digits);
  }

  /** What the parser says, without its own account of where. */
  private static String reason(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .collect(Collectors.joining(", ", "not YAML: ", ""));
  }

  private static Result<Yaml> failed(Origin origin, String text) {
    return Result.failed(Diagnostic.error("recipe.syntax", origin, text, ""));
  }
}
