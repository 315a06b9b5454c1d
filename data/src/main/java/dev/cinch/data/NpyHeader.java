// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import dev.cinch.ir.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a {@code .npy} file, as NumPy's format description (NEP 1) has it: a magic string,
 * a version, a length, and a Python dictionary.
 *
 * @param numbers element, byte order and shape, row-major also for Fortran order
 * @param fortran whether the first index runs fastest in the file
 * @param bytes length of the header in the file
 */
record NpyHeader(Numbers numbers, boolean fortran, long bytes) {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** NumPy itself refuses dictionaries beyond 10,000 characters unless told otherwise. */
  private static final int LONGEST = 1 << 16;

  private static final Pattern TYPE = Pattern.compile("([<>|=]?)([biuf])(\\d{1,2})");

  private static final Map<String, Element> ELEMENTS =
      Map.ofEntries(
          Map.entry("b1", Element.BOOL),
          Map.entry("u1", Element.UINT8),
          Map.entry("i1", Element.INT8),
          Map.entry("u2", Element.UINT16),
          Map.entry("i2", Element.INT16),
          Map.entry("u4", Element.UINT32),
          Map.entry("i4", Element.INT32),
          Map.entry("u8", Element.UINT64),
          Map.entry("i8", Element.INT64),
          Map.entry("f2", Element.FLOAT16),
          Map.entry("f4", Element.FLOAT32),
          Map.entry("f8", Element.FLOAT64));

  /** Reads the header and leaves the stream at the first number. */
  static NpyHeader read(InputStream in) throws IOException {
    byte[] start = in.readNBytes(8);
    if (start.length < 8 || !java.util.Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw new FormatException("this is no .npy file: it does not begin with \\x93NUMPY");
    }
    int version = start[6];
    if (version < 1 || version > 3) {
      throw new FormatException("version " + version + " of the .npy format is not known");
    }
    int lengthBytes = version == 1 ? 2 : 4;
    long length = littleEndian(in.readNBytes(lengthBytes), lengthBytes);
    if (length > LONGEST) {
      throw new FormatException("a header of " + length + " bytes is too long");
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw new FormatException("the file ends inside its header");
    }
    return of(
        PythonLiteral.dictionary(new String(text, StandardCharsets.UTF_8)),
        8 + lengthBytes + length);
  }

  private static NpyHeader of(Map<String, Object> entries, long bytes) throws FormatException {
    if (!(entries.get("descr") instanceof String descr)) {
      throw new FormatException("the numbers have no simple type ('descr'): " + entries);
    }
    if (!(entries.get("fortran_order") instanceof Boolean fortran)) {
      throw new FormatException("'fortran_order' is neither True nor False");
    }
    if (!(entries.get("shape") instanceof List<?> dims)) {
      throw new FormatException("'shape' is no tuple of numbers");
    }
    Matcher type = TYPE.matcher(descr);
    Element element = type.matches() ? ELEMENTS.get(type.group(2) + type.group(3)) : null;
    if (element == null) {
      throw new FormatException("numbers of type '" + descr + "' cannot be read");
    }
    ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(new Numbers(element, order, shape(dims)), fortran, bytes);
  }

  private static Shape shape(List<?> dims) throws FormatException {
    try {
      return Shape.of(dims.stream().mapToLong(dim -> (Long) dim).toArray());
    } catch (IllegalArgumentException e) {
      throw new FormatException("a shape that cannot be: " + e.getMessage());
    }
  }

  private static long littleEndian(byte[] bytes, int expected) throws FormatException {
    if (bytes.length < expected) {
      throw new FormatException("the file ends inside its header");
    }
    long value = 0;
    for (int i = expected - 1; i >= 0; i--) {
      value = value << 8 | (bytes[i] & 0xFF);
    }
    return value;
  }
}
