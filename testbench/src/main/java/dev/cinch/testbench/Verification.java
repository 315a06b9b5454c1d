// SPDX-License-Identifier: Apache-2.0
package dev.cinch.testbench;

import dev.cinch.hls.ProjectFolder;
import dev.cinch.hls.WeightImage;
import dev.cinch.ir.Diagnostic;
import dev.cinch.ir.Engine;
import dev.cinch.ir.Origin;
import dev.cinch.ir.Result;
import dev.cinch.ir.number.Fixed;
import dev.cinch.ir.tensor.Tensor;
import dev.cinch.ir.tensor.TensorType;
import dev.cinch.target.design.Design;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Builds the C++ of a project, runs it on samples, and compares integers with the Java reference:
 * the device's outputs, or with {@code layers} every number between and inside the layers. Where
 * outputs differ or the project was altered, the samples concerned are run again with every layer
 * compared, so that the first layer that differs is named.
 */
public final class Verification {

  private static final long CHUNK_BYTES = 64L << 20;
  private static final int LARGEST_CHUNK = 256;

  /** Is shown what the graph returns for each sample when the C++ computes the device's part. */
  public interface Outputs {
    /**
     * Called once a sample, in order.
     *
     * @param sample number of the sample, from 0
     * @param outputs the graph's outputs
     */
    void see(long sample, List<Tensor> outputs);
  }

  private final ProjectFolder project;
  private final Design design;
  private final Engine exact;
  private final boolean layers;
  private final Optional<OverflowCheck> accumulators;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final Comparison comparison = new Comparison();

  /**
   * A verification to be run once.
   *
   * @param project the emitted project
   * @param design the design of the model in the project
   * @param exact the reference: an engine that computes integers exactly
   * @param layers whether every intermediate number is compared too
   * @param overflows whether the reference's sums are held against the design's accumulators
   */
  public Verification(
      ProjectFolder project, Design design, Engine exact, boolean layers, boolean overflows) {
    this.project = project;
    this.design = design;
    this.exact = exact;
    this.layers = layers;
    this.accumulators = overflows ? Optional.of(new OverflowCheck(design)) : Optional.empty();
  }

  /**
   * Runs samples of a data set.
   *
   * @param samples the graph's inputs, one list a sample
   * @param outputs is shown what comes out
   * @return the verdict; fails when the project cannot be built or a tool is missing
   */
  public Result<Verdict> run(Iterator<List<Tensor>> samples, Outputs outputs)
      throws IOException, InterruptedException {
    return run(
        (reference, most) -> {
          List<List<Tensor>> hosts = new ArrayList<>(most);
          while (samples.hasNext() && hosts.size() < most) {
            hosts.add(samples.next());
          }
          return new Batch(reference.deviceInputs(hosts), hosts);
        },
        outputs);
  }

  /**
   * Runs the extremes of the device's input and seeded random numbers.
   *
   * @param samples how many
   * @param seed of the random ones
   * @return the verdict; fails when the project cannot be built or a tool is missing
   */
  public Result<Verdict> run(int samples, long seed) throws IOException, InterruptedException {
    TensorType type = design.graph().node(design.input()).type();
    Iterator<Tensor> inputs = GoldenVectors.inputs(type, samples, seed);
    return run(
        (_, most) -> {
          List<Tensor> device = new ArrayList<>(most);
          while (inputs.hasNext() && device.size() < most) {
            device.add(inputs.next());
          }
          return new Batch(device, List.of());
        },
        (_, _) -> {});
  }

  /**
   * Some samples.
   *
   * @param device what the device gets
   * @param hosts the graph's inputs they came from; empty where there are none
   */
  private record Batch(List<Tensor> device, List<List<Tensor>> hosts) {}

  private interface Batches {
    Batch next(Reference reference, int most);
  }

  private Result<Verdict> run(Batches batches, Outputs outputs)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("cinch-verify");
    try {
      problems.addAll(project.changes());
      problems.addAll(changedWeights());
      Result<Path> built = CppBuild.build(project, work);
      if (!(built instanceof Result.Ok<Path>(var program, var _))) {
        return built.map(_ -> verdict(0));
      }
      try (Reference reference = new Reference(design, exact)) {
        return Result.ok(verdict(runChunks(program, work, reference, batches, outputs)));
      }
    } finally {
      accumulators.ifPresent(OverflowCheck::close);
      delete(work);
    }
  }

  private Verdict verdict(long samples) {
    return new Verdict(
        samples,
        comparison.values(),
        comparison.mismatches(),
        comparison.first(),
        accumulators.map(OverflowCheck::found),
        problems);
  }

  /** Where the project's weights are not those of its model. */
  private List<Diagnostic> changedWeights() throws IOException {
    Path file = project.file("weights/weights.bin");
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    WeightImage image = WeightImage.of(design);
    byte[] expected = image.bytes();
    byte[] found = Files.readAllBytes(file);
    int at = java.util.Arrays.mismatch(expected, found);
    if (at < 0) {
      return List.of();
    }
    String layer =
        image.extents().stream()
            .filter(extent -> at / Long.BYTES >= extent.first() && at / Long.BYTES < extent.end())
            .map(WeightImage.Extent::name)
            .findFirst()
            .orElse("header");
    return List.of(
        Diagnostic.warning(
            "verify.weights",
            Origin.of("weights/weights.bin", layer),
            "byte " + at + " is not what the model's weights pack to",
            ""));
  }

  private long runChunks(
      Path program, Path work, Reference reference, Batches batches, Outputs outputs)
      throws IOException, InterruptedException {
    int most = chunkSize();
    long done = 0;
    for (Batch batch = batches.next(reference, most);
        !batch.device().isEmpty();
        batch = batches.next(reference, most)) {
      if (!runChunk(program, work, reference, batch, done, outputs)) {
        return done;
      }
      done += batch.device().size();
    }
    return done;
  }

  private boolean runChunk(
      Path program, Path work, Reference reference, Batch batch, long first, Outputs outputs)
      throws IOException, InterruptedException {
    List<Tap> taps = layers ? Tap.ofLayers(design) : List.of(Tap.ofOutput(design));
    List<Tensor> device = batch.device();
    long before = comparison.mismatches();
    try (Chunk chunk = Chunk.start(program, project, design, device, layers, work)) {
      List<List<Tensor>> expected = reference.values(device, taps);
      accumulators.ifPresent(check -> check.run(device));
      if (!chunk.finished()) {
        problems.add(Diagnostic.error("verify.run", Origin.named("tb/test.cpp"), chunk.says(), ""));
        return false;
      }
      for (int t = 0; t < taps.size(); t++) {
        compare(comparison, taps.get(t), first, expected.get(t), chunk);
      }
      Tensor results = chunk.output();
      for (int s = 0; s < batch.hosts().size(); s++) {
        outputs.see(first + s, reference.finish(batch.hosts().get(s), results, s));
      }
    }
    boolean earliest = before == 0 && comparison.mismatches() > 0;
    boolean altered = first == 0 && !problems.isEmpty();
    if (!layers && (earliest || altered)) {
      locate(program, work, reference, device, first);
    }
    return true;
  }

  /** Compares every layer of samples whose outputs are in doubt. */
  private void locate(Path program, Path work, Reference reference, List<Tensor> device, long first)
      throws IOException, InterruptedException {
    List<Tap> taps = Tap.ofLayers(design);
    Comparison closer = new Comparison();
    try (Chunk chunk = Chunk.start(program, project, design, device, true, work)) {
      List<List<Tensor>> expected = reference.values(device, taps);
      if (chunk.finished()) {
        for (int t = 0; t < taps.size(); t++) {
          compare(closer, taps.get(t), first, expected.get(t), chunk);
        }
      }
    }
    comparison.locate(closer);
  }

  private static void compare(
      Comparison comparison, Tap tap, long first, List<Tensor> values, Chunk chunk)
      throws IOException {
    // A sum that overflows is beyond the format in which the C++ has it.
    Fixed number = Streaming.holding(values, tap.number());
    Tensor expected = Streaming.pack(values, tap.stream(), number);
    comparison.compare(tap, first, expected, chunk.read(tap, expected.type().with(tap.number())));
  }

  private int chunkSize() {
    long bytes = 0;
    for (Tap tap : Tap.ofLayers(design)) {
      bytes += (long) tap.stream().plane().size() * Long.BYTES;
    }
    return Math.clamp(CHUNK_BYTES / bytes, 1, LARGEST_CHUNK);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
