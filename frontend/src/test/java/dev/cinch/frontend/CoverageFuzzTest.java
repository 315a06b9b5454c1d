// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.frontend.container.WeightFuzzTarget;
import dev.cinch.frontend.onnx.BinaryFuzzTarget;
import dev.cinch.frontend.operator.OperatorNames;
import dev.cinch.frontend.text.TextFuzzTarget;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jazzer on the readers of models and of weight streams, in a process of its own with little
 * memory, from the corpus in the tree. A bounded run; {@code -Dfuzz.inputs=1000000} makes it a long
 * one (CONTRIBUTING.md). With {@code -Dfuzz.corpus=FOLDER}, what is found to reach new branches is
 * kept there, and a long run goes on from it. An input that fails is left in {@code target/fuzz}.
 */
class CoverageFuzzTest {

  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 10_000);
  private static final Path CORPUS = Path.of("src/test/resources/fuzz");
  private static final Path FOUND = Path.of("target/fuzz");
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(classes = {BinaryFuzzTarget.class, TextFuzzTarget.class, WeightFuzzTarget.class})
  void readersThrowNothingAndEnd(Class<?> target) throws IOException, InterruptedException {
    String name =
        target == TextFuzzTarget.class
            ? "text"
            : target == WeightFuzzTarget.class ? "weight" : "binary";
    Path log = folder.resolve("log");
    Process jazzer =
        new ProcessBuilder(command(target, grown(name), CORPUS.resolve(name)))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    int exit;
    try {
      exit = jazzer.waitFor();
    } finally {
      jazzer.destroyForcibly();
    }
    String printed = Files.readString(log, StandardCharsets.ISO_8859_1);
    assertThat(exit).as(withoutInstrumentation(printed)).isZero();
    Matcher done = DONE.matcher(printed);
    assertThat(done.find()).as(printed).isTrue();
    assertThat(Integer.parseInt(done.group(1))).isGreaterThanOrEqualTo(INPUTS);
    System.out.printf("fuzzed the %s reader: %s%n", name, last(printed));
  }

  private static String withoutInstrumentation(String printed) {
    return printed
        .lines()
        .filter(line -> !line.startsWith("INFO: ") && !line.startsWith("#"))
        .collect(joining("\n"));
  }

  /** A line of libFuzzer's on the branches reached and the inputs tried. */
  private static String last(String printed) {
    return printed
        .lines()
        .filter(line -> line.contains("cov:"))
        .reduce((_, later) -> later)
        .orElse("");
  }

  private Path grown(String name) throws IOException {
    String kept = System.getProperty("fuzz.corpus");
    return Files.createDirectories((kept == null ? folder : Path.of(kept)).resolve(name));
  }

  /** The names of all operators, for the fuzzer to put into models. */
  private Path words() throws IOException {
    return Files.write(
        folder.resolve("words"),
        OperatorNames.all().stream().map(name -> '"' + name + '"').toList());
  }

  private List<String> command(Class<?> target, Path grown, Path corpus) throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-Xss1m",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+EnableDynamicAgentLoading",
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + target.getName(),
        "--instrumentation_includes=dev.cinch.**:com.google.protobuf.**",
        "--reproducer_path=" + folder,
        "-artifact_prefix=" + Files.createDirectories(FOUND) + "/",
        "-rss_limit_mb=3072",
        "-timeout=25",
        "-seed=1",
        "-max_len=8192",
        "-runs=" + INPUTS,
        "-dict=" + words(),
        grown.toString(),
        corpus.toString());
  }
}
