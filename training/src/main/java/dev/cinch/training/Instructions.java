// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The instructions that libtorch and the libraries below it may use. Each picks its kernels by the
 * processor, and kernels differ in the order in which they add; held to one set, every processor
 * that has the set gives the same bytes.
 */
final class Instructions {

  private static final Set<String> NEEDED = Set.of("avx2", "fma", "f16c", "bmi2");
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /** What ATen and OpenBLAS read when they are loaded. */
  private static final Map<String, String> AVX2 =
      Map.of("ATEN_CPU_CAPABILITY", "avx2", "OPENBLAS_CORETYPE", "Haswell");

  private Instructions() {}

  /**
   * Holds the libraries to AVX2 where the processor has it; must come before they are loaded.
   *
   * @return the name of the set
   */
  static String hold() {
    String architecture = System.getProperty("os.arch", "");
    if (!hasAvx2()) {
      return architecture;
    }
    AVX2.forEach(Instructions::set);
    return architecture + " with AVX2";
  }

  private static boolean hasAvx2() {
    if (!Files.isReadable(PROCESSOR)) {
      return false;
    }
    try (var lines = Files.lines(PROCESSOR, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> List.of(line.split("\\s+")).containsAll(NEEDED))
          .orElse(false);
    } catch (IOException _) {
      return false;
    }
  }

  /** Sets a variable of this process, which only C code sees. */
  @SuppressWarnings("restricted")
  private static void set(String name, String value) {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle setenv =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("setenv"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT));
      int failed = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
      if (failed != 0) {
        throw new IllegalStateException("setenv refused " + name);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
