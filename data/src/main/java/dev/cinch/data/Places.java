// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The folders in which named data sets lie, each in a folder of its own name.
 *
 * @param folders in the order in which they are searched
 */
public record Places(List<Path> folders) {

  public Places {
    folders = List.copyOf(folders);
  }

  /**
   * The places of a user: {@code $CINCH_DATA}, then the cache folder of the platform ({@code
   * $XDG_CACHE_HOME/cinch/data} or {@code ~/.cache/cinch/data}; on Windows {@code
   * %LOCALAPPDATA%\cinch\data}).
   *
   * @param environment variables, as {@link System#getenv()} gives them
   * @param system name of the operating system, as the property {@code os.name} has it
   * @param home the user's home folder
   */
  public static Places of(Map<String, String> environment, String system, Path home) {
    List<Path> folders = new ArrayList<>();
    String data = environment.getOrDefault("CINCH_DATA", "");
    if (!data.isEmpty()) {
      folders.add(Path.of(data));
    }
    boolean windows = system.toLowerCase(Locale.ROOT).startsWith("windows");
    String cache = environment.getOrDefault(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
    Path caches = cache.isEmpty() ? home.resolve(".cache") : Path.of(cache);
    folders.add(caches.resolve("cinch").resolve("data"));
    return new Places(folders);
  }

  /** Where statistics of models and data are kept: beside the cache of data sets. */
  public Path statistics() {
    return cache().resolveSibling("statistics");
  }

  /** Where fetched data sets are put: the last folder. */
  public Path cache() {
    return folders.getLast();
  }
}
