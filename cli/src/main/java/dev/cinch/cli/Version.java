// SPDX-License-Identifier: Apache-2.0
package dev.cinch.cli;

/** The version of this build. */
public final class Version {
  private Version() {}

  /** As the jar's manifest has it; {@code development} outside a jar. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
