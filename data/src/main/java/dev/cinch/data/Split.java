// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Labelled examples, kept as they lie in the file; each is turned into floats when it is asked for.
 * Safe for many threads.
 */
public final class Split {

  private final Tensor images;
  private final Shape sample;
  private final int[] labels;
  private final int first;

  private Split(Tensor images, Shape sample, int[] labels, int first) {
    this.images = images;
    this.sample = sample;
    this.labels = labels;
    this.first = first;
  }

  /**
   * Pairs examples with labels.
   *
   * @param images [N, ...], any number format; [N, H, W] are images of one channel
   * @param labels N whole numbers from 0
   * @param origin where they come from, for the message when they do not pair up
   */
  public static Result<Split> of(Tensor images, Tensor labels, Origin origin) {
    Shape all = images.shape();
    if (all.rank() < 2) {
      return refused(origin, "examples [" + all + "] need an axis of examples and one more");
    }
    if (images.size() == 0) {
      return refused(origin, "there are no examples in [" + all + "]");
    }
    long count = all.dim(0);
    Shape given = labels.shape();
    if (given.rank() == 0 || given.dim(0) != count || given.size() != count) {
      return refused(origin, count + " examples, but labels [" + given + "]");
    }
    int[] classes = new int[Math.toIntExact(count)];
    for (int i = 0; i < count; i++) {
      double label = labels.valueAt(i);
      if (label != Math.rint(label) || label < 0 || label >= Integer.MAX_VALUE) {
        return refused(origin, "label " + label + " of example " + i + " is no class");
      }
      classes[i] = (int) label;
    }
    long[] dims = all.dims();
    Shape sample =
        dims.length == 3
            ? Shape.of(1, dims[1], dims[2])
            : Shape.of(Arrays.copyOfRange(dims, 1, dims.length));
    return Result.ok(new Split(images, sample, classes, 0));
  }

  private static Result<Split> refused(Origin origin, String text) {
    return Result.failed(Diagnostic.error("data.pairs", origin, text, ""));
  }

  /** The examples from {@code from} on, to {@code to}, which is not among them. */
  public Split slice(int from, int to) {
    Objects.checkFromToIndex(from, to, size());
    return new Split(images, sample, Arrays.copyOfRange(labels, from, to), first + from);
  }

  /** How many examples there are. */
  public int size() {
    return labels.length;
  }

  /** Extents of one example; for images C, H, W. */
  public Shape sample() {
    return sample;
  }

  /** One above the largest label. */
  public int classes() {
    return IntStream.of(labels).max().orElse(-1) + 1;
  }

  /** The raw values of an example as floats. */
  public Tensor image(int index) {
    float[] numbers = new float[Math.toIntExact(sample.size())];
    read(index, numbers, 0);
    return Tensor.ofFloats(sample, numbers);
  }

  /** Writes the raw values of an example into an array, from {@code offset} on. */
  public void read(int index, float[] into, int offset) {
    int size = Math.toIntExact(sample.size());
    Objects.checkFromIndexSize(offset, size, into.length);
    long start = (first + (long) Objects.checkIndex(index, labels.length)) * size;
    for (int i = 0; i < size; i++) {
      into[offset + i] = (float) images.valueAt(start + i);
    }
  }

  /** The class of an example. */
  public int label(int index) {
    return labels[index];
  }

  /** An example with its class. */
  public Sample get(int index) {
    return new Sample(image(index), label(index));
  }

  /** All examples, in order, each made when the stream reaches it. */
  public Stream<Sample> stream() {
    return IntStream.range(0, size()).mapToObj(this::get);
  }

  /** How many of these examples are among others: the same numbers, by a checksum of 32 bits. */
  public int countIn(Split others) {
    Set<Integer> known = new HashSet<>();
    for (int i = 0; i < others.size(); i++) {
      known.add(others.checksum(i));
    }
    int found = 0;
    for (int i = 0; i < size(); i++) {
      found += known.contains(checksum(i)) ? 1 : 0;
    }
    return found;
  }

  private int checksum(int index) {
    long each = images.segment().byteSize() / images.shape().dim(0);
    CRC32C sum = new CRC32C();
    sum.update(images.segment().asSlice((first + (long) index) * each, each).asByteBuffer());
    return (int) sum.getValue();
  }

  /**
   * SHA-256, in hexadecimal, of what the examples are: number format, extents, numbers and labels.
   * The container does not matter: a compressed and a plain file of the same examples agree.
   */
  public String digest() {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    sha.update(
        (images.type().number() + "[" + labels.length + "," + sample + "]\n")
            .getBytes(StandardCharsets.UTF_8));
    long each = images.segment().byteSize() / images.shape().dim(0);
    MemorySegment own = images.segment().asSlice(first * each, labels.length * each);
    for (long at = 0; at < own.byteSize(); at += 1 << 20) {
      sha.update(own.asSlice(at, Math.min(1 << 20, own.byteSize() - at)).asByteBuffer());
    }
    ByteBuffer classes = ByteBuffer.allocate(4 * labels.length);
    classes.asIntBuffer().put(labels);
    sha.update(classes);
    return HexFormat.of().formatHex(sha.digest());
  }
}
