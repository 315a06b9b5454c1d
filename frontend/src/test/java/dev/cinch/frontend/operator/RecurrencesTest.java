// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static dev.cinch.frontend.Reading.run;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Recurrent layers whose states can be followed by hand. */
class RecurrencesTest {

  private static final float[] SEQUENCE = {1, 2, 3};

  private static String rnn(String attributes, String more, String results) {
    return """
    g (float[3,1,1] x) => (float[] %3$s)
    <float[1,1,1] w = {1}, float[1,1,1] r = {2}, int32[1] two = {2}, float[1,1,1] h = {10},
     float[2,1,1] ww = {1, 1}, float[2,1,1] rr = {2, 2}>
    { y, last = RNN <hidden_size = 1, activations = ["Relu"]%1$s> (x, w, r%2$s) }
    """
        .formatted(attributes, more, results);
  }

  @Test
  void eachStepAddsWhatItSeesToTwiceItsState() {
    assertThat(run(graph(14, rnn("", "", "y")), SEQUENCE)).containsExactly(1, 4, 11);
    assertThat(run(graph(14, rnn("", "", "last")), SEQUENCE)).containsExactly(11);
    String reverse = ", direction = \"reverse\"";
    assertThat(run(graph(14, rnn(reverse, "", "y")), SEQUENCE)).containsExactly(17, 8, 3);
    assertThat(run(graph(14, rnn(reverse, "", "last")), SEQUENCE)).containsExactly(17);
    assertThat(run(graph(14, rnn("", ", , , h", "last")), SEQUENCE)).containsExactly(91);
  }

  @Test
  void shorterSequencesEndEarlier() {
    assertThat(run(graph(14, rnn("", ", , two", "y")), SEQUENCE)).containsExactly(1, 4, 0);
    assertThat(run(graph(14, rnn("", ", , two", "last")), SEQUENCE)).containsExactly(4);
    String reverse = ", direction = \"reverse\"";
    assertThat(run(graph(14, rnn(reverse, ", , two", "y")), SEQUENCE)).containsExactly(5, 2, 0);
  }

  @Test
  void twoDirectionsLieBesideEachOther() {
    String both =
        rnn("", "", "y")
            .replace("(x, w, r)", "(x, ww, rr)")
            .replace("[\"Relu\"]", "[\"Relu\", \"Relu\"], direction = \"bidirectional\"");
    assertThat(run(graph(14, both), SEQUENCE)).containsExactly(1, 17, 4, 8, 11, 3);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThat(problems(14, rnn(", direction = \"sideways\"", "", "y")))
        .containsExactly("y | RNN: direction = \"sideways\" is not known");
    assertThat(problems(14, rnn("", "", "y").replace("[\"Relu\"]", "[\"Cosine\"]")))
        .hasSize(1)
        .allMatch(problem -> problem.contains("activation = \"COSINE\" is none of"));
    assertThat(problems(14, rnn("", "", "y").replace("(x, w, r)", "(x, w, w, two)"))).hasSize(1);
  }
}
