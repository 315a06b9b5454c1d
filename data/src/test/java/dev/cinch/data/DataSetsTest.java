// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cinch.ir.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks when examples and labels are paired wrongly, or a data set is not found where it lies. */
class DataSetsTest {
  private static final Set<Part> BOTH = EnumSet.allOf(Part.class);
  private static final Set<Part> TEST = Set.of(Part.TEST);

  @TempDir Path folder;
  private Places places = new Places(List.of());

  @BeforeEach
  void places() {
    places = new Places(List.of(folder.resolve("first"), folder.resolve("second")));
  }

  private static void writeIdx(Path target) throws IOException {
    Files.createDirectories(target);
    byte[] images = Bytes.bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255);
    Bytes.write(
        target.resolve("train-images-idx3-ubyte.gz"),
        Bytes.gzip(Bytes.idx(8, new int[] {3, 2, 2}, images)));
    Bytes.write(
        target.resolve("train-labels.idx1-ubyte"),
        Bytes.idx(8, new int[] {3}, Bytes.bytes(0, 4, 2)));
    Bytes.write(
        target.resolve("t10k-images.idx3-ubyte"),
        Bytes.idx(8, new int[] {1, 2, 2}, Bytes.bytes(9, 8, 7, 6)));
    Bytes.write(
        target.resolve("t10k-labels-idx1-ubyte.gz"),
        Bytes.gzip(Bytes.idx(8, new int[] {1}, Bytes.bytes(3))));
  }

  @Test
  void aFolderOfIdxFilesUnderAnyOfTheirNames() throws IOException {
    Path mine = folder.resolve("mine");
    writeIdx(mine);
    DataSet data = DataSets.open(mine.toString(), places, BOTH).orThrow();
    assertThat(data.name()).isEqualTo("mine");
    assertThat(data.sample()).isEqualTo(Shape.of(1, 2, 2));
    assertThat(data.classes()).isEqualTo(5);
    assertThat(data.train().size()).isEqualTo(3);
    assertThat(data.train().get(2).label()).isEqualTo(2);
    assertThat(data.train().image(2).toFloats()).containsExactly(9, 10, 11, 255);
    assertThat(data.test().stream().map(Sample::label)).containsExactly(3);
  }

  @Test
  void aNameIsLookedUpInOrder() throws IOException {
    writeIdx(folder.resolve("second").resolve("mnist"));
    DataSet data = DataSets.open("mnist", places, TEST).orThrow();
    assertThat(data.name()).isEqualTo("mnist");
    assertThat(data.splits()).containsOnlyKeys(Part.TEST);
    assertThat(Failures.of(DataSets.open("fashion-mnist", places, TEST)))
        .contains("looked in", "first", "second", "CINCH_DATA");
  }

  @Test
  void cifarBinariesByNameInTheirPublishedFolder() throws IOException {
    Path inner = folder.resolve("first").resolve("cifar10").resolve("cifar-10-batches-bin");
    Files.createDirectories(inner);
    Bytes.write(inner.resolve("data_batch_1.bin"), Bytes.cifar(7, 0, 9));
    Bytes.write(inner.resolve("data_batch_2.bin"), Bytes.cifar(3));
    for (int batch = 3; batch < 5; batch++) {
      Bytes.write(inner.resolve("data_batch_" + batch + ".bin"), Bytes.cifar(batch));
    }
    Bytes.write(inner.resolve("test_batch.bin"), Bytes.cifar(1));
    assertThat(Failures.of(DataSets.open("cifar10", places, BOTH)))
        .contains("holds 4 of 5 files", "data_batch_5.bin");
    Bytes.write(inner.resolve("data_batch_5.bin"), Bytes.cifar(5));
    DataSet data = DataSets.open("cifar10", places, BOTH).orThrow();
    assertThat(data.name()).isEqualTo("cifar10");
    assertThat(data.sample()).isEqualTo(Shape.of(3, 32, 32));
    assertThat(data.classes()).isEqualTo(10);
    assertThat(data.train().stream().map(Sample::label)).containsExactly(7, 0, 9, 3, 3, 4, 5);
    // The first pixel of each plane, and the last of the last.
    float[] pixels = data.train().image(3).toFloats();
    assertThat(new float[] {pixels[0], pixels[1024], pixels[2048], pixels[3071]})
        .containsExactly(3, 103, 203, 255);
    assertThat(data.test().size()).isEqualTo(1);
  }

  @Test
  void damagedCifarBinariesAreRefused() {
    Bytes.write(folder.resolve("test_batch.bin"), Bytes.cifar(1, 10));
    assertThat(Failures.of(DataSets.open(folder.toString(), places, TEST)))
        .contains("test_batch.bin: label 10 of record 1 is no class");
    Bytes.write(folder.resolve("test_batch.bin"), new byte[3072]);
    assertThat(Failures.of(DataSets.open(folder.toString(), places, BOTH)))
        .contains("3072 bytes are no whole number of records of 3073", "holds 0 of 5 files");
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    assertThat(Failures.of(DataSets.open("cifar10", places, TEST)))
        .contains("cifar10: the data set is not on this machine", "looked in");
    assertThat(Failures.of(DataSets.open("nowhere/x.npz", places, TEST)))
        .contains("there is no such file or folder", "digits, mnist, fashion-mnist, cifar10");
    assertThat(Failures.of(DataSets.open(folder.toString(), places, TEST)))
        .contains("holds neither idx files nor CIFAR-10 binaries");
    Path text = Files.writeString(folder.resolve("a.csv"), "1,2");
    assertThat(Failures.of(DataSets.open(text.toString(), places, TEST))).contains(".npz file");
    writeIdx(folder.resolve("half"));
    Files.delete(folder.resolve("half").resolve("t10k-images.idx3-ubyte"));
    Files.delete(folder.resolve("half").resolve("train-labels.idx1-ubyte"));
    assertThat(Failures.of(DataSets.open(folder.resolve("half").toString(), places, BOTH)))
        .contains("holds no train-labels-idx1-ubyte", "holds no t10k-images-idx3-ubyte");
  }

  @Test
  void oneSplitOfAnNpzIsForTesting() {
    Map<String, byte[]> arrays =
        Map.of(
            "x.npy", Bytes.npy("|u1", "(2, 3)", 1, 2, 3, 4, 5, 6),
            "y.npy", Bytes.npy("|i1", "(2,)", 1, 0));
    String file = Bytes.write(folder.resolve("a.npz"), Bytes.zip(arrays)).toString();
    DataSet data = DataSets.open(file, places, TEST).orThrow();
    assertThat(data.sample()).isEqualTo(Shape.of(3));
    assertThat(data.test().get(1).image().toFloats()).containsExactly(4, 5, 6);
    assertThat(Failures.of(DataSets.open(file, places, BOTH)))
        .contains("a.npz: there are no training examples (give arrays x_train and y_train");
  }

  @Test
  void bothSplitsOfAnNpz() {
    Map<String, byte[]> arrays =
        Map.of(
            "x_train.npy", Bytes.npy("|u1", "(1, 1, 2, 1)", 1, 2),
            "y_train.npy", Bytes.npy("|i1", "(1, 1)", 1),
            "x_test.npy", Bytes.npy("|u1", "(2, 1, 2, 1)", 3, 4, 5, 6),
            "y_test.npy", Bytes.npy("<f2", "(2,)", 0, 0x40, 0, 0));
    String file = Bytes.write(folder.resolve("a.npz"), Bytes.zip(arrays)).toString();
    DataSet data = DataSets.open(file, places, BOTH).orThrow();
    assertThat(data.train().image(0).toFloats()).containsExactly(1, 2);
    assertThat(data.test().label(0)).isEqualTo(2);
    assertThat(data.classes()).isEqualTo(3);
  }

  @Test
  void labelsMustPairUpAndBeClasses() {
    assertThat(npz("(2, 2)", "|i1", "(3,)", 1, 1, 1)).contains("2 examples, but labels [3]");
    assertThat(npz("(2, 2)", "|i1", "(2,)", 1, -1)).contains("label -1.0 of example 1");
    assertThat(npz("(4,)", "|i1", "(4,)", 1, 1, 1, 1)).contains("need an axis of examples");
    assertThat(npz("(2, 2)", "<f2", "(2,)", 0, 0x3E, 0, 0)).contains("label 1.5 of example 0");
  }

  private String npz(String xShape, String yType, String yShape, int... y) {
    Map<String, byte[]> arrays =
        Map.of("x.npy", Bytes.npy("|u1", xShape, 1, 2, 3, 4), "y.npy", Bytes.npy(yType, yShape, y));
    Path file = Bytes.write(folder.resolve("a.npz"), Bytes.zip(arrays));
    return Failures.of(DataSets.open(file.toString(), places, TEST));
  }

  @Test
  void theDigestIsOfTheExamplesNotOfTheirFiles() throws IOException {
    writeIdx(folder.resolve("a"));
    Map<String, byte[]> arrays =
        Map.of(
            "x.npy", Bytes.npy("|u1", "(1, 2, 2)", 9, 8, 7, 6),
            "y.npy", Bytes.npy("<i2", "(1,)", 3, 0));
    Path file = Bytes.write(folder.resolve("a.npz"), Bytes.zip(arrays));
    String idx =
        DataSets.open(folder.resolve("a").toString(), places, TEST).orThrow().test().digest();
    assertThat(DataSets.open(file.toString(), places, TEST).orThrow().test().digest())
        .isEqualTo(idx)
        .matches("[0-9a-f]{64}");
    arrays =
        Map.of("x.npy", Bytes.npy("|u1", "(1, 2, 2)", 9, 8, 7, 5), "y.npy", arrays.get("y.npy"));
    Bytes.write(file, Bytes.zip(arrays));
    assertThat(DataSets.open(file.toString(), places, TEST).orThrow().test().digest())
        .isNotEqualTo(idx);
  }

  @Test
  void placesFollowTheEnvironment() {
    Path home = Path.of("home");
    assertThat(Places.of(Map.of(), "Linux", home).folders())
        .containsExactly(home.resolve(".cache/cinch/data"));
    assertThat(Places.of(Map.of("CINCH_DATA", "d", "XDG_CACHE_HOME", "c"), "Linux", home).folders())
        .containsExactly(Path.of("d"), Path.of("c/cinch/data"));
    assertThat(Places.of(Map.of("LOCALAPPDATA", "l"), "Windows 11", home).folders())
        .containsExactly(Path.of("l/cinch/data"));
  }
}
