// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Graph;
import dev.cinch.ir.Result;
import dev.cinch.ir.op.Constant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstantOfShapeTest {

  private static Result<Graph> read(String extents, String attributes) {
    long rank = extents.chars().filter(c -> c == ',').count() + 1;
    String text =
        """
        <ir_version: 10, opset_import: ["" : 21]>
        g (float[1,3] x) => (float[1,2] y)
        <int64[%d] extents = {%s}>
        {
          w = ConstantOfShape %s (extents)
          y = MatMul (x, w)
        }
        """
            .formatted(rank, extents, attributes);
    return OnnxTextReader.read(text, "g", WeightSource.NONE);
  }

  @Test
  void oneNumberAsOftenAsTheExtentsSay() {
    Graph zeros = read("3, 2", "").orThrow();
    assertThat(((Constant) zeros.find("w").orElseThrow().op()).weight().decode().toFloats())
        .containsExactly(0, 0, 0, 0, 0, 0);
    Graph halves = read("3, 2", "<value = float[1] {0.5}>").orThrow();
    assertThat(((Constant) halves.find("w").orElseThrow().op()).weight().decode().toFloats())
        .containsOnly(0.5f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3, -2 | | no negative extent",
        "3000000, 3000000, 3000000, 3000000 | | more than 2^26 numbers",
        "300000, 300000 | | more than 2^26 numbers",
        "3, 2 | <value = float[2] {1, 2}> | give one number",
      })
  void whatCannotBeIsRefused(String extents, String attributes, String message) {
    String given = attributes == null ? "" : attributes;
    assertThat(read(extents, given))
        .isInstanceOfSatisfying(
            Result.Failed.class, it -> assertThat(it.diagnostics().toString()).contains(message));
  }
}
