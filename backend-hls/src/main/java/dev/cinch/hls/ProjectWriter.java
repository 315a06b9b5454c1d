// SPDX-License-Identifier: Apache-2.0
package dev.cinch.hls;

import dev.cinch.ir.number.Fixed;
import dev.cinch.target.Device.Resource;
import dev.cinch.target.Figure;
import dev.cinch.target.design.Design;
import dev.cinch.target.design.Engine;
import dev.cinch.target.design.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the accelerator project of a design: sources, weights, test bench, scripts. */
public final class ProjectWriter {

  /** The hand-written library, the same for every model. */
  static final List<String> LIBRARY =
      List.of(
          "accelerator",
          "accumulate",
          "bank",
          "broadcast",
          "collect",
          "convolve",
          "decode",
          "forwarding",
          "max_pool",
          "number",
          "patches",
          "pointer_read",
          "ports",
          "pragmas",
          "product",
          "requantize",
          "shape",
          "status",
          "token",
          "trace",
          "weights");

  private static final double NANO = 1e9;

  private final Design design;
  private final Map<Resource, Figure> resources;
  private final SortedMap<String, byte[]> files = new TreeMap<>();

  private ProjectWriter(Design design, Map<Resource, Figure> resources) {
    this.design = design;
    this.resources = resources;
  }

  /**
   * The files of a project by their paths, {@code cinch.json} included.
   *
   * @param design what to build
   * @param resources what it takes of the device
   * @param model the bytes of the {@code .cinch} file it was planned from
   * @param vectors inputs and expected outputs for the test bench
   * @param version Cinch's own version
   */
  public static SortedMap<String, byte[]> write(
      Design design,
      Map<Resource, Figure> resources,
      byte[] model,
      Vectors vectors,
      String version) {
    ProjectWriter writer = new ProjectWriter(design, resources);
    writer.sources();
    writer.scripts(version);
    writer.files.put("model.cinch", model.clone());
    writer.files.put("weights/weights.bin", WeightImage.of(design).bytes());
    writer.files.put("tb/golden/input.bin", Vectors.bytes(vectors.input()));
    writer.files.put("tb/golden/output.bin", Vectors.bytes(vectors.output()));
    writer.files.put(
        ProjectManifest.FILE, ProjectManifest.of(design, writer.files, version).json());
    return writer.files;
  }

  /**
   * What the stages of a design are called in traces, in order. {@code NAME.bin} holds what leaves
   * a stage, {@code NAME.sum.bin} the bare sums of an engine.
   */
  public static List<String> traces(Design design) {
    return StageName.of(design).stream().map(StageName::variable).toList();
  }

  private void sources() {
    text("hls/top.h", TopHeader.of(design));
    text("hls/top.cpp", TopSource.of(design));
    for (String name : LIBRARY) {
      copy("cinch/" + name + ".hpp", "hls/cinch/" + name + ".hpp");
    }
    copy("host/ap_int.h", "sim/ap_int.h");
    copy("host/hls_stream.h", "sim/hls_stream.h");
    copy("tb/test.cpp", "tb/test.cpp");
  }

  private void scripts(String version) {
    Map<String, String> values = new TreeMap<>();
    values.put("design", Comment.plain(design.graph().name()));
    values.put("target", design.device().name());
    values.put("part", design.device().part());
    values.put("period", decimal(NANO * design.device().period()));
    values.put("clock", decimal(design.device().clock().value() / 1e6));
    values.put("version", version);
    values.put("input", design.in().plane() + " numbers of " + CppType.words(design.in().number()));
    values.put(
        "output", design.out().plane() + " numbers of " + CppType.words(design.out().number()));
    values.put("input_layout", layout(design.in().number()));
    values.put("output_layout", layout(design.out().number()));
    long interval = design.interval();
    values.put("interval", String.valueOf(interval));
    values.put("rate", decimal(Math.floor(design.device().clock().value() / interval)));
    values.put("stages", stages());
    values.put("resources", resourceRows());
    for (String name : List.of("Makefile", "README.md", "hls_config.cfg", "run_hls.tcl")) {
      boolean forTool = name.startsWith("hls_") || name.startsWith("run_");
      text((forTool ? "hls/" : "") + name, Template.fill(name, values));
    }
  }

  private static String layout(Fixed number) {
    int lane = 8 * number.carrierBytes();
    return "%d-bit lanes, %d a word".formatted(lane, 64 / lane);
  }

  private String stages() {
    StringBuilder rows = new StringBuilder();
    for (Stage stage : design.stages()) {
      String elements =
          stage instanceof Engine engine ? String.valueOf(engine.columns().elements()) : "";
      rows.append("| ").append(Comment.plain(stage.name())).append(" | ");
      rows.append(Comment.what(stage)).append(" | ").append(elements).append(" | ");
      rows.append(stage.fullCycles()).append(" |\n");
    }
    return rows.toString().stripTrailing();
  }

  private String resourceRows() {
    StringBuilder rows = new StringBuilder();
    for (Resource resource : Resource.values()) {
      Figure used = resources.get(resource);
      if (used != null) {
        rows.append("| ").append(resource.key()).append(" (").append(used.source().word());
        rows.append(") | ").append(Math.round(used.value())).append(" | ");
        rows.append(design.device().limit(resource)).append(" |\n");
      }
    }
    return rows.toString().stripTrailing();
  }

  private static String decimal(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  private void text(String path, String content) {
    files.put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  private void copy(String resource, String path) {
    files.put(path, Template.Resources.bytes(resource));
  }
}
