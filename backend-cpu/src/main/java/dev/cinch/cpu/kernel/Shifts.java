// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import dev.cinch.ir.op.Window;
import dev.cinch.ir.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A sliding window as shifts of a flat plane: padded, and cut into one plane for each remainder by
 * the strides, the input is such that neighbouring windows of the last two axes read neighbouring
 * numbers, for each tap. A row of the result is as long as a padded row there; what lies behind its
 * last window is of no use. Axes before the last two go in slices.
 *
 * <pre>{@code
 * place  = row * pitch + column
 * number = base(slice) + offset(tap) + place
 * }</pre>
 */
public final class Shifts {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = SPECIES.vectorShape().withLanes(int.class);
  private static final int LANES = SPECIES.length();

  /** Where the numbers of even index lie in two vectors. */
  private static final int[] EVEN = IntStream.range(0, LANES).map(i -> 2 * i).toArray();

  private final int axes;
  private final int[] extent;
  private final int[] kernel;
  private final int[] stride;
  private final int[] dilation;
  private final int[] pad;
  private final int[] out;
  private final int[] quotient;
  private final int sourcePitch;
  private final int taps;
  private final boolean copies;
  private final int[] sources;
  private final int[] targets;

  /**
   * Prepares a window.
   *
   * @param window how the kernel slides
   * @param x extents of the input, NC followed by the spatial axes
   * @param y extents of the result, likewise
   * @param sourcePitch distance of the input's rows, at least its last extent
   * @throws ArithmeticException for planes beyond Java's arrays
   */
  public Shifts(Window window, Shape x, Shape y, int sourcePitch) {
    // Missing axes are axes of one window.
    this.axes = Math.max(2, window.axes());
    int missing = axes - window.axes();
    this.extent = filled(1);
    this.kernel = filled(1);
    this.stride = filled(1);
    this.dilation = filled(1);
    this.pad = filled(0);
    this.out = filled(1);
    this.quotient = filled(1);
    boolean plain = true;
    for (int axis = missing; axis < axes; axis++) {
      int from = axis - missing;
      extent[axis] = Math.toIntExact(x.dim(from + 2));
      kernel[axis] = Math.toIntExact(window.kernel().get(from));
      stride[axis] = Math.toIntExact(window.strides().get(from));
      dilation[axis] = Math.toIntExact(window.dilations().get(from));
      pad[axis] = Math.toIntExact(window.padsBegin().get(from));
      out[axis] = Math.toIntExact(y.dim(from + 2));
      long reach = (out[axis] - 1L) * stride[axis] + window.reach(from);
      plain &= stride[axis] == 1 && pad[axis] == 0 && reach == extent[axis];
      quotient[axis] = Math.toIntExact(Math.ceilDiv(reach, stride[axis]));
    }
    this.copies = !plain;
    this.sourcePitch = sourcePitch;
    if (plain) {
      quotient[axes - 1] = sourcePitch;
    }
    this.taps = Math.toIntExact(window.taps());
    long numbers = 1;
    for (int axis = 0; axis < axes; axis++) {
      numbers *= (long) quotient[axis] * stride[axis];
    }
    Math.toIntExact(numbers);
    this.sources = sources();
    this.targets = targets();
  }

  private int[] filled(int value) {
    int[] filled = new int[axes];
    Arrays.fill(filled, value);
    return filled;
  }

  /** Whether the input has to be copied, because of padding or strides. */
  public boolean copies() {
    return copies;
  }

  /** Distance of the result's rows. */
  public int pitch() {
    return quotient[axes - 1];
  }

  /** Windows in a row. */
  public int length() {
    return out[axes - 1];
  }

  /** Rows of a slice of the result. */
  public int rows() {
    return out[axes - 2];
  }

  /** Numbers of a slice of the result that come before the end of its last row. */
  public int places() {
    return rows() == 0 || length() == 0 ? 0 : (rows() - 1) * pitch() + length();
  }

  /** Slices of the result: the product of its spatial extents but the last two. */
  public int slices() {
    return product(out, axes - 2);
  }

  /** Numbers of one channel of the input, copied or not. */
  public int plane() {
    return slicePlane() * outer(quotient) * outer(stride);
  }

  /** Numbers of one channel of the input as it comes. */
  private int sourcePlane() {
    return product(extent, axes - 1) * sourcePitch;
  }

  /** Numbers of one slice with one remainder by the outer strides. */
  private int slicePlane() {
    return quotient[axes - 2] * quotient[axes - 1] * stride[axes - 2] * stride[axes - 1];
  }

  private int outer(int[] extents) {
    return product(extents, axes - 2);
  }

  private static int product(int[] extents, int count) {
    int product = 1;
    for (int axis = 0; axis < count; axis++) {
      product *= extents[axis];
    }
    return product;
  }

  /** Where each term of a filter begins: channel by channel, tap by tap. */
  public int[] offsets(int channels) {
    int[] offsets = new int[channels * taps];
    for (int channel = 0; channel < channels; channel++) {
      for (int tap = 0; tap < taps; tap++) {
        offsets[channel * taps + tap] = channel * plane() + offset(tap);
      }
    }
    return offsets;
  }

  private int offset(int tap) {
    int[] at = coordinates(tap, kernel, axes);
    for (int axis = 0; axis < axes; axis++) {
      at[axis] *= dilation[axis];
    }
    return index(at);
  }

  /** Index in a channel of the number at padded coordinates. */
  private int index(int[] at) {
    int phase = 0;
    int place = 0;
    for (int axis = 0; axis < axes - 2; axis++) {
      phase = phase * stride[axis] + at[axis] % stride[axis];
      place = place * quotient[axis] + at[axis] / stride[axis];
    }
    int slice = (phase * outer(quotient) + place) * slicePlane();
    int row = at[axes - 2];
    int column = at[axes - 1];
    int inner = row % stride[axes - 2] * stride[axes - 1] + column % stride[axes - 1];
    return slice
        + (inner * quotient[axes - 2] + row / stride[axes - 2]) * quotient[axes - 1]
        + column / stride[axes - 1];
  }

  /** Where a slice of the result begins in a channel of the input. */
  public int base(int slice) {
    int[] at = Arrays.copyOf(coordinates(slice, out, axes - 2), axes);
    for (int axis = 0; axis < axes - 2; axis++) {
      at[axis] *= stride[axis];
    }
    return index(at);
  }

  private static int[] coordinates(int flat, int[] extents, int count) {
    int[] at = new int[count];
    for (int axis = count - 1; axis >= 0; axis--) {
      at[axis] = flat % extents[axis];
      flat /= extents[axis];
    }
    return at;
  }

  /**
   * Copies one channel.
   *
   * @param x the input
   * @param channel index of the channel, over all images
   * @param to where it goes
   * @param start index of its first number there
   */
  public void copy(float[] x, int channel, float[] to, int start) {
    copyBand(x, channel, to, start, 0, 1);
  }

  /**
   * Copies some rows of each slice of a channel; parameters as those of {@link #copy}.
   *
   * @param band which of as many rows
   * @param bands how many there are
   */
  public void copyBand(float[] x, int channel, float[] to, int start, int band, int bands) {
    Row copy = (source, at, from, until) -> copyRow(x, to, source, at, from, until);
    copy(channel, start, copy, band, bands);
  }

  /** Copies one channel of integers. */
  public void copy(int[] x, int channel, int[] to, int start) {
    Row copy = (source, at, from, until) -> copyRow(x, to, source, at, from, until);
    copy(channel, start, copy, 0, 1);
  }

  private void copy(int channel, int start, Row copy, int band, int bands) {
    int rows = quotient[axes - 2] * stride[axes - 2];
    int first = Math.toIntExact((long) rows * band / bands);
    int last = Math.toIntExact((long) rows * (band + 1) / bands);
    for (int slice = 0; slice < sources.length; slice++) {
      int source = channel * sourcePlane() + sources[slice] * extent[axes - 2] * sourcePitch;
      for (int row = first; row < last; row++) {
        int from = row - pad[axes - 2];
        boolean inside = sources[slice] >= 0 && from >= 0 && from < extent[axes - 2];
        int at = inside ? source + from * sourcePitch : -1;
        copyRow(copy, at, start + targets[slice], row);
      }
    }
  }

  /** For each padded slice of the input: its index in the input, -1 on padding. */
  private int[] sources() {
    int[] padded = outerPadded();
    int[] indices = new int[product(padded, axes - 2)];
    for (int slice = 0; slice < indices.length; slice++) {
      int[] at = coordinates(slice, padded, axes - 2);
      for (int axis = 0; axis < at.length && indices[slice] >= 0; axis++) {
        int from = at[axis] - pad[axis];
        boolean inside = from >= 0 && from < extent[axis];
        indices[slice] = inside ? indices[slice] * extent[axis] + from : -1;
      }
    }
    return indices;
  }

  /** For each padded slice of the input: where its copy begins. */
  private int[] targets() {
    int[] padded = outerPadded();
    int[] indices = new int[product(padded, axes - 2)];
    for (int slice = 0; slice < indices.length; slice++) {
      indices[slice] = index(Arrays.copyOf(coordinates(slice, padded, axes - 2), axes));
    }
    return indices;
  }

  private int[] outerPadded() {
    int[] padded = new int[axes - 2];
    for (int axis = 0; axis < padded.length; axis++) {
      padded[axis] = quotient[axis] * stride[axis];
    }
    return padded;
  }

  /** Copies a row, or a part of it that strides leave together. */
  private interface Row {
    /**
     * Copies numbers and fills up with zeros.
     *
     * @param source index of the number that column 0 would take
     * @param to where the row goes
     * @param from its first column that takes a number
     * @param until the column after the last that does
     */
    void copy(int source, int to, int from, int until);
  }

  private void copyRow(Row copy, int first, int slice, int row) {
    int step = stride[axes - 1];
    int length = pitch();
    int planes = row % stride[axes - 2] * step;
    for (int phase = 0; phase < step; phase++) {
      int to = slice + ((planes + phase) * quotient[axes - 2] + row / stride[axes - 2]) * length;
      // Column c of this plane is the input's c * step + phase - pad.
      int shift = phase - pad[axes - 1];
      int from = Math.clamp(Math.ceilDiv(-shift, step), 0, length);
      int until = Math.clamp(Math.floorDiv(extent[axes - 1] - 1 - shift, step) + 1, from, length);
      copy.copy(first + shift, to, from, first < 0 ? from : until);
    }
  }

  private void copyRow(float[] x, float[] y, int source, int to, int from, int until) {
    int step = stride[axes - 1];
    Arrays.fill(y, to, to + from, 0);
    if (step == 1) {
      System.arraycopy(x, until == from ? 0 : source + from, y, to + from, until - from);
    } else {
      int done = step == 2 ? everySecond(x, source, y, to, from, until) : from;
      for (int c = done; c < until; c++) {
        y[to + c] = x[source + c * step];
      }
    }
    Arrays.fill(y, to + until, to + pitch(), 0);
  }

  private void copyRow(int[] x, int[] y, int source, int to, int from, int until) {
    int step = stride[axes - 1];
    Arrays.fill(y, to, to + from, 0);
    if (step == 1) {
      System.arraycopy(x, until == from ? 0 : source + from, y, to + from, until - from);
    } else {
      for (int c = from; c < until; c++) {
        y[to + c] = x[source + c * step];
      }
    }
    Arrays.fill(y, to + until, to + pitch(), 0);
  }

  /** Copies every second number in whole vectors; gives the first that is left. */
  private static int everySecond(float[] x, int source, float[] to, int at, int from, int until) {
    IntVector evens = IntVector.fromArray(INTS, EVEN, 0);
    int c = from;
    for (; c + LANES <= until && source + 2 * (c + LANES) <= x.length; c += LANES) {
      IntVector left = FloatVector.fromArray(SPECIES, x, source + 2 * c).reinterpretAsInts();
      IntVector right =
          FloatVector.fromArray(SPECIES, x, source + 2 * c + LANES).reinterpretAsInts();
      evens.selectFrom(left, right).reinterpretAsFloats().intoArray(to, at + c);
    }
    return c;
  }
}
