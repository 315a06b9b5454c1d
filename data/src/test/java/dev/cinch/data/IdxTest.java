// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks when idx files are read as other numbers, or when a header is believed too much. */
class IdxTest {
  @TempDir Path folder;

  private Tensor read(byte[] content) {
    return Idx.read(Bytes.write(folder.resolve("a-idx"), content)).orThrow();
  }

  private String refusal(byte[] content) {
    return Failures.of(Idx.read(Bytes.write(folder.resolve("a-idx"), content)));
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) 200);
    return bytes;
  }

  @Test
  void plainAndCompressedAreTheSame() {
    byte[] plain = Bytes.idx(0x08, new int[] {2, 3}, Bytes.bytes(0, 1, 2, 253, 254, 255));
    assertThat(read(plain))
        .isEqualTo(
            Tensor.ofRaws(new TensorType(Fixed.UINT8, Shape.of(2, 3)), 0, 1, 2, 253, 254, 255));
    assertThat(read(Bytes.gzip(plain))).isEqualTo(read(plain));
  }

  @Test
  void widerNumbersAreBigEndian() {
    assertThat(read(Bytes.idx(0x09, new int[] {1}, Bytes.bytes(0xFF))).rawAt(0)).isEqualTo(-1);
    assertThat(read(Bytes.idx(0x0B, new int[] {1}, Bytes.bytes(1, 2))).rawAt(0)).isEqualTo(258);
    assertThat(read(Bytes.idx(0x0C, new int[] {1}, Bytes.bytes(0, 0, 1, 2))).rawAt(0))
        .isEqualTo(258);
    assertThat(read(Bytes.idx(0x0D, new int[] {1}, Bytes.bytes(0x3F, 0xC0, 0, 0))).floatAt(0))
        .isEqualTo(1.5f);
    assertThat(
            read(Bytes.idx(0x0E, new int[] {1}, Bytes.bytes(0x3F, 0xF8, 0, 0, 0, 0, 0, 0)))
                .valueAt(0))
        .isEqualTo(1.5);
  }

  @Test
  void moreThanOneChunkArrivesWhole() {
    byte[] numbers = bytes(300_001);
    numbers[299_999] = 7;
    Tensor tensor = read(Bytes.gzip(Bytes.idx(0x08, new int[] {300_001}, numbers)));
    assertThat(tensor.rawAt(299_999)).isEqualTo(7);
    assertThat(tensor.rawAt(300_000)).isEqualTo(200);
  }

  @Test
  void damageIsNamed() {
    byte[] good = Bytes.idx(0x08, new int[] {100}, bytes(100));
    assertThat(refusal(new byte[0])).contains("no idx file");
    assertThat(refusal("a text".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .contains("no idx file");
    assertThat(refusal(Arrays.copyOf(good, 50))).contains("claims [100]", "but 42 follow");
    assertThat(refusal(Arrays.copyOf(good, 6))).contains("ends inside its header");
    assertThat(refusal(Bytes.idx(0x77, new int[] {1}, bytes(1)))).contains("type 0x77");
    assertThat(refusal(Bytes.gzip(Arrays.copyOf(good, 50)))).contains("the file ends after 42");
    byte[] compressed = Bytes.gzip(good);
    assertThat(refusal(Arrays.copyOf(compressed, compressed.length - 12))).contains("too early");
    compressed[compressed.length - 6] ^= 1;
    assertThat(refusal(compressed)).contains("damaged");
  }

  @Test
  void anArchiveCannotUnfoldBeyondItsHeaderNorAHeaderBeyondItsArchive() {
    byte[] bomb = Bytes.gzip(Bytes.idx(0x08, new int[] {10}, bytes(10_000_000)));
    assertThat(refusal(bomb)).contains("claims [10], but more bytes follow");
    byte[] boast = Bytes.gzip(Bytes.idx(0x08, new int[] {2_000_000_000}, bytes(10)));
    assertThat(refusal(boast)).contains("compressed bytes cannot hold so many");
    byte[] beyond = Bytes.gzip(Bytes.idx(0x0E, new int[] {1 << 15, 1 << 15}, bytes(10)));
    assertThat(refusal(beyond)).contains("above the limit of 2 GiB");
  }
}
