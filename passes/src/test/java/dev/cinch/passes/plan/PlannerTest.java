// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Graph;
import dev.cinch.ir.GraphBuilder;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.Value;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import dev.cinch.ir.number.Overflow;
import dev.cinch.ir.number.Rounding;
import dev.cinch.ir.op.AveragePool;
import dev.cinch.ir.op.Cast;
import dev.cinch.ir.op.MatMul;
import dev.cinch.ir.op.Relu;
import dev.cinch.ir.op.Softmax;
import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Dense;
import dev.cinch.target.Device;
import dev.cinch.target.design.Design;
import dev.cinch.target.design.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks when a design is made that its C++ cannot hold, or refused without the layer's name. */
class PlannerTest {

  private static final Fixed ACTIVATION = new Fixed(false, 8, 0);

  private static Result<Design> plan(Graph graph) {
    return Planner.plan(graph, Device.load("pynq-z2").orThrow());
  }

  private static List<String> problems(Graph graph) {
    return plan(graph) instanceof Result.Failed<Design>(var found)
        ? found.stream().map(Diagnostic::toString).toList()
        : List.of();
  }

  private static Value dense(GraphBuilder out, Value in, String name, long rows, long... raws) {
    long columns = out.type(in).shape().dim(1);
    TensorWriter weight = Tensor.writer(TensorType.fixed(true, 8, 4, columns, rows));
    for (long i = 0; i < columns * rows; i++) {
      weight.setRaw(i, raws[(int) (i % raws.length)]);
    }
    Value w = out.constant(name + ".w", new Dense(weight.finish()));
    return out.add(new MatMul(), List.of(in, w), Origin.named(name));
  }

  private static Graph layer(Fixed to) {
    GraphBuilder out = new GraphBuilder("g");
    Value x = out.input("x", TensorType.f32(1, 4));
    Value q = out.add(Cast.requantize(ACTIVATION), List.of(x), Origin.named("q"));
    Value fc = dense(out, q, "fc", 6, 100, -3, 0);
    Value cast = out.add(Cast.requantize(to), List.of(fc), Origin.named("fc.cast"));
    Value real = out.add(Cast.toFloat(FloatType.F64), List.of(cast), Origin.named("real"));
    out.output("y", real);
    return out.build();
  }

  @Test
  void activationAndCastBelongToTheEngine() {
    Design design = plan(layer(new Fixed(true, 8, 1))).orThrow();
    assertThat(design.stages()).hasSize(1);
    Engine engine = design.engines().getFirst();
    assertThat(engine.name()).isEqualTo("fc");
    assertThat(engine.requantized()).isTrue();
    assertThat(engine.shift()).isEqualTo(3);
    // The greatest row sums 4 times 100 x 255 = 102,000, which takes 17 bits and the sign.
    assertThat(engine.accumulator()).isEqualTo(new Fixed(true, 18, 4));
  }

  @Test
  void shiftsThatNoStageHasAreRefused() {
    assertThat(problems(layer(new Fixed(true, 8, 67))))
        .singleElement()
        .asString()
        .contains("fc.cast", "a shift by -63", "-62 to 127");
    assertThat(problems(layer(new Fixed(true, 8, -124)))).hasSize(1);
    assertThat(problems(layer(new Fixed(true, 8, -123)))).isEmpty();
    assertThat(problems(layer(new Fixed(true, 8, 66)))).isEmpty();
  }

  private static Value wrapping(GraphBuilder out, Value in, String name, int width) {
    Cast cast = new Cast(new Fixed(false, width, 0), Rounding.FLOOR, Overflow.WRAP);
    return out.add(cast, List.of(in), Origin.named(name));
  }

  @Test
  void everyLayerWithoutAStageIsNamedAtOnce() {
    GraphBuilder out = new GraphBuilder("g");
    Value x = out.input("x", TensorType.f32(1, 2, 4, 4));
    Value q = out.add(Cast.requantize(ACTIVATION), List.of(x), Origin.named("q"));
    Value relu = out.add(new Relu(), List.of(q), Origin.named("relu"));
    Value wrap = wrapping(out, relu, "wrap", 6);
    Value again = wrapping(out, wrap, "again", 5);
    out.output("y", again);
    assertThat(problems(out.build()))
        .hasSize(2)
        .anyMatch(it -> it.contains("wrap"))
        .anyMatch(it -> it.contains("again"));
  }

  @Test
  void floatModelsAreRefusedWithTheRecipeThatHelps() {
    GraphBuilder out = new GraphBuilder("g");
    Value x = out.input("x", TensorType.f32(1, 2, 4, 4));
    Value pool = out.add(new AveragePool(Window.of(2, 2), false), List.of(x), Origin.named("pool"));
    out.output("y", out.add(new Softmax(1), List.of(pool), Origin.named("softmax")));
    assertThat(problems(out.build()))
        .singleElement()
        .asString()
        .contains("floating point", "--recipe fixed");
  }

  @Test
  void noEngineHasMoreElementsThanRows() {
    for (Engine engine : plan(layer(new Fixed(true, 8, 1))).orThrow().engines()) {
      assertThat(engine.columns().elements()).isBetween(1, engine.columns().matrix().rows());
      assertThat(engine.columns().matrix().columns()).isEqualTo(4);
      assertThat(engine.out().plane().size()).isEqualTo((int) Shape.of(1, 6).size());
    }
  }
}
