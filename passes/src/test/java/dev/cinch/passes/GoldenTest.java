// SPDX-License-Identifier: Apache-2.0
package dev.cinch.passes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.operator.WeightSource;
import dev.cinch.frontend.text.OnnxTextReader;
import dev.cinch.ir.Graph;
import dev.cinch.ir.text.Constants;
import dev.cinch.ir.text.GraphPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each pass does to small graphs that people can read: {@code golden/<pass>/fires*.onnxtxt}
 * and {@code keeps*.onnxtxt}. {@code -Dgolden.update} writes what comes out into the files.
 */
class GoldenTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final String RUN = "// RUN: ";
  private static final String EXPECT = "// EXPECT\n";
  private static final int LONGEST = 60;

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".onnxtxt")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void passDoesWhatTheFileShows(Path file) throws IOException {
    String text = Files.readString(file);
    assertThat(text).startsWith(RUN).contains(EXPECT);
    Pass pass = Pipelines.named(text.lines().findFirst().orElseThrow().substring(8)).orElseThrow();
    String given = text.substring(0, text.indexOf(EXPECT));
    Graph graph = read(file, given);
    String made = GraphPrinter.print(pass.run(graph, Trace.NONE), Constants.INLINE);
    if (System.getProperty("golden.update") != null) {
      Files.writeString(file, given + EXPECT + made);
      text = Files.readString(file);
    }
    assertThat(made).isEqualTo(text.substring(text.indexOf(EXPECT) + EXPECT.length()));
    boolean fires = file.getFileName().toString().startsWith("fires");
    String before = GraphPrinter.print(graph, Constants.INLINE);
    assertThat(made.equals(before)).as("nothing changes").isEqualTo(!fires);
    assertThat(text.lines().count()).isLessThanOrEqualTo(LONGEST);
    assertThat(FOLDER.relativize(file)).startsWithRaw(Path.of(pass.name()));
  }

  /** Comments of the test are not ONNX. */
  private static Graph read(Path file, String text) {
    String onnx =
        text.lines().filter(line -> !line.startsWith("//")).collect(Collectors.joining("\n"));
    String name = file.getFileName().toString();
    return OnnxTextReader.read(onnx, name, WeightSource.NONE).orThrow();
  }

  @Test
  void everyPassHasAFileWhereItFiresAndOneWhereItDoesNot() throws IOException {
    for (Pass pass : Pipelines.passes()) {
      Path folder = FOLDER.resolve(pass.name());
      try (Stream<Path> files = Files.list(folder)) {
        List<String> names = files.map(file -> file.getFileName().toString()).toList();
        assertThat(names).as(pass.name()).anyMatch(name -> name.startsWith("fires"));
        assertThat(names).as(pass.name()).anyMatch(name -> name.startsWith("keeps"));
      }
    }
  }

  @Test
  void everyPassSaysWhatItDoesInOneLine() {
    for (Pass pass : Pipelines.passes()) {
      assertThat(pass.description()).as(pass.name()).isNotBlank().doesNotContain("\n");
    }
    assertThat(Pipelines.passes().stream().map(Pass::name)).doesNotHaveDuplicates();
  }
}
