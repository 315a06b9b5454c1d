// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import dev.cinch.ir.tensor.Tensor;
import dev.cinch.testbench.differential.Model.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where ONNX Runtime computes something else or nothing, each with its reason. */
enum KnownDifference {
  /** Pooling begins at the lowest finite number and passes over NaN. */
  MAX_POOL_SKIPS_NAN(place ->
      is(place, Operator.MAX_POOL, Operator.GLOBAL_MAX_POOL)
          && !isWithin(place.operands().getFirst(), Float.MAX_VALUE)),

  /** A limit that is not stated is the greatest finite number instead of none. */
  CLIP_HOLDS_INFINITIES(place ->
      is(place, Operator.CLIP)
          && Double.isInfinite(place.ours())
          && Math.abs(place.theirs()) == Float.MAX_VALUE),

  /** Whether NaN wins depends on where it lies among the numbers. */
  EXTREMES_SKIP_NAN(place ->
      is(
              place,
              Operator.REDUCE_MAX,
              Operator.REDUCE_MIN,
              Operator.REDUCE_LOG_SUM_EXP,
              Operator.ARG_MAX)
          && hasNan(place.operands().getFirst())),

  /** A sum that is taken in single precision passes its range, or only a part of it does. */
  SUM_OVERFLOWS(place ->
      place.step().operator().closeness() == Operator.Closeness.SUM
          && !Double.isFinite(place.theirs())
          && place.bound().magnitudes().valueAt(place.index()) * place.largestOperand()
              > Float.MAX_VALUE / 2),

  /** Squares are summed in single precision, and pass its range. */
  SQUARES_OVERFLOW(place -> is(place, Operator.REDUCE_L2) && Double.isInfinite(place.theirs())),

  /** Factor and bias are made one from mean, variance and constants: that passes the range. */
  NORMALIZATION_OVERFLOWS(place ->
      is(
              place,
              Operator.BATCH_NORMALIZATION,
              Operator.INSTANCE_NORMALIZATION,
              Operator.LAYER_NORMALIZATION)
          && place.isExtreme()),

  /** Gates by polynomials between limits lose NaN, and sums before them pass the range. */
  GATES_OF_EXTREMES(place ->
      place.step().operator().closeness() == Operator.Closeness.STATES && place.isExtreme()),

  /**
   * We insert zeros between the numbers and convolve; a product of these with a weight that is not
   * finite is NaN, and ONNX Runtime has no such product.
   */
  ZEROS_BETWEEN_NUMBERS(place ->
      is(place, Operator.CONV_TRANSPOSE)
          && Double.isNaN(place.ours())
          && place.step().numbers().compareTo(Numbers.HUGE) >= 0),

  /** Padding is multiplied as the number zero: NaN with weights that are not finite. */
  PADDING_IS_ZERO(place ->
      is(place, Operator.CONV)
          && Double.isNaN(place.theirs())
          && place.step().numbers().compareTo(Numbers.HUGE) >= 0),

  /** A result without terms is left as the memory was. */
  SUMS_OF_NOTHING(place ->
      is(place, Operator.CONV, Operator.CONV_TRANSPOSE) && place.operands().getFirst().size() == 0),

  /** The distance from the greatest number passes the range. */
  DISTANCE_OVERFLOWS(place ->
      is(place, Operator.LOG_SOFTMAX, Operator.REDUCE_LOG_SUM_EXP)
          && place.isExtreme()
          && !Double.isFinite(place.theirs())),

  /** The last state of no step is zero instead of the first state. */
  STATE_OF_NO_STEP(
      place -> is(place, Operator.RNN) && place.operands().getFirst().shape().dim(0) == 0);

  /**
   * A number that is not close.
   *
   * @param step what was computed
   * @param operands its operands
   * @param bound our result
   * @param theirs ONNX Runtime's number
   * @param index which number
   */
  record Place(Step step, List<Tensor> operands, PeerBound bound, double theirs, long index) {

    double ours() {
      return bound.ours().valueAt(index);
    }

    /** Whether constants or operands are of numbers whose squares pass the range, or none. */
    boolean isExtreme() {
      return step.numbers().compareTo(Numbers.HUGE) >= 0
          || operands.stream().anyMatch(tensor -> !isWithin(tensor, 1e15));
    }

    /** How many numbers a sum may have. */
    double largestOperand() {
      return operands.stream().mapToDouble(tensor -> (double) tensor.size()).max().orElse(1);
    }
  }

  /** Cases that it does not take, by a part of what it says. */
  enum Refusal {
    /** Normalizing nothing. */
    EMPTY_ROWS("Size of X.shape[axis:] must be at least 1, got 0"),
    /** Pooling of planes without channels. */
    EMPTY_PLANES("pool_attributes.h"),
    /** Padding an empty batch with its own numbers. */
    EMPTY_WRAP("Unexpected mode of 3");

    private final String text;

    Refusal(String text) {
      this.text = text;
    }

    static boolean isKnown(Peer.Refused refused) {
      String said = String.valueOf(refused.getMessage());
      return Arrays.stream(values()).anyMatch(it -> said.contains(it.text));
    }
  }

  private final Predicate<Place> covers;

  KnownDifference(Predicate<Place> covers) {
    this.covers = covers;
  }

  static Optional<KnownDifference> of(Place place) {
    return Arrays.stream(values()).filter(it -> it.covers.test(place)).findFirst();
  }

  /** Whether ONNX Runtime would abort: at gates of no step or no sequence. */
  static boolean endsTheProcess(Model model, Model.Written written) {
    return model.steps().stream()
        .filter(step -> step.operator() == Operator.GRU || step.operator() == Operator.LSTM)
        .anyMatch(step -> written.extents().get(step.operands().getFirst()).contains(0L));
  }

  private static boolean is(Place place, Operator... operators) {
    return List.of(operators).contains(place.step().operator());
  }

  private static boolean hasNan(Tensor tensor) {
    for (long i = 0; i < tensor.size(); i++) {
      if (Double.isNaN(tensor.valueAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether no number is NaN or greater than some limit. */
  private static boolean isWithin(Tensor tensor, double limit) {
    for (long i = 0; i < tensor.size(); i++) {
      if (!(Math.abs(tensor.valueAt(i)) <= limit)) {
        return false;
      }
    }
    return true;
  }
}
