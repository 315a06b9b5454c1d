// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.tensor;

import dev.cinch.ir.number.Affine;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.number.FloatType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An immutable tensor: a type and its numbers, row-major and little-endian outside the Java heap.
 * Images are laid out NCHW. Indices are 64 bits wide. Equality is by type and content.
 */
public final class Tensor {

  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final TensorType type;
  private @Nullable Supplier<Tensor> source;
  // Not volatile, for hot loops: segments are immutable, and computing twice is kept out by the
  // lock.
  private @Nullable MemorySegment carriers;

  Tensor(TensorType type, MemorySegment segment) {
    this.type = type;
    this.carriers = segment.asReadOnly();
  }

  private Tensor(TensorType type, Supplier<Tensor> source) {
    this.type = type;
    this.source = source;
  }

  /**
   * A tensor whose numbers are computed when they are first read, so that a large weight that
   * nobody reads takes no memory.
   *
   * @param source gives a tensor of this type; called at most once
   */
  public static Tensor deferred(TensorType type, Supplier<Tensor> source) {
    return new Tensor(type, source);
  }

  /** A tensor of single-precision numbers. */
  public static Tensor ofFloats(Shape shape, float... values) {
    TensorType type = new TensorType(FloatType.F32, shape);
    requireSize(shape, values.length);
    MemorySegment segment = allocate(type);
    MemorySegment.copy(values, 0, segment, FLOAT, 0, values.length);
    return new Tensor(type, segment);
  }

  /**
   * A tensor of raw integers.
   *
   * @throws IllegalArgumentException when one is outside the type's range
   */
  public static Tensor ofRaws(TensorType type, long... raws) {
    requireSize(type.shape(), raws.length);
    TensorWriter writer = writer(type);
    for (int i = 0; i < raws.length; i++) {
      writer.setRaw(i, raws[i]);
    }
    return writer.finish();
  }

  /**
   * A tensor with a copy of little-endian carriers, such as a file's bytes.
   *
   * @throws IllegalArgumentException when the length differs or a number is outside the range
   */
  public static Tensor ofSegment(TensorType type, MemorySegment carriers) {
    if (carriers.byteSize() != type.bytes()) {
      throw new IllegalArgumentException(
          carriers.byteSize() + " bytes for " + type + ", which needs " + type.bytes());
    }
    MemorySegment segment = allocate(type);
    segment.copyFrom(carriers);
    Tensor tensor = new Tensor(type, segment);
    tensor.requireRange();
    return tensor;
  }

  /**
   * A tensor whose numbers are where they are, little-endian carriers outside the Java heap, such
   * as a mapped file: nothing is copied, and they must not change as long as the tensor lives.
   *
   * @throws IllegalArgumentException when the length differs or a number is outside the range
   */
  public static Tensor viewOf(TensorType type, MemorySegment carriers) {
    if (carriers.byteSize() != type.bytes() || !carriers.isNative()) {
      throw new IllegalArgumentException(
          carriers.byteSize() + " bytes for " + type + ", which needs " + type.bytes());
    }
    Tensor tensor = new Tensor(type, carriers);
    tensor.requireRange();
    return tensor;
  }

  /** An empty tensor to be filled; it starts as zeros. */
  public static TensorWriter writer(TensorType type) {
    return new TensorWriter(type, allocate(type));
  }

  private static MemorySegment allocate(TensorType type) {
    return Arena.ofAuto().allocate(type.bytes(), 64);
  }

  private static void requireSize(Shape shape, long count) {
    if (shape.size() != count) {
      throw new IllegalArgumentException(count + " numbers for shape [" + shape + "]");
    }
  }

  private void requireRange() {
    if (type.number() instanceof Fixed fixed && fixed.width() != 8 * fixed.carrierBytes()) {
      for (long i = 0; i < size(); i++) {
        if (!fixed.holds(rawAt(i))) {
          throw new IllegalArgumentException(rawAt(i) + " at " + i + " is not a " + fixed);
        }
      }
    }
  }

  private synchronized MemorySegment computed() {
    MemorySegment known = carriers;
    if (known == null) {
      Tensor numbers = Objects.requireNonNull(source).get();
      if (!numbers.type.equals(type)) {
        throw new IllegalStateException(numbers.type + " where " + type + " was announced");
      }
      known = numbers.segment();
      carriers = known;
      source = null;
    }
    return known;
  }

  /** Format and extents. */
  public TensorType type() {
    return type;
  }

  /** Extents. */
  public Shape shape() {
    return type.shape();
  }

  /** Number of elements. */
  public long size() {
    return type.shape().size();
  }

  /** The numbers, read-only, {@code size * carrierBytes} bytes. */
  public MemorySegment segment() {
    MemorySegment known = carriers;
    return known == null ? computed() : known;
  }

  /** The real number at a flat index, as a float. */
  public float floatAt(long index) {
    return type.number() == FloatType.F32
        ? segment().getAtIndex(FLOAT, index)
        : (float) valueAt(index);
  }

  /** The real number at a flat index, whatever the format. */
  public double valueAt(long index) {
    return switch (type.number()) {
      case FloatType.F32 -> segment().getAtIndex(FLOAT, index);
      case FloatType.F64 -> segment().getAtIndex(DOUBLE, index);
      case FloatType small -> small.decode(carrierAt(index, false, small.carrierBytes()));
      case Fixed fixed -> fixed.value(rawAt(index));
      case Affine affine -> affine.value(rawAt(index), channelOf(affine, index));
    };
  }

  /**
   * The raw integer at a flat index.
   *
   * @throws IllegalStateException for floating-point tensors
   */
  public long rawAt(long index) {
    return switch (type.number()) {
      case FloatType _ -> throw new IllegalStateException(type + " has no raw integers");
      case Fixed fixed -> carrierAt(index, fixed.signed(), fixed.carrierBytes());
      case Affine affine -> carrierAt(index, affine.signed(), affine.carrierBytes());
    };
  }

  /**
   * The bit pattern of the number at a flat index.
   *
   * @throws IllegalStateException for tensors of integers
   */
  public long bitsAt(long index) {
    if (!type.isFloat()) {
      throw new IllegalStateException(type + " has raw integers, not bit patterns");
    }
    return carrierAt(index, false, type.number().carrierBytes());
  }

  private long carrierAt(long index, boolean signed, int bytes) {
    return switch (bytes) {
      case 1 -> {
        byte b = segment().get(ValueLayout.JAVA_BYTE, index);
        yield signed ? b : b & 0xFFL;
      }
      case 2 -> {
        short s = segment().getAtIndex(SHORT, index);
        yield signed ? s : s & 0xFFFFL;
      }
      case 4 -> {
        int i = segment().getAtIndex(INT, index);
        yield signed ? i : i & 0xFFFFFFFFL;
      }
      default -> segment().getAtIndex(LONG, index);
    };
  }

  /** The channel of a flat index along the axis of a per-channel format. */
  int channelOf(Affine affine, long index) {
    if (affine.channels() == 1) {
      return 0;
    }
    long inner = shape().size(affine.axis() + 1, shape().rank());
    return (int) (index / inner % affine.channels());
  }

  /** All numbers as floats, in a new array. */
  public float[] toFloats() {
    float[] values = new float[Math.toIntExact(size())];
    if (type.number() == FloatType.F32) {
      MemorySegment.copy(segment(), FLOAT, 0, values, 0, values.length);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) valueAt(i);
      }
    }
    return values;
  }

  /** Copies {@code count} real numbers from a flat index on into the front of an array. */
  public void copyValues(long from, int count, double[] into) {
    if (type.number() == FloatType.F32) {
      MemorySegment numbers = segment();
      for (int i = 0; i < count; i++) {
        into[i] = numbers.getAtIndex(FLOAT, from + i);
      }
    } else {
      for (int i = 0; i < count; i++) {
        into[i] = valueAt(from + i);
      }
    }
  }

  /** All raw integers, in a new array. */
  public long[] toRaws() {
    long[] raws = new long[Math.toIntExact(size())];
    for (int i = 0; i < raws.length; i++) {
      raws[i] = rawAt(i);
    }
    return raws;
  }

  /** The same numbers under other extents of the same size, without a copy. */
  public Tensor reshaped(Shape shape) {
    requireSize(shape, size());
    TensorType reshaped = type.with(shape);
    return carriers == null
        ? deferred(reshaped, () -> new Tensor(reshaped, segment()))
        : new Tensor(reshaped, segment());
  }

  /** The same raw integers under another format with the same carrier, without a copy. */
  public Tensor reinterpreted(Fixed number) {
    if (type.fixed().carrierBytes() != number.carrierBytes()) {
      throw new IllegalArgumentException(type + " is not carried as " + number);
    }
    Tensor tensor = new Tensor(type.with(number), segment());
    tensor.requireRange();
    return tensor;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && type.equals(that.type)
        && segment().mismatch(that.segment()) == -1;
  }

  @Override
  public int hashCode() {
    long first = segment().byteSize() >= 8 ? segment().get(LONG, 0) : segment().byteSize();
    return 31 * type.hashCode() + Long.hashCode(first);
  }

  /** Type and the first numbers, for messages. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(type.toString()).append('{');
    for (long i = 0; i < Math.min(size(), 8); i++) {
      text.append(i == 0 ? "" : ", ");
      text.append(type.isFloat() ? String.valueOf(valueAt(i)) : String.valueOf(rawAt(i)));
    }
    return text.append(size() > 8 ? ", …}" : "}").toString();
  }
}
