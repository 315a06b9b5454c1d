// SPDX-License-Identifier: Apache-2.0
package dev.cinch.ir.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.ir.tensor.TensorWriter;
import dev.cinch.ir.weight.Codebook;
import dev.cinch.ir.weight.Dense;
import dev.cinch.ir.weight.Positions;
import dev.cinch.ir.weight.Sparse;
import dev.cinch.ir.weight.Weight;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightCodecTest {

  private static final Origin ORIGIN = Origin.of("model.cinch", "conv1_w");

  @Test
  void aPrunedLenetIsSmallerThanOneIn250() {
    long bytes = 0;
    for (Weight weight : RandomWeights.lenet(1)) {
      bytes += WeightCodec.write(weight).length;
    }
    assertThat(431_080 * 4.0 / bytes).isGreaterThan(250);
  }

  @ParameterizedTest
  @ValueSource(ints = {770, 2920, 40_000})
  void aLayerTakesLittleMoreThanItsEntropy(int kept) {
    Shape shape = Shape.of(800, 500);
    Sparse weight = RandomWeights.shared(new Random(2), shape, kept);
    double density = weight.density();
    double positions =
        shape.size() * (density * -log2(density) + (1 - density) * -log2(1 - density));
    long[] counts = new long[16];
    Tensor values = weight.values().decode();
    for (long i = 0; i < kept; i++) {
      counts[(int) Math.floorDiv(values.rawAt(i), 3900L) + 8]++;
    }
    double codes =
        Arrays.stream(counts)
            .filter(n -> n > 0)
            .mapToDouble(n -> -n * log2(n / (double) kept))
            .sum();
    double table = 15 * 16;
    double bound = (positions + codes + table) / 8;
    assertThat((double) WeightCodec.write(weight).length)
        .isBetween(bound * 0.98, bound * 1.04 + 16);
  }

  @Test
  void aSmallTensorHasASmallHeader() {
    Tensor bias = Tensor.ofRaws(TensorType.fixed(true, 8, 3, 20), new long[20]);
    assertThat(WeightCodec.write(new Dense(bias)).length).isLessThanOrEqualTo(8);
    assertThat(WeightCodec.write(Sparse.ofNonZeros(bias)).length).isLessThanOrEqualTo(7);
  }

  @Test
  void theExamplesOfTheDocumentAreWhatIsWritten() {
    TensorType bias = TensorType.fixed(true, 12, 0, 2);
    assertThat(hex(new Dense(Tensor.ofRaws(bias, 700, -800)))).isEqualTo("22161635736ad729");
    TensorType type = TensorType.fixed(true, 8, 0, 3, 2);
    TensorType kept = type.with(Shape.of(2));
    Codebook values =
        new Codebook(
            kept,
            2,
            Tensor.ofRaws(type.with(Shape.of(3)), 0, -3, 5),
            Tensor.ofRaws(kept.with(new Fixed(false, 2, 0)), 2, 1));
    Positions positions = Positions.builder(6).add(1).add(4).build();
    assertThat(hex(new Sparse(type, positions, values))).isEqualTo("2e8e5742a954a83488");
  }

  @Test
  void streamsOfThisVersionStayAsTheyAre() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    RandomWeights.lenet(1).forEach(weight -> digest.update(WeightCodec.write(weight)));
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("3c98db1ba522df3533fe83e8b87ab52459324bf1d0d9ae1477fe3b9fa833bf73");
  }

  private static String hex(Weight weight) {
    return HexFormat.of().formatHex(WeightCodec.write(weight));
  }

  @Test
  void aNewerVersionIsRefusedByNumber() {
    byte[] stream = WeightCodec.write(new Dense(Tensor.ofFloats(Shape.of(1), 1)));
    stream[0] = (byte) ((stream[0] & 0xF) | 0x30);
    assertThat(failure(stream, "weight.version")).contains("version 3 is newer than 2");
  }

  @Test
  void bytesBehindTheEndAreRefused() {
    byte[] stream = WeightCodec.write(new Dense(Tensor.ofFloats(Shape.of(1), 1)));
    byte[] longer = Arrays.copyOf(stream, stream.length + 3);
    assertThat(failure(longer, "weight.malformed")).contains("3 bytes follow its end");
  }

  @Test
  void claimsThatTheBytesCannotKeepAreRefused() {
    assertThat(failure(header(1L << 60), "weight.malformed")).contains("more than 2147483648");
    assertThat(failure(header(1L << 30), "weight.malformed")).contains("1073741824 numbers in");
    assertThat(failure(header(1L << 31, 1L << 31, 1L << 31), "weight.malformed"))
        .contains("too many elements");
  }

  @Test
  void aTensorMayBeFarLargerThanItsStreamUpToABound() {
    Weight empty = Sparse.ofNonZeros(Tensor.writer(TensorType.fixed(true, 8, 0, 1 << 20)).finish());
    byte[] stream = WeightCodec.write(empty);
    assertThat(stream.length).isLessThan(10);
    assertThat(WeightCodec.read(stream, ORIGIN, 1 << 20)).isEqualTo(Result.ok(empty));
    assertThat(WeightCodec.read(stream, ORIGIN, (1 << 20) - 1)).isInstanceOf(Result.Failed.class);
  }

  @Test
  void fewPositionsOfALargeTensorAreWrittenWithoutAModel() {
    TensorWriter out = Tensor.writer(TensorType.fixed(true, 8, 0, 2000, 2000));
    for (long i = 0; i < 5; i++) {
      out.setRaw(i * 777_777, 100 + i);
    }
    Weight weight = Sparse.ofNonZeros(out.finish());
    byte[] stream = WeightCodec.write(weight);
    assertThat(stream.length).isLessThan(40);
    assertThat(WeightCodec.read(stream, ORIGIN)).isEqualTo(Result.ok(weight));
    assertThat(WeightCodec.parts(stream, ORIGIN).orThrow().index()).startsWith("gaps");
  }

  @Test
  void manyEqualNumbersTakeABitEachSinceTheyTakeMemory() {
    TensorWriter out = Tensor.writer(TensorType.fixed(true, 8, 0, 1 << 21));
    for (long i = 0; i < 1 << 21; i++) {
      out.setRaw(i, -1);
    }
    Weight weight = new Dense(out.finish());
    byte[] stream = WeightCodec.write(weight);
    assertThat(stream.length).isBetween(1 << 18, (1 << 18) + 20);
    assertThat(WeightCodec.read(stream, ORIGIN)).isEqualTo(Result.ok(weight));
  }

  @Test
  void partsAreAllThereIs() {
    for (Weight weight : VersionOneTest.weights()) {
      byte[] stream = WeightCodec.write(weight);
      StreamParts parts = WeightCodec.parts(stream, ORIGIN).orThrow();
      assertThat(parts.bytes()).isEqualTo(stream.length);
      assertThat(parts.paddingBits()).isBetween(0L, 16L);
      assertThat(parts.index().isEmpty())
          .isEqualTo(!(weight instanceof Sparse) || weight.kept() == 0);
    }
    for (byte[] stream : VersionOneTest.streams()) {
      StreamParts parts = WeightCodec.parts(stream, ORIGIN).orThrow();
      assertThat(parts.version()).isEqualTo(1);
      assertThat(parts.bytes()).isEqualTo(stream.length);
      assertThat(parts.paddingBits()).isBetween(0L, 7L);
    }
  }

  /** A dense single-precision tensor of which only four bytes are there. */
  private static byte[] header(long... dims) {
    RangeEncoder out = new RangeEncoder();
    out.put(WeightCodec.VERSION, WeightWriter.VERSION_BITS);
    out.put(0, 2);
    out.putEach(0b01, 2);
    out.put(dims.length, 3);
    for (long dim : dims) {
      out.putCount(dim, Header.COUNT_ORDER);
    }
    out.put(0, 32);
    return out.toBytes();
  }

  private static String failure(byte[] stream, String code) {
    return switch (WeightCodec.read(stream, ORIGIN)) {
      case Result.Ok<Weight>(var weight, var _) -> throw new AssertionError("read as " + weight);
      case Result.Failed<Weight>(var diagnostics) -> {
        assertThat(diagnostics).hasSize(1);
        assertThat(diagnostics.getFirst().code()).isEqualTo(code);
        yield diagnostics.getFirst().toString();
      }
    };
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
