// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of the house that bytecode can show. A failure names the class, the line and the rule.
 */
class ArchitectureTest {
  /** Which modules each module may use, by root package; {@code cli} may use all of them. */
  private static final Map<String, List<String>> MAY_USE =
      Map.of(
          "ir", List.of(),
          "frontend", List.of("ir"),
          "data", List.of("ir"),
          "target", List.of("ir"),
          "cost", List.of("ir", "target"),
          "passes", List.of("ir", "target", "cost", "data"),
          "training", List.of("ir", "target", "cost", "data", "passes"),
          "cpu", List.of("ir", "target"),
          "hls", List.of("ir", "target"),
          "testbench", List.of("ir", "target", "cpu", "hls"));

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.cinch");

  private static final JavaClasses WRITTEN =
      ALL.that(DescribedPredicate.describe("are written by hand", ArchitectureTest::isWritten));

  static Stream<String> modules() {
    return MAY_USE.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void moduleUsesOnlyWhatItMay(String module) {
    String[] allowed =
        Stream.concat(Stream.of(module), MAY_USE.getOrDefault(module, List.of()).stream())
            .map(name -> "dev.cinch." + name + "..")
            .toArray(String[]::new);
    check(
        classes()
            .that()
            .resideInAPackage("dev.cinch." + module + "..")
            .should()
            .onlyDependOnClassesThat(
                resideOutsideOfPackage("dev.cinch..").or(resideInAnyPackage(allowed))),
        ALL);
  }

  @Test
  void everyClassBelongsToAModule() {
    String[] packages =
        Checkout.MODULES.keySet().stream()
            .map(name -> "dev.cinch." + name + "..")
            .toArray(String[]::new);
    check(classes().should().resideInAnyPackage(packages), ALL);
  }

  @Test
  void everyModuleIsLookedAt() {
    assertThat(MAY_USE.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Checkout.MODULES.keySet().stream().filter(name -> !name.equals("cli")).toList());
    assertThat(WRITTEN.stream().map(ArchitectureTest::module).distinct())
        .containsAll(Checkout.MODULES.keySet());
  }

  @Test
  void noNameHidesWhatAClassDoes() {
    check(
        noClasses()
            .should()
            .haveNameMatching(
                ".*(Manager|Helper|Util|Impl|Factory|Factorie|Misc|Common|Utilitie)s?")
            .orShould()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..misc..", "..impl.."),
        WRITTEN);
  }

  @Test
  void onlyTheCommandLinePrintsAndExits() {
    ClassesShouldConjunction rule =
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.cinch.cli..")
            .should(ACCESS_STANDARD_STREAMS)
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);
    check(rule, WRITTEN);
  }

  @Test
  void nothingLogs() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "(java\\.util\\.logging|org\\.slf4j)\\..*|java\\.lang\\.System\\$Logger.*"),
        WRITTEN);
  }

  @Test
  void onlyFetchingUsesTheNetwork() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.cinch.data.fetch..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("(java|javax)\\.net\\.(?!URI$).*|java\\.nio\\.channels\\..*Socket.*"),
        WRITTEN);
  }

  @Test
  void nothingIsFoundByReflection() {
    check(
        noClasses()
            .that()
            // It asks the VM for a module that is not resolved by itself.
            .doNotHaveFullyQualifiedName("dev.cinch.cpu.kernel.Vectors")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.ServiceLoader")
            .orShould()
            .callMethodWhere(
                DescribedPredicate.describe(
                    "loads a class by its name",
                    call ->
                        call.getTargetOwner().isEquivalentTo(Class.class)
                            && call.getName().equals("forName"))),
        WRITTEN);
  }

  @Test
  void nothingWrittenDependsOnClockOrChance() {
    Set<String> forbidden =
        Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.Math.random",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.util.UUID.randomUUID",
            "java.util.Locale.getDefault");
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.cinch.cli..")
            .should()
            .callMethodWhere(
                DescribedPredicate.describe(
                    "reads the clock, the locale or an unseeded generator",
                    call ->
                        forbidden.contains(
                            call.getTargetOwner().getName() + "." + call.getName()))),
        WRITTEN);
  }

  @Test
  void aSealedFamilyLivesInOnePackage() {
    List<String> strays =
        WRITTEN.stream()
            .map(JavaClass::reflect)
            .filter(Class::isSealed)
            .flatMap(sealed ->
                Stream.of(sealed.getPermittedSubclasses())
                    .filter(Predicate.not(sub -> samePackage(sealed, sub)))
                    .map(sub -> sub.getName() + " permitted by " + sealed.getName()))
            .toList();
    assertThat(strays).isEmpty();
  }

  private static boolean samePackage(Class<?> one, Class<?> other) {
    return one.getPackageName().equals(other.getPackageName());
  }

  private static void check(ArchRule rule, JavaClasses classes) {
    rule.allowEmptyShould(true).check(classes);
  }

  private static String module(JavaClass written) {
    String name = written.getPackageName() + ".";
    return Checkout.MODULES.keySet().stream()
        .filter(module -> name.startsWith("dev.cinch." + module + "."))
        .findFirst()
        .orElse("?");
  }

  /** Whether the source of a class lies in the checkout, which that of generated code does not. */
  private static boolean isWritten(JavaClass candidate) {
    String folder = Checkout.MODULES.getOrDefault(module(candidate), "?");
    Path sources = Checkout.ROOT.resolve(folder).resolve("src/main/java");
    return candidate
        .getSource()
        .flatMap(source -> source.getFileName())
        .map(name -> sources.resolve(candidate.getPackageName().replace('.', '/')).resolve(name))
        .filter(Files::isRegularFile)
        .isPresent();
  }
}
