// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The contents of files, or why there are none. */
final class FileBytes {

  /** ONNX's protobuf messages end at 2 GiB; larger models have external data. */
  private static final long LARGEST = Integer.MAX_VALUE - 8L;

  private static final long LARGEST_TEXT = 1L << 28;

  /** Smaller files are copied, since a mapping lasts until the garbage collector finds it. */
  private static final long MAPPED_FROM = 1L << 20;

  private FileBytes() {}

  /** Name of a file without its folders. */
  static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  /** All bytes of a file that has some; those of a large one stay in the file, which is mapped. */
  static Result<ByteBuffer> read(Path file) {
    String hint = "save the model with external data";
    return size(file, LARGEST, hint).then(size -> size > MAPPED_FROM ? mapped(file) : copied(file));
  }

  private static Result<ByteBuffer> mapped(Path file) {
    return reading(
        file,
        () -> {
          try (FileChannel channel = FileChannel.open(file)) {
            return channel
                .map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto())
                .asByteBuffer();
          }
        });
  }

  private static Result<ByteBuffer> copied(Path file) {
    return reading(file, () -> ByteBuffer.wrap(Files.readAllBytes(file)).asReadOnlyBuffer());
  }

  /** A file's UTF-8 text. */
  static Result<String> text(Path file) {
    return size(file, LARGEST_TEXT, "keep large models in binary files")
        .then(_ -> copied(file))
        .then(bytes -> decode(file, bytes));
  }

  private static Result<String> decode(Path file, ByteBuffer bytes) {
    try {
      return Result.ok(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException _) {
      return failed(
          "onnx.file.binary", file, "it is not text", "binary ONNX models are named .onnx");
    }
  }

  private static Result<Long> size(Path file, long largest, String hint) {
    if (Files.isDirectory(file)) {
      return failed("onnx.file.unreadable", file, "it is a folder", "name a file in it");
    }
    return reading(file, () -> Files.size(file))
        .then(size -> {
          if (size == 0) {
            return failed("onnx.file.empty", file, "the file is empty", "copy or export it again");
          }
          if (size > largest) {
            String text = "the file has " + size + " bytes, more than the " + largest + " allowed";
            return failed("onnx.file.large", file, text, hint);
          }
          return Result.ok(size);
        });
  }

  /** Reads something from a file. */
  interface Step<T> {
    T read() throws IOException;
  }

  /** The step's value, or what kept it from giving one. */
  static <T> Result<T> reading(Path file, Step<T> step) {
    try {
      return Result.ok(step.read());
    } catch (NoSuchFileException _) {
      return failed("onnx.file.missing", file, "there is no such file", "");
    } catch (AccessDeniedException _) {
      return failed("onnx.file.unreadable", file, "it may not be read", "check its permissions");
    } catch (IOException e) {
      return failed("onnx.file.unreadable", file, "it cannot be read: " + e.getMessage(), "");
    }
  }

  /** A protobuf stream whose tensors stay where they are in the bytes, instead of being copied. */
  static CodedInputStream message(ByteBuffer bytes) {
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
    in.enableAliasing(true);
    return in;
  }

  static <T> Result<T> failed(String code, Path file, String text, String hint) {
    return Result.failed(Diagnostic.error(code, Origin.of(name(file), ""), text, hint));
  }
}
