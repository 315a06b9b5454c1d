// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench.differential;

import static dev.cinch.testbench.differential.OnnxGraph.integer;
import static dev.cinch.testbench.differential.OnnxGraph.integers;
import static dev.cinch.testbench.differential.OnnxGraph.real;

import dev.cinch.frontend.proto.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Operators with weights or windows. */
final class Layers {

  private Layers() {}

  private static long[] filled(int axes, long number) {
    long[] numbers = new long[axes];
    Arrays.fill(numbers, number);
    return numbers;
  }

  private static int axes(Call call) {
    Unfit.unless(call.rank() >= 3 && call.rank() <= 5, "no plane");
    return call.rank() - 2;
  }

  /** Kernel extents: one for the last axis, one for the others. */
  private static long[] kernel(Call call, int first) {
    long[] kernel = filled(axes(call), 1L + call.parameter(first));
    kernel[kernel.length - 1] = 1L + call.parameter(first + 1);
    return kernel;
  }

  private static long[] pads(int axes, long begin, long end) {
    long[] pads = filled(2 * axes, begin);
    Arrays.fill(pads, axes, 2 * axes, end);
    return pads;
  }

  /** Extents behind a window of [begin, end] padding. */
  private static List<Long> slide(
      Call call,
      long channels,
      long[] kernel,
      long stride,
      long dilation,
      long[] pads,
      boolean up) {
    List<Long> extents = new ArrayList<>(List.of(call.dim(0), channels));
    int axes = kernel.length;
    for (int axis = 0; axis < axes; axis++) {
      long given = call.dim(axis + 2);
      long free = given + pads[axis] + pads[axes + axis] - ((kernel[axis] - 1) * dilation + 1);
      Unfit.unless(free >= 0, "a window larger than its plane");
      long places = (up ? Math.ceilDiv(free, stride) : free / stride) + 1;
      // No window begins in the padding at the end.
      boolean beyond = up && (places - 1) * stride >= given + pads[axis];
      extents.add(beyond ? places - 1 : places);
    }
    return extents;
  }

  static List<Long> convolution(Call call) {
    long[] kernel = kernel(call, 1);
    long stride = 1L + call.parameter(3);
    long dilation = 1L + call.parameter(4);
    long[] pads = pads(kernel.length, call.parameter(5), call.parameter(6));
    long channels = call.dim(1);
    long groups = call.parameter(7) == 1 ? channels : 1L + call.parameter(7) / 2;
    Unfit.unless(groups > 0 && channels % groups == 0, "channels do not fall into groups");
    long filters = groups * Math.ceilDiv(call.extent(0), groups);
    List<Long> result = slide(call, filters, kernel, stride, dilation, pads, false);
    long[] weights = new long[kernel.length + 2];
    weights[0] = filters;
    weights[1] = channels / groups;
    System.arraycopy(kernel, 0, weights, 2, kernel.length);
    Call.requireWork(
        Call.size(result) * Arrays.stream(weights).skip(1).reduce(1, Math::multiplyExact));
    List<String> in = new ArrayList<>(List.of(call.in(0)));
    in.add(call.constant(call.density(9), weights));
    if (call.flag(8)) {
      in.add(call.constant(1, filters));
    }
    List<AttributeProto> attributes =
        List.of(
            integers("kernel_shape", kernel),
            integers("strides", filled(kernel.length, stride)),
            integers("dilations", filled(kernel.length, dilation)),
            integers("pads", pads),
            integer("group", groups));
    call.last("Conv", attributes, in.toArray(String[]::new));
    return result;
  }

  static List<Long> transposedConvolution(Call call) {
    int axes = axes(call);
    long[] kernel = filled(axes, 1L + call.parameter(1));
    long stride = 1L + call.parameter(2);
    long pad = call.parameter(3);
    List<Long> result = new ArrayList<>(List.of(call.dim(0), call.extent(0)));
    for (int axis = 0; axis < axes; axis++) {
      long extent = stride * (call.dim(axis + 2) - 1) + kernel[axis] - 2 * pad;
      Unfit.unless(extent > 0, "all is padding");
      result.add(extent);
    }
    long[] weights = new long[axes + 2];
    weights[0] = call.dim(1);
    weights[1] = call.extent(0);
    System.arraycopy(kernel, 0, weights, 2, axes);
    Call.requireWork(
        Call.size(result) * call.dim(1) * Arrays.stream(kernel).reduce(1, (a, b) -> a * b));
    List<String> in = new ArrayList<>(List.of(call.in(0), call.constant(1, weights)));
    if (call.flag(4)) {
      in.add(call.constant(1, call.extent(0)));
    }
    List<AttributeProto> attributes =
        List.of(
            integers("kernel_shape", kernel),
            integers("strides", filled(axes, stride)),
            integers("pads", pads(axes, pad, pad)));
    call.last("ConvTranspose", attributes, in.toArray(String[]::new));
    return result;
  }

  static List<Long> product(Call call) {
    Unfit.unless(call.rank() >= 2, "no matrix");
    long inner = call.dim(call.rank() - 1);
    long columns = call.extent(0);
    List<Long> result = new ArrayList<>(call.shape(0));
    result.set(call.rank() - 1, columns);
    Call.requireWork(Call.size(result) * inner);
    boolean many = call.flag(2) && call.rank() == 3;
    long[] extents = many ? new long[] {call.dim(0), inner, columns} : new long[] {inner, columns};
    call.last("MatMul", List.of(), call.in(0), call.constant(call.density(1), extents));
    return result;
  }

  static List<Long> gemm(Call call) {
    Unfit.unless(call.rank() == 2, "no matrix");
    long inner = call.dim(1);
    long columns = call.extent(0);
    Call.requireWork(call.dim(0) * inner * columns);
    long[] extents = call.flag(1) ? new long[] {columns, inner} : new long[] {inner, columns};
    List<String> in = new ArrayList<>(List.of(call.in(0)));
    in.add(call.constant(call.density(2), extents));
    switch (call.parameter(3)) {
      case 1 -> in.add(call.constant(1, columns));
      case 2 -> in.add(call.constant(1, 1, columns));
      case 3 -> in.add(call.constant(1, 1));
      default -> {}
    }
    List<AttributeProto> attributes =
        List.of(integer("transB", call.parameter(1)), real("alpha", call.flag(4) ? 0.5f : 1));
    call.last("Gemm", attributes, in.toArray(String[]::new));
    return List.of(call.dim(0), columns);
  }

  /** The first times the second, whose last two axes change places. */
  static List<Long> productOfValues(Call call) {
    int rank = call.rank();
    List<Long> other = call.shape(1);
    Unfit.unless(rank >= 2 && rank == other.size(), "no matrices of one rank");
    Unfit.unless(call.shape(0).subList(0, rank - 2).equals(other.subList(0, rank - 2)), "batches");
    Unfit.unless(other.get(rank - 1) == call.dim(rank - 1), "inner extents differ");
    long[] turned = new long[rank];
    Arrays.setAll(turned, axis -> axis);
    turned[rank - 1] = rank - 2L;
    turned[rank - 2] = rank - 1L;
    String right = call.inner("Transpose", List.of(integers("perm", turned)), call.in(1));
    List<Long> result = new ArrayList<>(call.shape(0));
    result.set(rank - 1, other.get(rank - 2));
    Call.requireWork(Call.size(result) * call.dim(rank - 1));
    call.last("MatMul", List.of(), call.in(0), right);
    return result;
  }

  static List<Long> pool(Call call, String op) {
    long[] kernel = kernel(call, 0);
    long stride = 1L + call.parameter(2);
    long dilation = 1L + call.parameter(3);
    long[] pads = pads(kernel.length, call.parameter(4), call.parameter(5));
    for (long extent : kernel) {
      Unfit.unless(Math.max(pads[0], pads[kernel.length]) < extent, "windows of padding alone");
    }
    List<Long> result = slide(call, call.dim(1), kernel, stride, dilation, pads, call.flag(6));
    Call.requireWork(Call.size(result) * Arrays.stream(kernel).reduce(1, (a, b) -> a * b));
    List<AttributeProto> attributes =
        new ArrayList<>(
            List.of(
                integers("kernel_shape", kernel),
                integers("strides", filled(kernel.length, stride)),
                integers("dilations", filled(kernel.length, dilation)),
                integers("pads", pads),
                integer("ceil_mode", call.parameter(6))));
    if (op.equals("AveragePool")) {
      attributes.add(integer("count_include_pad", call.parameter(7)));
    }
    call.last(op, attributes, call.in(0));
    return result;
  }

  static List<Long> globalPool(Call call, String op) {
    List<Long> result = new ArrayList<>(Collections.nCopies(axes(call) + 2, 1L));
    Unfit.unless(!call.shape(0).subList(2, call.rank()).contains(0L), "a plane of nothing");
    result.set(0, call.dim(0));
    result.set(1, call.dim(1));
    call.last(op, List.of(), call.in(0));
    return result;
  }

  static List<Long> batchNormalization(Call call) {
    Unfit.unless(call.rank() >= 2, "no channels");
    long channels = call.dim(1);
    String scale = call.constant(1, channels);
    String bias = call.constant(1, channels);
    String mean = call.constant(1, channels);
    String variance = call.variances(channels);
    call.last("BatchNormalization", List.of(), call.in(0), scale, bias, mean, variance);
    return call.shape(0);
  }

  static List<Long> instanceNormalization(Call call) {
    axes(call);
    long channels = call.dim(1);
    String scale = call.constant(1, channels);
    String bias = call.constant(1, channels);
    call.last("InstanceNormalization", List.of(), call.in(0), scale, bias);
    return call.shape(0);
  }

  static List<Long> layerNormalization(Call call) {
    Unfit.unless(call.rank() >= 2, "no last axis");
    long width = call.dim(call.rank() - 1);
    String scale = call.constant(1, width);
    String bias = call.constant(1, width);
    call.last("LayerNormalization", List.of(), call.in(0), scale, bias);
    return call.shape(0);
  }
}
