// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import dev.cinch.target.design.Design;
import dev.cinch.target.design.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a stage is called in C++.
 *
 * @param type name of the struct of its constants: {@code Conv1}
 * @param variable name of its bank and of its trace: {@code conv1}
 */
record StageName(String type, String variable) {

  // Names of the generated text, of the language, and of the macros of common headers.
  private static final Set<String> TAKEN =
      Set.of(
          ("alignas alignof and asm auto bool break case catch char class const continue decltype"
                  + " default delete do double else enum explicit export extern false final float"
                  + " for friend goto if inline int long mutable namespace new noexcept not"
                  + " nullptr operator or override private protected public register return short"
                  + " signed sizeof static struct switch template this throw true try typedef"
                  + " typeid typename union unsigned using virtual void volatile wchar_t while xor"
                  + " at cinch cinch_top command design image in input load loaded main out output"
                  + " run samples status std weights word_t linux unix errno assert stdin stdout"
                  + " stderr near far null")
              .split(" "));

  /** The stream that the stage writes. */
  String stream() {
    return variable + "_out";
  }

  /** Names for the stages of a design, in order; legible, legal and different. */
  static List<StageName> of(Design design) {
    Set<String> used = new HashSet<>(TAKEN);
    List<StageName> names = new ArrayList<>();
    for (Stage stage : design.stages()) {
      String plain = stage.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
      plain = plain.replaceAll("^_+|_+$", "");
      if (plain.isEmpty() || Character.isDigit(plain.charAt(0))) {
        plain = "layer" + (plain.isEmpty() ? "" : "_" + plain);
      }
      String candidate = plain.substring(0, Math.min(plain.length(), 48));
      String base = candidate;
      for (int n = 2; !used.add(candidate) || !used.add(candidate + "_out"); n++) {
        candidate = base + "_" + n;
      }
      names.add(new StageName(camel(candidate), candidate));
    }
    return names;
  }

  private static String camel(String name) {
    StringBuilder type = new StringBuilder();
    for (String part : name.split("_", -1)) {
      boolean afterDigit =
          !type.isEmpty()
              && Character.isDigit(type.charAt(type.length() - 1))
              && !part.isEmpty()
              && Character.isDigit(part.charAt(0));
      type.append(afterDigit ? "_" : "");
      type.append(part.isEmpty() ? "" : Character.toUpperCase(part.charAt(0)));
      type.append(part.isEmpty() ? "" : part.substring(1));
    }
    return type + (type.toString().equals("Input") || type.toString().equals("Output") ? "_" : "");
  }
}
