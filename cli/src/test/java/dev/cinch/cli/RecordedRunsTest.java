// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cinch.cli.command.Exit;
import dev.cinch.data.Npy;
import dev.cinch.ir.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaks when `cinch run` no longer computes what others recorded for their recurrent models. */
class RecordedRunsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"byte_sb_bidi_lstm, Add_26", "qlstm_3-2-3_T3_S1, output"})
  void runReproducesRecordedOutputs(String name, String recorded) throws IOException {
    Path model = shared().resolve("models/rnn").resolve(name);
    assumeTrue(Files.exists(model), "skipped: there is no " + model);
    Path input = member(model.resolve("io.npz"), "input");
    Tensor wanted = Npy.read(member(model.resolve("io.npz"), recorded)).orThrow();
    Workplace work = new Workplace(folder);
    String file = model.resolve("model.onnx").toString();
    var ran = work.cinch("run", file, "--input", "input=" + input, "-o", work.path("out") + "");
    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.DONE);
    Tensor got = Npy.read(work.path("out/output.npy")).orThrow();
    assertThat(got.shape()).isEqualTo(wanted.shape());
    double greatest = 0;
    double furthest = 0;
    for (long i = 0; i < wanted.size(); i++) {
      greatest = Math.max(greatest, Math.abs(wanted.valueAt(i)));
      furthest = Math.max(furthest, Math.abs(wanted.valueAt(i) - got.valueAt(i)));
    }
    assertThat(furthest).isLessThanOrEqualTo(1e-4 * greatest);
  }

  private static Path shared() {
    return Optional.ofNullable(System.getenv("CINCH_SHARED"))
        .map(Path::of)
        .orElse(Checkout.ROOT.resolveSibling("shared"));
  }

  private Path member(Path archive, String name) {
    try (ZipFile zip = new ZipFile(archive.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(name + ".npy"))) {
      Path file = folder.resolve(name + ".npy");
      Files.copy(in, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
