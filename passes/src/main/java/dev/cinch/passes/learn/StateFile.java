// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes.learn;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The state of unfinished learning as a file: a mark, the digest of what it belongs to, the numbers
 * (big-endian), and the digest of all of it. Written beside its destination and moved there, so
 * that the file is always a whole state.
 */
public final class StateFile {

  private static final byte[] MARK = "cinchst2".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST = 32;
  private static final int CHUNK = 1 << 14;

  private StateFile() {}

  /**
   * Writes a state.
   *
   * @param key everything that decides how learning goes on
   */
  public static void write(Path path, String key, Resumable training) throws IOException {
    Path part = path.resolveSibling(path.getFileName() + ".part");
    MessageDigest digest = sha256();
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(part), CHUNK)) {
      DigestOutputStream out = new DigestOutputStream(file, digest);
      out.write(MARK);
      out.write(sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
      training.state(new Writing(out));
      file.write(digest.digest());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Brings a state back.
   *
   * @return whether it could be: failed for a file that is damaged or belongs to other work
   */
  public static Result<Boolean> read(Path path, String key, Resumable training) throws IOException {
    Origin origin = Origin.of(String.valueOf(path.getFileName()), "");
    try (FileChannel file = FileChannel.open(path)) {
      int head = MARK.length + DIGEST;
      if (file.size() < head + DIGEST || !isWhole(file)) {
        return Result.failed(
            Diagnostic.error(
                "resume.damaged", origin, "the state is damaged", "start without --resume"));
      }
      file.position(0);
      Reading in = new Reading(file, file.size() - DIGEST);
      byte[] start = new byte[head];
      in.fill(ByteBuffer.wrap(start));
      byte[] wanted = sha256().digest(key.getBytes(StandardCharsets.UTF_8));
      if (!Arrays.equals(start, 0, MARK.length, MARK, 0, MARK.length)
          || !Arrays.equals(start, MARK.length, head, wanted, 0, DIGEST)) {
        return other(origin);
      }
      training.state(in);
      return in.isAtEnd() ? Result.ok(true) : other(origin);
    } catch (UncheckedIOException _) {
      return other(origin);
    }
  }

  private static Result<Boolean> other(Origin origin) {
    return Result.failed(
        Diagnostic.error(
            "resume.other",
            origin,
            "the state is of another model, recipe, data set, processor or version of Cinch",
            "start without --resume"));
  }

  private static boolean isWhole(FileChannel file) throws IOException {
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    long left = file.size() - DIGEST;
    while (left > 0) {
      buffer.clear().limit((int) Math.min(CHUNK, left));
      int read = file.read(buffer);
      if (read < 0) {
        return false;
      }
      left -= read;
      digest.update(buffer.flip());
    }
    ByteBuffer stored = ByteBuffer.allocate(DIGEST);
    while (stored.hasRemaining() && file.read(stored) >= 0) {
      // Reads on.
    }
    return Arrays.equals(stored.array(), digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Keeps numbers. */
  private static final class Writing implements State {
    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);

    Writing(OutputStream out) {
      this.out = out;
    }

    private void flush() {
      try {
        out.write(buffer.array(), 0, buffer.position());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      buffer.clear();
    }

    @Override
    public void numbers(float[] values) {
      for (float value : values) {
        if (buffer.remaining() < Float.BYTES) {
          flush();
        }
        buffer.putFloat(value);
      }
      flush();
    }

    @Override
    public void numbers(double[] values) {
      for (double value : values) {
        if (buffer.remaining() < Double.BYTES) {
          flush();
        }
        buffer.putDouble(value);
      }
      flush();
    }

    @Override
    public void numbers(int[] values) {
      for (int value : values) {
        if (buffer.remaining() < Integer.BYTES) {
          flush();
        }
        buffer.putInt(value);
      }
      flush();
    }
  }

  /** Brings numbers back; the arrays say how many. */
  private static final class Reading implements State {
    private final FileChannel file;
    private final long end;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);

    Reading(FileChannel file, long end) {
      this.file = file;
      this.end = end;
    }

    boolean isAtEnd() throws IOException {
      return file.position() == end;
    }

    void fill(ByteBuffer into) {
      try {
        if (into.remaining() > end - file.position()) {
          throw new IOException("it ends too early");
        }
        while (into.hasRemaining()) {
          if (file.read(into) < 0) {
            throw new IOException("it ends too early");
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private ByteBuffer next(int bytes) {
      fill(buffer.clear().limit(bytes));
      return buffer.flip();
    }

    @Override
    public void numbers(float[] values) {
      int most = CHUNK / Float.BYTES;
      for (int at = 0; at < values.length; at += most) {
        int count = Math.min(most, values.length - at);
        next(count * Float.BYTES).asFloatBuffer().get(values, at, count);
      }
    }

    @Override
    public void numbers(double[] values) {
      int most = CHUNK / Double.BYTES;
      for (int at = 0; at < values.length; at += most) {
        int count = Math.min(most, values.length - at);
        next(count * Double.BYTES).asDoubleBuffer().get(values, at, count);
      }
    }

    @Override
    public void numbers(int[] values) {
      int most = CHUNK / Integer.BYTES;
      for (int at = 0; at < values.length; at += most) {
        int count = Math.min(most, values.length - at);
        next(count * Integer.BYTES).asIntBuffer().get(values, at, count);
      }
    }
  }
}
