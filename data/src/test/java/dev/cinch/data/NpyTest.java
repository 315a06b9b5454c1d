// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Shape;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaks when an array is read as other numbers than NumPy means, or damage is let through. */
class NpyTest {
  @TempDir Path folder;

  private Tensor read(byte[] content) {
    return Npy.read(Bytes.write(folder.resolve("a.npy"), content)).orThrow();
  }

  private String refusal(byte[] content) {
    return Failures.of(Npy.read(Bytes.write(folder.resolve("a.npy"), content)));
  }

  @ParameterizedTest
  @CsvSource({
    "|u1, u8.0, 254, FE",
    "|i1, s8.0, -2, FE",
    "|b1, u8.0, 1, 01",
    "<u2, u16.0, 65279, FFFE",
    ">u2, u16.0, 65534, FFFE",
    "<i2, s16.0, -257, FFFE",
    ">i2, s16.0, -2, FFFE",
    "<u4, u32.0, 4278190081, 010000FF",
    ">u4, u32.0, 4278190081, FF000001",
    ">i4, s32.0, -16777215, FF000001",
    "<i8, s64.0, 513, 0102000000000000",
    ">i8, s64.0, 513, 0000000000000201",
    "<u8, u63.0, 513, 0102000000000000",
    ">u8, u63.0, 513, 0000000000000201",
    "<f2, F32, 1.5, 003E",
    ">f2, F32, 1.5, 3E00",
    "<f4, F32, 1.5, 0000C03F",
    ">f4, F32, 1.5, 3FC00000",
    "<f8, F64, 1.5, 000000000000F83F",
    ">f8, F64, 1.5, 3FF8000000000000",
    "=f4, F32, 1.5, 0000C03F",
  })
  void readsEachTypeInEachByteOrder(String descr, String number, double value, String hex) {
    byte[] one = java.util.HexFormat.of().parseHex(hex);
    String dictionary = "{'descr': '%s', 'fortran_order': False, 'shape': (1,), }".formatted(descr);
    Tensor tensor = read(Bytes.npy(dictionary, one));
    assertThat(tensor.type().number()).hasToString(number);
    assertThat(tensor.shape()).isEqualTo(Shape.of(1));
    assertThat(tensor.valueAt(0)).isEqualTo(value);
  }

  @Test
  void fortranOrderIsTurnedIntoRows() {
    // numpy.array([[1, 2, 3], [4, 5, 6]], dtype='>i2', order='F')
    Tensor tensor =
        read(
            Bytes.npy(
                "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }",
                Bytes.bytes(0, 1, 0, 4, 0, 2, 0, 5, 0, 3, 0, 6)));
    assertThat(tensor)
        .isEqualTo(Tensor.ofRaws(new TensorType(Fixed.INT16, Shape.of(2, 3)), 1, 2, 3, 4, 5, 6));
  }

  @Test
  void fortranOrderOfThreeAxes() {
    int[] columns = new int[24];
    for (int i = 0; i < 24; i++) {
      int a = i % 2;
      int b = i / 2 % 3;
      int c = i / 6;
      columns[i] = a * 12 + b * 4 + c;
    }
    Tensor tensor =
        read(
            Bytes.npy(
                "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4)}",
                Bytes.bytes(columns)));
    assertThat(tensor.toRaws()).startsWith(0, 1, 2, 3, 4).endsWith(22, 23).isSorted();
  }

  @Test
  void writesWhatNumPyWrites() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, Tensor.ofFloats(Shape.of(2), 1.5f, -2));
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }" + " ".repeat(60) + "\n";
    byte[] expected = new byte[128 + 8];
    System.arraycopy(Bytes.bytes(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0), 0, expected, 0, 10);
    System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, expected, 10, 118);
    System.arraycopy(Bytes.bytes(0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0), 0, expected, 128, 8);
    assertThat(out.toByteArray()).isEqualTo(expected);
  }

  @Test
  void whatIsWrittenReadsBackTheSame() throws IOException {
    for (Tensor tensor :
        new Tensor[] {
          Tensor.ofFloats(Shape.of(2, 3, 1), 1, 2, 3, 4, 5, 6),
          Tensor.ofFloats(Shape.of(), 7),
          Tensor.ofFloats(Shape.of(0, 4)),
          Tensor.ofRaws(new TensorType(Fixed.UINT16, Shape.of(2)), 65535, 3),
          Tensor.ofRaws(new TensorType(Fixed.INT64, Shape.of(1, 1)), Long.MIN_VALUE)
        }) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Npy.write(out, tensor);
      assertThat(read(out.toByteArray())).isEqualTo(tensor);
    }
  }

  @Test
  void fixedPointIsWrittenAsTheNumbersItStandsFor() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, Tensor.ofRaws(TensorType.fixed(true, 8, 3, 2), 4, -9));
    Tensor read = read(out.toByteArray());
    assertThat(read.valueAt(0)).isEqualTo(0.5);
    assertThat(read.valueAt(1)).isEqualTo(-1.125);
  }

  @Test
  void damageIsNamed() {
    assertThat(refusal(Bytes.bytes(1, 2, 3))).contains("a.npy: this is no .npy file");
    assertThat(refusal(Bytes.npy("<f4", "(3,)", 1, 2, 3, 4)))
        .contains("claims [3], which takes 12 bytes, but 4 follow");
    assertThat(refusal(Bytes.npy("<f4", "(1,)", 1, 2, 3, 4, 5))).contains("but 5 follow");
    assertThat(refusal(Bytes.npy("|u1", "(99999999999, 99999999999)", 1))).contains("cannot be");
    assertThat(refusal(Bytes.npy("|u1", "(9999999999,)", 1))).contains("above the limit of 2 GiB");
    assertThat(refusal(Bytes.npy("<u8", "(1,)", 0, 0, 0, 0, 0, 0, 0, 0x80))).contains("2^63");
    assertThat(refusal(Bytes.npy("<c8", "(1,)", 0, 0, 0, 0, 0, 0, 0, 0))).contains("'<c8'");
    assertThat(refusal(Bytes.npy("|O", "(1,)", 0))).contains("'|O' cannot be read");
    assertThat(refusal(Bytes.npy("{'descr': '<f4', 'shape': (1,)}", new byte[4])))
        .contains("fortran_order");
    assertThat(refusal(Bytes.npy("{'descr': ((((", new byte[4]))).contains("header cannot be read");
    assertThat(Failures.of(Npy.read(folder.resolve("none.npy")))).contains("there is no file");
    assertThat(Failures.of(Npy.read(folder))).contains("this is a folder");
  }
}
