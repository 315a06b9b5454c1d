// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.console;

/** A plain page in HTML that needs no other file; what models and users name is escaped. */
public final class Page {

  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;"
          + "color-scheme:light dark}table{border-collapse:collapse;margin:.5em 0 1.5em}"
          + "th,td{padding:.2em .8em;border-bottom:1px solid #8884;text-align:left;white-space:pre}"
          + ".n{text-align:right;font-variant-numeric:tabular-nums}";

  private final StringBuilder body = new StringBuilder();
  private final String title;

  /** Starts a page. */
  public Page(String title) {
    this.title = title;
    body.append("<h1>").append(escaped(title)).append("</h1>\n");
  }

  /** Adds a paragraph; an empty one is left out. */
  public Page paragraph(String text) {
    if (!text.isEmpty()) {
      body.append("<p>").append(escaped(text)).append("</p>\n");
    }
    return this;
  }

  /** Adds a table under a heading; one without rows is left out. */
  public Page table(String heading, Table table) {
    if (!table.isEmpty()) {
      body.append("<h2>").append(escaped(heading)).append("</h2>\n").append(table.html());
    }
    return this;
  }

  /** The page. */
  @Override
  public String toString() {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>"
        + escaped(title)
        + "</title>\n<style>"
        + STYLE
        + "</style>\n</head>\n<body>\n"
        + body
        + "</body>\n</html>\n";
  }

  /** Text in which no character starts markup. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
