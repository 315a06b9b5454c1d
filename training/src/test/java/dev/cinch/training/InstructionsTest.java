// SPDX-License-Identifier: Apache-2.0
package dev.cinch.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Breaks when the libraries choose kernels by the processor again, which changes trained bytes. */
class InstructionsTest {
  @Test
  @SuppressWarnings("restricted")
  void librariesAreHeldToOneSet() throws Throwable {
    Assumptions.assumeTrue(
        new TorchLearner().describe().endsWith("with AVX2"), "this processor has no AVX2");
    torch.set_num_threads(1);
    assertThat(torch.get_cpu_capability().getString()).isEqualTo("AVX2");
    openblas_nolapack.blas_set_num_threads(1);
    MemorySegment name =
        (MemorySegment)
            Linker.nativeLinker()
                .downcallHandle(
                    SymbolLookup.loaderLookup().findOrThrow("openblas_get_corename"),
                    FunctionDescriptor.of(ValueLayout.ADDRESS))
                .invokeExact();
    assertThat(name.reinterpret(64).getString(0)).isEqualTo("Haswell");
  }
}
