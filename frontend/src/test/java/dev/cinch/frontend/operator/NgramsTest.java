// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static dev.cinch.frontend.Reading.graph;
import static dev.cinch.frontend.Reading.problems;
import static dev.cinch.frontend.Reading.run;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Counts of sequences in rows of integers. */
class NgramsTest {

  private static float[] counts(String mode, int shortest, int skips) {
    String text =
        ("g (float[2,5] x) => (float[2,4] y) { c = Cast <to = 6> (x)"
                + " y = TfIdfVectorizer <mode = \"%s\", max_gram_length = 2,"
                + " min_gram_length = %d, max_skip_count = %d, ngram_counts = [0, 2],"
                + " ngram_indexes = [0, 1, 3], pool_int64s = [7, 8, 7, 8],"
                + " weights = [0.5, 2.0, 3.0]> (c) }")
            .formatted(mode, shortest, skips);
    return run(graph(13, text), new float[] {7, 8, 7, 7, 8, 1, 7, 2, 8, 8});
  }

  @Test
  void sequencesAreCountedWithUpToSomeItemsLeftOut() {
    assertThat(counts("TF", 1, 0)).containsExactly(3, 2, 0, 2, 1, 2, 0, 0);
    assertThat(counts("TF", 2, 0)).containsExactly(0, 0, 0, 2, 0, 0, 0, 0);
    assertThat(counts("TF", 2, 1)).containsExactly(0, 0, 0, 3, 0, 0, 0, 1);
  }

  @Test
  void weightsAreOfOccurrencesOrOfCounts() {
    assertThat(counts("IDF", 1, 0)).containsExactly(0.5f, 2, 0, 3, 0.5f, 2, 0, 0);
    assertThat(counts("TFIDF", 1, 0)).containsExactly(1.5f, 4, 0, 6, 0.5f, 4, 0, 0);
  }

  @Test
  void poolsThatDoNotFitAreRefused() {
    String text =
        "g (int64[5] x) => (float[4] y) { y = TfIdfVectorizer <mode = \"TF\", max_gram_length = 2,"
            + " min_gram_length = 1, max_skip_count = 0, ngram_counts = [0, 2],"
            + " ngram_indexes = [0, 1], pool_int64s = [7, 8, 7]> (x) }";
    assertThat(problems(13, text))
        .containsExactly("y | TfIdfVectorizer: sequences of 2 from 2 to 3");
  }
}
