// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Breaks when the real files are not read as the database describes itself. */
class MnistTest {

  /** The folder that holds {@code mnist}: {@code $CINCH_DATA}, or in the shared material. */
  private static Optional<Path> data() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.concat(
            Stream.of("CINCH_DATA", "CINCH_SHARED")
                .map(System::getenv)
                .filter(java.util.Objects::nonNull)
                .flatMap(place -> Stream.of(Path.of(place), Path.of(place, "data"))),
            Stream.iterate(here, java.util.Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolveSibling("shared").resolve("data")))
        .filter(folder -> Files.isDirectory(folder.resolve("mnist")))
        .findFirst();
  }

  @Test
  void theFourFilesOfMnist() {
    Optional<Path> folder = data();
    if (folder.isEmpty()) {
      Assumptions.abort("MNIST is not on this machine: set CINCH_DATA");
    }
    Places places = new Places(List.of(folder.get()));
    DataSet mnist = DataSets.open("mnist", places, EnumSet.allOf(Part.class)).orThrow();
    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(mnist.test().size()).isEqualTo(10_000);
    assertThat(mnist.sample()).isEqualTo(Shape.of(1, 28, 28));
    assertThat(mnist.classes()).isEqualTo(10);
    assertThat(mnist.test().stream().limit(8).map(Sample::label))
        .containsExactly(7, 2, 1, 0, 4, 1, 4, 9);
    // Mean brightness of the training images, as known from the literature: 0.1307 of 255.
    double sum =
        mnist.train().stream().limit(1000).mapToDouble(MnistTest::brightness).average().orElse(0);
    assertThat(sum / 255).isBetween(0.12, 0.14);
  }

  private static double brightness(Sample sample) {
    double sum = 0;
    for (float value : sample.image().toFloats()) {
      sum += value;
    }
    return sum / sample.image().size();
  }
}
