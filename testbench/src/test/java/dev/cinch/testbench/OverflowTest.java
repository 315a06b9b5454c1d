// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.cpu.AccumulatorOverflow;
import dev.cinch.cpu.ExactEngine;
import dev.cinch.hls.ProjectFolder;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Position;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.Conv;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Reshape;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.target.design.Design;
import dev.cinch.target.design.Engine;
import dev.cinch.target.design.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks when a design whose accumulator is too narrow passes, or the wrong layer is blamed. */
class OverflowTest {

  private static final Fixed ACTIVATION = Fixed.UINT8;

  @TempDir Path folder;

  /** All weights are 1, so that the greatest input gives the greatest sums that are proven. */
  private static Graph network() {
    GraphBuilder out = new GraphBuilder("network");
    Value x = out.input("x", TensorType.f32(1, 2, 6, 6));
    Value at = out.add(Cast.requantize(ACTIVATION), List.of(x), Origin.named("q"));
    Value w = ones(out, "conv.w", 4, 2, 3, 3);
    at = out.add(new Conv(Window.of(3, 3), 1), List.of(at, w), Origin.named("conv"));
    at = out.add(Cast.requantize(ACTIVATION), List.of(at), Origin.named("conv.cast"));
    at = out.add(new Reshape(Shape.of(1, 64)), List.of(at), Origin.named("flatten"));
    at = out.add(new MatMul(), List.of(at, ones(out, "fc.w", 64, 3)), Origin.named("fc"));
    at = out.add(Cast.requantize(ACTIVATION), List.of(at), Origin.named("fc.cast"));
    out.output("y", out.add(Cast.toFloat(FloatType.F64), List.of(at), Origin.named("real")));
    return out.build();
  }

  private static Value ones(GraphBuilder out, String name, long... dims) {
    TensorWriter weight = Tensor.writer(TensorType.fixed(true, 4, 0, dims));
    for (long i = 0; i < Shape.of(dims).size(); i++) {
      weight.setRaw(i, 1);
    }
    return out.constant(name, new Dense(weight.finish()));
  }

  /** The design with another accumulator for its last engine. */
  private static Design narrowed(Design design, int width) {
    List<Stage> stages = design.stages().stream().map(stage -> narrowed(stage, width)).toList();
    return new Design(design.graph(), design.device(), design.input(), stages);
  }

  private static Stage narrowed(Stage stage, int width) {
    return stage instanceof Engine engine && engine.name().equals("fc")
        ? new Engine(
            engine.name(),
            engine.in(),
            engine.out(),
            engine.sum(),
            engine.result(),
            engine.window(),
            engine.columns(),
            engine.bias(),
            new Fixed(true, width, engine.accumulator().fraction()),
            engine.relu(),
            engine.requantized())
        : stage;
  }

  private Verdict verify(Design design, boolean layers) throws IOException, InterruptedException {
    if (CppBuild.compiler() instanceof Result.Failed<String>(var why)) {
      Assumptions.abort("no emitted C++ can be run: " + why.getFirst());
    }
    ProjectFolder project = RandomNetworksTest.write(design, folder);
    return new Verification(project, design, new ExactEngine(), layers, true).run(6, 1).orThrow();
  }

  @Test
  void aNarrowAccumulatorIsBlamedWhereTheNumbersDiffer() throws IOException, InterruptedException {
    Verdict verdict = verify(narrowed(RandomNetworksTest.design(network()), 12), true);
    assertThat(verdict.holds()).isFalse();
    Overflows overflows = verdict.overflows().orElseThrow();
    AccumulatorOverflow first = overflows.first().orElseThrow();
    // Sample 2 is the first that is not all zeros: the greatest activation everywhere.
    assertThat(first.at()).isEqualTo(new Position("fc", "sum", 2, 0, 0, 0));
    assertThat(first.value().intValue()).isEqualTo(64 * 255);
    assertThat(first.term()).isEqualTo(2047 / 255 + 1);
    assertThat(overflows.sums()).isEqualTo(6 * (4 * 16 + 3));
    Mismatch mismatch = verdict.first().orElseThrow();
    assertThat(mismatch.at()).isEqualTo(first.at());
    assertThat(mismatch.expected()).isEqualTo(64 * 255);
    assertThat(mismatch.got()).isEqualTo(first.accumulator().wrap(64 * 255));
  }

  @Test
  void differingOutputsAreLocatedInTheSums() throws IOException, InterruptedException {
    Verdict verdict = verify(narrowed(RandomNetworksTest.design(network()), 14), false);
    assertThat(verdict.first().orElseThrow().at()).isEqualTo(new Position("fc", "sum", 2, 0, 0, 0));
  }

  @Test
  void theWidthThatIsProvenIsEnoughAndOneBitLessIsNot() {
    Design design = RandomNetworksTest.design(network());
    int proven = design.engines().getLast().accumulator().width();
    TensorWriter greatest = Tensor.writer(design.graph().node(design.input()).type());
    for (long i = 0; i < greatest.type().shape().size(); i++) {
      greatest.setRaw(i, ACTIVATION.max());
    }
    Tensor input = greatest.finish();
    assertThat(overflows(design, input)).isZero();
    assertThat(overflows(narrowed(design, proven - 1), input)).isEqualTo(3);
  }

  private static long overflows(Design design, Tensor input) {
    try (OverflowCheck check = new OverflowCheck(design)) {
      check.run(List.of(input));
      return check.found().count();
    }
  }
}
