// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.fetch;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Fetches a published data set: downloads its files, checks sizes and SHA-256 digests, unpacks
 * archives, and leaves the digests of what is there in {@value Digests#NAME}.
 */
public final class Fetch {

  /** The file by which a fetched folder is known. */
  public static final String MARK = Digests.NAME;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Published published;
  private final URI from;
  private final Duration patience;

  /**
   * A data set to be fetched.
   *
   * @param from the address below which its files lie, {@link Published#from} or a mirror
   */
  public Fetch(Published published, URI from) {
    this(published, from, PATIENCE);
  }

  Fetch(Published published, URI from, Duration patience) {
    this.published = published;
    this.from = from;
    this.patience = patience;
  }

  /**
   * What keeps a folder from being the complete and unchanged data set: names of files; empty when
   * nothing does.
   *
   * @throws IOException when a file cannot be read
   */
  public static List<String> damaged(Published published, Path folder) throws IOException {
    return Digests.damaged(folder, published.contents());
  }

  /**
   * Fills an empty folder.
   *
   * @param meter takes the number of bytes that have arrived so far, of {@link Published#bytes}
   * @return the names of the files that are there now, or what went wrong, with the address
   * @throws IOException when a file cannot be written
   */
  public Result<List<String>> into(Path folder, LongConsumer meter) throws IOException {
    long before = 0;
    for (PublishedFile file : published.files()) {
      URI address = address(file);
      long start = before;
      Path downloaded = folder.resolve(file.name());
      try {
        new Download(address, file, patience).to(downloaded, done -> meter.accept(start + done));
        if (file.isArchive()) {
          new Archive(downloaded).extract(file.members(), folder);
          Files.delete(downloaded);
        }
      } catch (FetchException e) {
        return Result.failed(
            Diagnostic.error("data.fetch", Origin.of(address.toString(), ""), e.text(), e.hint()));
      }
      before += file.bytes();
    }
    Digests.write(folder, published.contents());
    return Result.ok(published.contents());
  }

  private URI address(PublishedFile file) {
    String base = from.toString();
    return URI.create(base.endsWith("/") ? base + file.name() : base + "/" + file.name());
  }
}
