// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cinch.cli.Workplace.Ran;
import dev.cinch.cli.command.Exit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks when a data set is not fetched, is fetched twice, or is left half fetched. */
class DataGetTest {
  private static final List<String> FILES =
      List.of(
          "SHA256SUMS",
          "t10k-images-idx3-ubyte.gz",
          "t10k-labels-idx1-ubyte.gz",
          "train-images-idx3-ubyte.gz",
          "train-labels-idx1-ubyte.gz");

  @TempDir Path folder;
  private final AtomicInteger requests = new AtomicInteger();
  private Workplace work;
  private HttpServer server;
  private Path served;

  @BeforeEach
  void start() throws IOException {
    work = new Workplace(folder);
    served = folder.resolve("served");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          Path file = served.resolve(exchange.getRequestURI().getPath().substring(1));
          if (Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(200, Files.size(file));
            Files.copy(file, exchange.getResponseBody());
          } else {
            exchange.sendResponseHeaders(404, -1);
          }
          exchange.close();
        });
    server.start();
    try {
      new Socket(server.getAddress().getAddress(), server.getAddress().getPort()).close();
    } catch (SocketException e) {
      server.stop(0);
      Assumptions.abort(
          "this machine does not even reach itself over the network: " + e.getMessage());
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Ran get(String... more) {
    String address = "http://localhost:" + server.getAddress().getPort();
    List<String> args = List.of("data", "get", "mnist", "--from", address);
    return work.cinch(Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private Path cached(String name) {
    return work.path("cache/cinch/data/mnist").resolve(name);
  }

  /** The folder with the files of MNIST: {@code $CINCH_DATA}, or in the shared material. */
  private static Path mnist() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.concat(
            Stream.of("CINCH_DATA", "CINCH_SHARED")
                .map(System::getenv)
                .filter(Objects::nonNull)
                .flatMap(place -> Stream.of(Path.of(place), Path.of(place, "data"))),
            Stream.iterate(here, Objects::nonNull, Path::getParent)
                .map(place -> place.resolveSibling("shared").resolve("data")))
        .map(place -> place.resolve("mnist"))
        .filter(place -> Files.exists(place.resolve(FILES.getLast())))
        .findFirst()
        .orElseGet(() -> Assumptions.abort("MNIST is not on this machine: set CINCH_DATA"));
  }

  @Test
  void aFetchedDataSetIsUsedAndKept() throws IOException {
    served = mnist();
    Ran first = get("--json");
    assertThat(first.exit()).isEqualTo(Exit.DONE);
    assertThat(first.json().get("files")).hasSize(4);
    assertThat(first.json().get("from").asString()).startsWith("http://localhost:");
    assertThat(cached("").toFile().list()).containsExactlyInAnyOrderElementsOf(FILES);
    assertThat(requests).hasValue(4);

    Ran second = get("--json");
    assertThat(second.exit()).isEqualTo(Exit.DONE);
    assertThat(second.json().get("from").isNull()).isTrue();
    assertThat(requests).hasValue(4);

    String model = Checkout.ROOT.resolve("models/lenet-300-100-mnist.onnx").toString();
    Ran used = work.cinch("evaluate", model, "--data", "mnist", "--samples", "10", "--json");
    assertThat(used.json().get("samples").asInt()).isEqualTo(10);

    Files.writeString(cached("t10k-labels-idx1-ubyte.gz"), "changed");
    Ran third = get();
    assertThat(third.exit()).isEqualTo(Exit.DONE);
    assertThat(third.err()).contains("is fetched again: t10k-labels-idx1-ubyte.gz");
    assertThat(requests).hasValue(8);
    assertThat(Files.size(cached("t10k-labels-idx1-ubyte.gz"))).isEqualTo(4542);
  }

  @Test
  void aFailedFetchLeavesNothing() throws IOException {
    Files.createDirectory(served);
    Ran ran = get();
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err())
        .contains("train-images-idx3-ubyte.gz: the server answers 404")
        .contains("--from URL");
    assertThat(folder.resolve("cache")).doesNotExist();
    Files.writeString(served.resolve("train-images-idx3-ubyte.gz"), "no images");
    assertThat(get().err()).contains("has 9 bytes instead of the 9912422");
    assertThat(work.files()).containsExactly("served/train-images-idx3-ubyte.gz");
  }

  @Test
  void filesOfTheUserAreLeftAlone() throws IOException {
    Files.createDirectories(cached(""));
    Files.writeString(cached("train-labels-idx1-ubyte"), "mine");
    Ran ran = get();
    assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(ran.err()).contains("holds files that were not fetched", "--data mnist");
    assertThat(requests).hasValue(0);
    assertThat(cached("train-labels-idx1-ubyte")).hasContent("mine");
  }

  @Test
  void whatCannotBeFetchedIsNamed() {
    assertThat(work.cinch("data", "get", "imagenet").err())
        .contains("imagenet: is no data set that can be fetched", "mnist, fashion-mnist, cifar10");
    for (String address : List.of("ftp://a/", "file:///etc", "mnist", "http:a")) {
      Ran ran = work.cinch("data", "get", "mnist", "--from", address);
      assertThat(ran.exit()).isEqualTo(Exit.INPUT_WRONG);
      assertThat(ran.err()).contains("is no address of the web");
    }
    assertThat(work.cinch("data", "get", "mnist", "--from", "a b").err()).contains("--from");
    Ran alone = work.cinch("data");
    assertThat(alone.exit()).isEqualTo(Exit.INPUT_WRONG);
    assertThat(alone.err()).startsWith("Usage: cinch data");
  }
}
