// SPDX-License-Identifier: Apache-2.0
package dev.cinch.frontend.container;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Length and SHA-256 of a member.
 *
 * @param bytes its length
 * @param sha256 its digest in hexadecimal
 */
public record Digest(long bytes, String sha256) {

  /** Length and digest of a content. */
  static Digest ofMember(byte[] content) {
    return new Digest(content.length, of(content));
  }

  /** SHA-256 in hexadecimal. */
  public static String of(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
