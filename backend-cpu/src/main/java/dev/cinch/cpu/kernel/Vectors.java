// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cpu.kernel;

import java.lang.reflect.InvocationTargetException;

/**
 * Makes Java's Vector API known to the running VM, which does not resolve it by itself.
 *
 * <p>The option {@code --add-modules jdk.incubator.vector} does that too, but prints a warning at
 * each start and keeps the VM from starting out of an archive. The same is done here, when the
 * first kernel is needed, by the function that the VM itself uses for its modules; the program's
 * manifest opens its package to us.
 */
public final class Vectors {

  private static final String MODULE = "jdk.incubator.vector";

  private static boolean known = ModuleLayer.boot().findModule(MODULE).isPresent();

  private Vectors() {}

  /**
   * To be called before the first use of a kernel on vectors.
   *
   * @throws IllegalStateException when this VM has no such module
   */
  public static synchronized void require() {
    if (known) {
      return;
    }
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, MODULE);
      known = true;
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException(
          "the Vector API cannot be loaded; start Java with --add-modules " + MODULE, e);
    }
  }
}
