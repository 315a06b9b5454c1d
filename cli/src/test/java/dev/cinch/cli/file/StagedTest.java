// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks when a failed run leaves something behind, or destroys what was there before. */
class StagedTest {
  @TempDir Path folder;

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(folder::relativize)
          .map(Path::toString)
          .toList()
          .stream();
    }
  }

  @Test
  void aFileAppearsWhenItIsCommitted() throws IOException {
    Path destination = folder.resolve("new/deep/a.txt");
    try (Staged staged = Staged.file(destination)) {
      Files.writeString(staged.path(), "whole");
      assertThat(destination).doesNotExist();
      staged.commit();
    }
    assertThat(destination).hasContent("whole");
    assertThat(names()).containsExactly("new/deep/a.txt");
  }

  @Test
  void whatWasThereStaysUntilThen() throws IOException {
    Path destination = Files.writeString(folder.resolve("a.txt"), "old");
    try (Staged staged = Staged.file(destination)) {
      Files.writeString(staged.path(), "half");
    }
    assertThat(destination).hasContent("old");
    assertThat(names()).containsExactly("a.txt");
    try (Staged staged = Staged.file(destination)) {
      Files.writeString(staged.path(), "whole");
      staged.commit();
    }
    assertThat(destination).hasContent("whole");
  }

  @Test
  void nothingIsLeftOfAFailureNotEvenTheFoldersItMade() throws IOException {
    try (Staged staged = Staged.folder(folder.resolve("new/project"), "mark")) {
      Files.createDirectories(staged.path().resolve("sub"));
      Files.writeString(staged.path().resolve("sub/a"), "half");
    }
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void aFolderReplacesOnlyWhatBearsItsMark() throws IOException {
    Path destination = folder.resolve("project");
    Files.createDirectories(destination.resolve("sub"));
    Files.writeString(destination.resolve("sub/mine"), "precious");
    assertThatThrownBy(() -> Staged.folder(destination, "mark"))
        .hasMessageContaining("holds other files");
    Files.writeString(destination.resolve("mark"), "");
    try (Staged staged = Staged.folder(destination, "mark")) {
      Files.writeString(staged.path().resolve("b"), "whole");
      staged.commit();
    }
    assertThat(names()).containsExactly("project/b");
  }

  @Test
  void whatCannotBeWrittenIsSaidAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> Staged.file(file.resolve("a")))
        .hasMessageContaining("cannot be written");
    assertThatThrownBy(() -> Staged.file(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> Staged.folder(file, "mark")).hasMessageContaining("is a file");
    assertThat(names()).containsExactly("file");
  }
}
