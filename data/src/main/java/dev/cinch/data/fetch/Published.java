// SPDX-License-Identifier: Apache-2.0
package dev.cinch.data.fetch;

import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A data set as its authors publish it.
 *
 * @param name as {@code --data} knows it
 * @param from the address below which its files lie
 * @param files what to download
 */
public record Published(String name, URI from, List<PublishedFile> files) {

  /** Every data set that can be fetched; sizes and digests are those of the authors' files. */
  public static final List<Published> ALL =
      List.of(
          new Published(
              "mnist",
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              List.of(
                  PublishedFile.kept(
                      "train-images-idx3-ubyte.gz",
                      9_912_422,
                      "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                  PublishedFile.kept(
                      "train-labels-idx1-ubyte.gz",
                      28_881,
                      "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                  PublishedFile.kept(
                      "t10k-images-idx3-ubyte.gz",
                      1_648_877,
                      "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                  PublishedFile.kept(
                      "t10k-labels-idx1-ubyte.gz",
                      4_542,
                      "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"))),
          new Published(
              "fashion-mnist",
              URI.create(
                  "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
              List.of(
                  PublishedFile.kept(
                      "train-images-idx3-ubyte.gz",
                      26_421_880,
                      "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                  PublishedFile.kept(
                      "train-labels-idx1-ubyte.gz",
                      29_515,
                      "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                  PublishedFile.kept(
                      "t10k-images-idx3-ubyte.gz",
                      4_422_102,
                      "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                  PublishedFile.kept(
                      "t10k-labels-idx1-ubyte.gz",
                      5_148,
                      "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"))),
          new Published(
              "cifar10",
              URI.create("https://www.cs.toronto.edu/~kriz/"),
              List.of(
                  new PublishedFile(
                      "cifar-10-binary.tar.gz",
                      170_052_171,
                      "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                      Stream.concat(
                              IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i + ".bin"),
                              Stream.of("test_batch.bin"))
                          .map(name -> new Member("cifar-10-batches-bin", name, 30_730_000))
                          .toList()))));

  public Published {
    files = List.copyOf(files);
  }

  /** Bytes to download. */
  public long bytes() {
    return files.stream().mapToLong(PublishedFile::bytes).sum();
  }

  /** The names of the files that a fetched data set consists of. */
  public List<String> contents() {
    return files.stream().flatMap(file -> file.contents().stream()).toList();
  }

  /**
   * A file of an archive.
   *
   * @param folder where it lies in the archive
   * @param name what it is called, there and on this machine
   * @param bytes its size
   */
  record Member(String folder, String name, long bytes) {
    String path() {
      return folder + "/" + name;
    }
  }
}
