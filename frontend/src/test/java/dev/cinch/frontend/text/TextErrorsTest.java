// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.Reading;
import dev.cinch.ir.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors in the text: each with its line, its column and a caret below the place. */
class TextErrorsTest {

  private static Diagnostic problem(String text) {
    List<Diagnostic> all = Reading.problems(text);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void theCaretStandsBelowTheWord() {
    Diagnostic problem =
        problem("<ir_version: 8>\ng (float[1] x) => (float[1] y)\n{\n  y = Conv <a = 1 (x)\n}\n");
    assertThat(problem)
        .hasToString(
            """
            test.onnxtxt:4:19: expected ',' or '>', found '('
                y = Conv <a = 1 (x)
                                ^\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1:1, 'expected ''<'' or a name, found the end of the text'",
    "'g () => () { y = Op(a b) }', 1:23, 'expected '')'', found ''b'''",
    "'g () = () {}', 1:6, 'expected ''=>'', found ''='''",
    "'g (flot[1] x) => () {}', 1:8, 'found ''['''",
    "'g (float[1.5] x) => () {}', 1:10, 'expected '']'' or ''?'' or a name or an integer, found ''1.5'''",
    "'g () => () { y = Op(x) ', 1:24, 'the end of the text'",
    "'g () => () { y = Op <s = \"a> (x) }', 1:26, 'a string without its closing quote'",
    "'g () => () { y = Op(x) % }', 1:24, '''%'''",
    "'<ir_version 8> g () => () {}', 1:13, 'expected '':'', found ''8'''",
    "'<answer: 42> g () => () {}', 1:2, 'unknown key ''answer'''",
    "'<ir_version: \"8\"> g () => () {}', 1:14, 'ir_version is an integer'",
    "'<opset_import: [\"\" : \"13\"]> g () => () {}', 1:22, 'is an integer'",
    "'g () => () { y = Op <a : flat = 1> () }', 1:26, '''flat'' is no type of attributes'",
    "'g () => () { y = Op <a : int = 1.5> () }', 1:32, 'this is of type float, not int'",
    "'g () => () { y = Op <a : int = [1]> () }', 1:26, 'a list is not of type int'",
    "'g () => () { y = Op <a = 1> () <b = 2> }', 1:32, 'not both'",
    "'g () => () { y = Op <a = 99999999999999999999> () }', 1:26, 'outside 64 bits'",
    "'g () => () { y = Op <a = 1e99> () }', 1:26, 'too large for float'",
    "'g () => () <int8[1] w = {128}> {}', 1:25, '128 is not in -128..127'",
    "'g () => () <int8[1] w = {1.5}> {}', 1:25, '1.5 is no integer'",
    "'g () => () <int8[2] w = {1}> {}', 1:25, '1 numbers for a tensor of 2'",
    "'g () => () <float[N] w = {1}> {}', 1:26, 'extents that are numbers'",
    "'g () => () <float[9,999999999999999999] w = {1}> {}', 1:45, '1 numbers for'",
    "'g () => () <w = {1}> {}', 1:13, 'numbers need a type'",
    "'g () => () <string w = {1}> {}', 1:24, '1 is no string'",
    "'g () => () <int8[2] w = {1, \"a\"}> {}', 1:29, 'no element of a tensor of int8'",
    "'g () => () {} }', 1:15, '''}'''",
  })
  void placeAndReasonAreStated(String text, String place, String reason) {
    Diagnostic problem = problem(text);
    assertThat(problem.origin()).hasToString("test.onnxtxt:" + place);
    assertThat(problem.text()).contains(reason).endsWith("^");
  }

  @Test
  void problemsThatAreNotOfSyntaxAreReportedTogether() {
    assertThat(
            Reading.problems(
                "g () => () <int8 a = {1000}, uint8 b = {-1}, float c = {1, 2}> { y = O <x:z=1>() }"))
        .hasSize(4);
  }

  @Test
  void longLinesAreCutAroundThePlace() {
    String text = "g () => () { " + "y = Op(x) ".repeat(1000) + "% }";
    List<String> lines = problem(text).text().lines().toList();
    assertThat(lines.get(1)).hasSizeLessThan(90);
    assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('%');
  }

  @Test
  void columnsCountCharactersBeyondTheFirstPlaneOnce() {
    Diagnostic problem = problem("\"😀\" () => () { % }");
    assertThat(problem.origin().column()).isEqualTo(16);
    List<String> lines = problem.text().lines().toList();
    assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('%');
  }

  @Test
  void deepNestingIsRefusedWithoutRecursion() {
    String types = "g (" + "seq(".repeat(100_000) + "float" + ")".repeat(100_000) + " x) => () {}";
    assertThat(problem(types).text()).startsWith("brackets are nested deeper than 100");
    String graphs = "g () => () { " + "= Op <b = g () => () { ".repeat(100_000);
    assertThat(problem(graphs).text()).startsWith("brackets are nested deeper than 100");
  }
}
