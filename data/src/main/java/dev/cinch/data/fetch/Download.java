// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/**
 * Copies one published file over HTTP. Never takes more bytes than were published, and never waits
 * for longer than its patience.
 */
final class Download {

  private static final String AGAIN = "try again, or another place with --from URL";
  private static final int BUFFER = 1 << 16;

  private final URI address;
  private final PublishedFile file;
  private final Duration patience;

  /**
   * A download to be made.
   *
   * @param patience how long the server may stay silent
   */
  Download(URI address, PublishedFile file, Duration patience) {
    this.address = address;
    this.file = file;
    this.patience = patience;
  }

  /**
   * Writes the file.
   *
   * @param meter takes the number of bytes that have arrived so far
   * @throws FetchException when the answer is not the published file
   * @throws IOException when it cannot be written
   */
  void to(Path path, LongConsumer meter) throws IOException {
    HttpURLConnection connection = connect();
    try (InputStream in = open(connection);
        OutputStream out = Files.newOutputStream(path)) {
      MessageDigest digest = Digests.sha256();
      byte[] buffer = new byte[BUFFER];
      long done = 0;
      while (true) {
        int count = read(in, buffer);
        if (count < 0) {
          break;
        }
        done += count;
        if (done > file.bytes()) {
          throw wrong("holds more than the %d bytes that were published");
        }
        digest.update(buffer, 0, count);
        out.write(buffer, 0, count);
        meter.accept(done);
      }
      if (done < file.bytes()) {
        throw new FetchException(
            "the connection ended after %d of %d bytes".formatted(done, file.bytes()), AGAIN);
      }
      if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
        throw wrong("has another SHA-256 digest than the %d bytes that were published");
      }
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection connect() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(Math.toIntExact(patience.toMillis()));
    connection.setReadTimeout(Math.toIntExact(patience.toMillis()));
    connection.setRequestProperty("Accept-Encoding", "identity");
    connection.setRequestProperty("User-Agent", "cinch");
    return connection;
  }

  private InputStream open(HttpURLConnection connection) throws FetchException {
    try {
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        String moved = connection.getHeaderField("Location");
        throw new FetchException(
            "the server answers %d%s".formatted(status, moved == null ? "" : ", moved to " + moved),
            AGAIN);
      }
      long announced = connection.getContentLengthLong();
      if (announced >= 0 && announced != file.bytes()) {
        throw wrong("has " + announced + " bytes instead of the %d that were published");
      }
      return connection.getInputStream();
    } catch (FetchException e) {
      throw e;
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private int read(InputStream in, byte[] buffer) throws FetchException {
    try {
      return in.read(buffer);
    } catch (SocketTimeoutException e) {
      throw unreachable(e);
    } catch (IOException e) {
      throw new FetchException("the connection broke: " + text(e), AGAIN);
    }
  }

  private FetchException unreachable(IOException e) {
    String text =
        switch (e) {
          case UnknownHostException _ -> "the server's name is not known here";
          case SocketTimeoutException _ ->
              "the server was silent for " + patience.toSeconds() + " s";
          default -> text(e);
        };
    return new FetchException(text, "is this machine connected? " + AGAIN);
  }

  private FetchException wrong(String text) {
    return new FetchException("the file there " + text.formatted(file.bytes()), AGAIN);
  }

  private static String text(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
