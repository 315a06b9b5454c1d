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
 * The greatest number or the mean of each window of planes of at most two axes, row by row: first
 * along columns, then along the row, which strides cut into one row for each remainder.
 */
public final class FloatPooling {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = SPECIES.vectorShape().withLanes(int.class);
  private static final int LANES = SPECIES.length();

  /** Where the numbers of even index lie in two vectors. */
  private static final int[] EVEN = IntStream.range(0, LANES).map(i -> 2 * i).toArray();

  /** Where the numbers of odd index lie in two vectors. */
  private static final int[] ODD = IntStream.range(0, LANES).map(i -> 2 * i + 1).toArray();

  /** Where the numbers from the second on lie in two vectors. */
  private static final int[] NEXT = IntStream.range(0, LANES).map(i -> i + 1).toArray();

  private final Axis vertical;
  private final Axis horizontal;
  private final int sourcePitch;
  private final int rowRoom;
  private final int[] taps;

  /** For each row of the result, where the first row of its window begins in a plane. */
  private final int[] firstNumbers;

  /** For each row of the result, how many rows follow the first; -1 where there is none. */
  private final int[] moreRows;

  private final boolean mean;
  private final boolean countPadding;

  /** Whether windows of two or three columns follow at a distance of two, without padding. */
  private final boolean everySecond;

  /** A window along one axis. */
  private record Axis(int extent, int kernel, int stride, int dilation, int pad, int out) {

    static Axis of(Window window, Shape x, Shape y, int axis) {
      if (axis < 0) {
        return new Axis(1, 1, 1, 1, 0, 1);
      }
      return new Axis(
          Math.toIntExact(x.dim(axis + 2)),
          Math.toIntExact(window.kernel().get(axis)),
          Math.toIntExact(window.strides().get(axis)),
          Math.toIntExact(window.dilations().get(axis)),
          Math.toIntExact(window.padsBegin().get(axis)),
          Math.toIntExact(y.dim(axis + 2)));
    }

    /** Where a tap falls, padding being beside 0 .. extent. */
    int at(int window, int tap) {
      return window * stride + tap * dilation - pad;
    }

    /** The first tap of a window that does not fall before the numbers. */
    int first(int window) {
      return Math.max(0, Math.ceilDiv(-at(window, 0), dilation));
    }

    /** The last tap of a window that does not fall behind the numbers. */
    int last(int window) {
      return Math.min(kernel - 1, Math.floorDiv(extent - 1 - at(window, 0), dilation));
    }

    /** Taps of a window that fall on numbers. */
    int count(int window) {
      return last(window) - first(window) + 1;
    }
  }

  private FloatPooling(
      Window window, Shape x, Shape y, int sourcePitch, boolean mean, boolean countPadding) {
    this.vertical = Axis.of(window, x, y, window.axes() - 2);
    this.horizontal = Axis.of(window, x, y, window.axes() - 1);
    this.sourcePitch = sourcePitch;
    this.mean = mean;
    this.countPadding = countPadding;
    int reach = (horizontal.kernel - 1) * horizontal.dilation + 1;
    int row =
        Math.max(
            horizontal.extent + horizontal.pad, (horizontal.out - 1) * horizontal.stride + reach);
    this.rowRoom = Math.ceilDiv(Math.ceilDiv(row, horizontal.stride) + 2 * LANES, LANES) * LANES;
    this.firstNumbers = new int[vertical.out];
    this.moreRows = new int[vertical.out];
    for (int out = 0; out < vertical.out; out++) {
      int least = vertical.first(out);
      firstNumbers[out] = vertical.at(out, least) * sourcePitch;
      moreRows[out] = Math.max(-1, vertical.last(out) - least);
    }
    this.everySecond =
        !mean
            && horizontal.stride == 2
            && horizontal.dilation == 1
            && (horizontal.kernel == 2 || horizontal.kernel == 3)
            && horizontal.pad == 0
            && horizontal.at(horizontal.out - 1, horizontal.kernel - 1) < horizontal.extent;
    this.taps = new int[horizontal.kernel];
    Arrays.setAll(
        taps,
        tap -> {
          int shift = tap * horizontal.dilation;
          return shift % horizontal.stride * rowRoom + shift / horizontal.stride;
        });
  }

  /** The greatest of each window. */
  public static FloatPooling max(Window window, Shape x, Shape y, int sourcePitch) {
    return new FloatPooling(window, x, y, sourcePitch, false, false);
  }

  /** The mean of each window. */
  public static FloatPooling mean(
      Window window, Shape x, Shape y, int sourcePitch, boolean countPadding) {
    return new FloatPooling(window, x, y, sourcePitch, true, countPadding);
  }

  /** Numbers of room that pooling a plane takes. */
  public int room() {
    return 2 * rowRoom * horizontal.stride;
  }

  /** Numbers of a plane as it comes. */
  public int plane() {
    return vertical.extent * sourcePitch;
  }

  /** Numbers of a plane of the result. */
  public int places() {
    return vertical.out * horizontal.out;
  }

  /**
   * Pools some rows of a plane.
   *
   * @param x the input, readable a vector beyond its end
   * @param from where the plane begins
   * @param y the result
   * @param to where its plane begins
   * @param room room of the worker
   * @param band which of as many rows of the result
   * @param bands how many there are
   */
  public void band(float[] x, int from, float[] y, int to, float[] room, int band, int bands) {
    rows(x, from, y, to, room, 1, band, bands);
  }

  /**
   * Pools a plane that several have been joined to.
   *
   * @param x the input, readable a vector beyond its end
   * @param from where the plane begins
   * @param y the result
   * @param to where its plane begins
   * @param room room of the worker
   * @param layers how many planes a mean is of
   */
  public void plane(float[] x, int from, float[] y, int to, float[] room, int layers) {
    rows(x, from, y, to, room, layers, 0, 1);
  }

  private void rows(
      float[] x, int from, float[] y, int to, float[] room, int layers, int band, int bands) {
    int firstRow = Math.toIntExact((long) vertical.out * band / bands);
    int lastRow = Math.toIntExact((long) vertical.out * (band + 1) / bands);
    int step = vertical.dilation * sourcePitch;
    if (everySecond) {
      for (int row = firstRow; row < lastRow; row++) {
        int first = from + firstNumbers[row];
        int target = to + row * horizontal.out;
        maxEverySecond(x, first, step, moreRows[row], y, target, to + lastRow * horizontal.out);
      }
      return;
    }
    float idle = mean ? 0 : Float.NEGATIVE_INFINITY;
    int phases = rowRoom * horizontal.stride;
    int end = horizontal.pad + horizontal.extent;
    Arrays.fill(room, 0, phases, idle);
    for (int row = firstRow; row < lastRow; row++) {
      int more = moreRows[row];
      if (more < 0) {
        Arrays.fill(room, 0, phases, idle);
      } else {
        int first = from + firstNumbers[row];
        if (mean) {
          addRows(x, first, step, more, room);
        } else {
          maxRows(x, first, step, more, room);
        }
        // Vectors have written beyond the row.
        Arrays.fill(room, end, Math.min(phases, end + LANES), idle);
      }
      if (horizontal.stride > 1) {
        split(room, phases);
      }
      int target = to + row * horizontal.out;
      if (mean) {
        addTaps(room, horizontal.stride > 1 ? phases : 0, y, target);
        divide(y, target, row, layers);
      } else {
        maxTaps(room, horizontal.stride > 1 ? phases : 0, y, target);
      }
    }
  }

  /**
   * The greatest of windows of two or three columns at a distance of two, of some rows.
   *
   * @param x the input
   * @param first where the first row begins
   * @param step distance of the rows
   * @param more how many rows follow the first; fewer than none where windows hold no number
   * @param y the result
   * @param target where its row begins
   * @param end where the last row ends: up to there, rows that follow are written later
   */
  private void maxEverySecond(
      float[] x, int first, int step, int more, float[] y, int target, int end) {
    if (more < 0) {
      Arrays.fill(y, target, target + horizontal.out, Float.NEGATIVE_INFINITY);
      return;
    }
    FloatVector left = FloatVector.fromArray(SPECIES, x, first);
    FloatVector right = FloatVector.fromArray(SPECIES, x, first + LANES);
    for (int tap = 1; tap <= more; tap++) {
      left = left.max(FloatVector.fromArray(SPECIES, x, first + tap * step));
      right = right.max(FloatVector.fromArray(SPECIES, x, first + tap * step + LANES));
    }
    IntVector evens = IntVector.fromArray(INTS, EVEN, 0);
    IntVector odds = IntVector.fromArray(INTS, ODD, 0);
    IntVector nexts = IntVector.fromArray(INTS, NEXT, 0);
    boolean three = horizontal.kernel == 3;
    for (int i = 0; i < horizontal.out; i += LANES) {
      IntVector l = left.reinterpretAsInts();
      IntVector r = right.reinterpretAsInts();
      IntVector even = evens.selectFrom(l, r);
      FloatVector v = even.reinterpretAsFloats().max(odds.selectFrom(l, r).reinterpretAsFloats());
      if (i + LANES < horizontal.out + (three ? 1 : 0)) {
        int next = first + 2 * (i + LANES);
        left = FloatVector.fromArray(SPECIES, x, next);
        right = FloatVector.fromArray(SPECIES, x, next + LANES);
        for (int tap = 1; tap <= more; tap++) {
          left = left.max(FloatVector.fromArray(SPECIES, x, next + tap * step));
          right = right.max(FloatVector.fromArray(SPECIES, x, next + tap * step + LANES));
        }
      }
      if (three) {
        IntVector following = evens.selectFrom(left.reinterpretAsInts(), right.reinterpretAsInts());
        v = v.max(nexts.selectFrom(even, following).reinterpretAsFloats());
      }
      int at = target + i;
      if (at + LANES <= end) {
        v.intoArray(y, at);
      } else {
        v.intoArray(y, at, SPECIES.indexInRange(at, end));
      }
    }
  }

  private void maxRows(float[] x, int first, int step, int more, float[] room) {
    for (int i = 0; i < horizontal.extent; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, first + i);
      for (int tap = 1; tap <= more; tap++) {
        v = v.max(FloatVector.fromArray(SPECIES, x, first + tap * step + i));
      }
      v.intoArray(room, horizontal.pad + i);
    }
  }

  private void addRows(float[] x, int first, int step, int more, float[] room) {
    for (int i = 0; i < horizontal.extent; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, first + i);
      for (int tap = 1; tap <= more; tap++) {
        v = v.add(FloatVector.fromArray(SPECIES, x, first + tap * step + i));
      }
      v.intoArray(room, horizontal.pad + i);
    }
  }

  private void maxTaps(float[] split, int start, float[] y, int target) {
    for (int i = 0; i < horizontal.out; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, split, start + i);
      for (int tap = 1; tap < horizontal.kernel; tap++) {
        v = v.max(FloatVector.fromArray(SPECIES, split, start + taps[tap] + i));
      }
      if (i + LANES <= horizontal.out) {
        v.intoArray(y, target + i);
      } else {
        v.intoArray(y, target + i, SPECIES.indexInRange(i, horizontal.out));
      }
    }
  }

  private void addTaps(float[] split, int start, float[] y, int target) {
    for (int i = 0; i < horizontal.out; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, split, start + i);
      for (int tap = 1; tap < horizontal.kernel; tap++) {
        v = v.add(FloatVector.fromArray(SPECIES, split, start + taps[tap] + i));
      }
      if (i + LANES <= horizontal.out) {
        v.intoArray(y, target + i);
      } else {
        v.intoArray(y, target + i, SPECIES.indexInRange(i, horizontal.out));
      }
    }
  }

  /** Cuts the row at the front of the room into one row for each remainder by the stride. */
  private void split(float[] room, int phases) {
    int stride = horizontal.stride;
    if (stride == 2) {
      IntVector evens = IntVector.fromArray(INTS, EVEN, 0);
      IntVector odds = IntVector.fromArray(INTS, ODD, 0);
      for (int i = 0; i < rowRoom; i += LANES) {
        IntVector left = FloatVector.fromArray(SPECIES, room, 2 * i).reinterpretAsInts();
        IntVector right = FloatVector.fromArray(SPECIES, room, 2 * i + LANES).reinterpretAsInts();
        evens.selectFrom(left, right).reinterpretAsFloats().intoArray(room, phases + i);
        odds.selectFrom(left, right).reinterpretAsFloats().intoArray(room, phases + rowRoom + i);
      }
      return;
    }
    for (int phase = 0; phase < stride; phase++) {
      for (int i = 0; i < rowRoom; i++) {
        room[phases + phase * rowRoom + i] = room[i * stride + phase];
      }
    }
  }

  private void divide(float[] y, int at, int row, int layers) {
    int rows = layers * (countPadding ? vertical.kernel : vertical.count(row));
    for (int i = 0; i < horizontal.out; i++) {
      y[at + i] /= rows * (countPadding ? horizontal.kernel : horizontal.count(i));
    }
  }
}
