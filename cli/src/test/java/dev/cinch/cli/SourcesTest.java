// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that only the text of the sources can show. */
class SourcesTest {
  private static final List<Path> SOURCES = Checkout.sources("src");

  @Test
  void everySourceStartsWithItsLicense() {
    String license = "// SPDX-License-Identifier: Apache-2.0";
    assertThat(sourcesWith(text -> !text.startsWith(license))).isEmpty();
  }

  @Test
  void noFileIsLongAndTheMedianIsShort() {
    assertThat(sourcesWith(text -> text.lines().count() > 500)).isEmpty();
    List<Long> lengths =
        SOURCES.stream().map(file -> Checkout.text(file).lines().count()).sorted().toList();
    assertThat(lengths.get(lengths.size() / 2)).isLessThan(90);
  }

  @Test
  void nothingIsLeftForLater() {
    Pattern later = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
    assertThat(sourcesWith(text -> later.matcher(text).find())).isEmpty();
  }

  @Test
  void productNeverNamesTheFolderBesideTheCheckout() {
    List<String> offenders =
        Checkout.files("src/main").stream()
            .filter(file -> Checkout.text(file).contains("../shared"))
            .map(Checkout::name)
            .toList();
    assertThat(offenders).isEmpty();
  }

  @Test
  void everyPackageIntroducesItself() {
    List<String> silent =
        packages()
            .filter(folder -> !introduces(folder.resolve("package-info.java")))
            .map(Checkout::name)
            .toList();
    assertThat(silent)
        .as("packages without a package-info.java of at most ten lines, marked @NullMarked")
        .isEmpty();
  }

  @Test
  void everyPublicTypeSaysWhatItIs() {
    Pattern declaration =
        Pattern.compile("(?m)^public .*\\b(class|interface|record|enum) \\w+|^public @interface");
    List<String> silent =
        Checkout.sources("src/main/java").stream()
            .filter(file -> {
              Matcher type = declaration.matcher(Checkout.text(file));
              return type.find() && !Checkout.text(file).substring(0, type.start()).contains("/**");
            })
            .map(Checkout::name)
            .toList();
    assertThat(silent).isEmpty();
  }

  @Test
  void everyModuleKeepsToItsRootPackage() {
    List<String> strays =
        Checkout.MODULES.entrySet().stream()
            .flatMap(module -> {
              String root = module.getValue() + "/src/main/java/";
              String own = root + "dev/cinch/" + module.getKey() + "/";
              return Checkout.files("src/main/java").stream()
                  .map(Checkout::name)
                  .filter(name -> name.startsWith(root) && !name.startsWith(own));
            })
            .toList();
    assertThat(strays).isEmpty();
  }

  @Test
  void everyDependencyHasItsReason() {
    String pom = Checkout.text(Checkout.ROOT.resolve("pom.xml"));
    String managed = pom.substring(0, pom.indexOf("</dependencyManagement>"));
    Matcher dependency =
        Pattern.compile("(-->)?\\s*<dependency>\\s*<groupId>(.*?)</groupId>").matcher(managed);
    List<String> unexplained =
        dependency
            .results()
            .filter(found -> found.group(1) == null && !found.group(2).equals("dev.cinch"))
            .map(found -> found.group(2))
            .toList();
    assertThat(unexplained).isEmpty();
  }

  private static List<String> sourcesWith(Predicate<String> fault) {
    return SOURCES.stream()
        .filter(file -> fault.test(Checkout.text(file)))
        .map(Checkout::name)
        .toList();
  }

  private static Stream<Path> packages() {
    return Checkout.files("src/main/java").stream().map(Path::getParent).distinct();
  }

  private static boolean introduces(Path info) {
    if (!Files.isRegularFile(info)) {
      return false;
    }
    String text = Checkout.text(info);
    int start = text.indexOf("/**");
    int end = text.indexOf("*/");
    return text.contains("@NullMarked")
        && start >= 0
        && start < end
        && text.substring(start, end).lines().count() <= 12;
  }
}
