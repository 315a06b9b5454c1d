// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A project as it lies on disk. */
public final class ProjectFolder {

  private static final long MAX_MANIFEST = 1 << 22;

  private final Path root;
  private final ProjectManifest manifest;

  private ProjectFolder(Path root, ProjectManifest manifest) {
    this.root = root;
    this.manifest = manifest;
  }

  /** Opens a folder that {@code cinch compile} wrote. */
  public static Result<ProjectFolder> open(Path root) {
    Path file = root.resolve(ProjectManifest.FILE);
    try {
      if (!Files.isRegularFile(file)) {
        return failed(
            root, "has no " + ProjectManifest.FILE, "give a folder that cinch compile wrote");
      }
      if (Files.size(file) > MAX_MANIFEST) {
        return failed(file, "is larger than a manifest can be", "");
      }
      return ProjectManifest.read(Files.readString(file))
          .map(manifest -> new ProjectFolder(root, manifest));
    } catch (IOException e) {
      return failed(file, "cannot be read: " + e.getMessage(), "");
    }
  }

  private static Result<ProjectFolder> failed(Path path, String text, String hint) {
    return Result.failed(
        Diagnostic.error("project.folder", Origin.named(path.toString()), text, hint));
  }

  /** What {@code cinch.json} says. */
  public ProjectManifest manifest() {
    return manifest;
  }

  /** A file of the project. */
  public Path file(String path) {
    return root.resolve(path);
  }

  /** Every file that is missing or no longer what it was when it was written. */
  public List<Diagnostic> changes() throws IOException {
    List<Diagnostic> changes = new ArrayList<>();
    for (Map.Entry<String, String> entry : manifest.digests().entrySet()) {
      Path file = root.resolve(entry.getKey()).normalize();
      if (!file.startsWith(root.normalize())) {
        changes.add(change(entry.getKey(), "lies outside the project"));
      } else if (!Files.isRegularFile(file)) {
        changes.add(change(entry.getKey(), "is missing"));
      } else if (!ProjectManifest.digest(Files.readAllBytes(file)).equals(entry.getValue())) {
        changes.add(change(entry.getKey(), "is not what cinch compile wrote: its digest differs"));
      }
    }
    return changes;
  }

  private static Diagnostic change(String path, String text) {
    return Diagnostic.warning("project.changed", Origin.named(path), text, "");
  }
}
