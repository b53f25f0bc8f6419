package dev.threadbase.thread;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The fingerprint of a payload, {@code 1:} and then the SHA-256 of its UTF-8 bytes in lower-case
 * hex. The number is the scheme, so that another one can follow.
 */
public final class PayloadHash {

  private static final String SCHEME = "1:";

  private PayloadHash() {}

  /** The fingerprint of a payload. */
  public static String of(String payload) {
    byte[] digest = Sha256.begin().digest(payload.getBytes(StandardCharsets.UTF_8));
    return SCHEME + HexFormat.of().formatHex(digest);
  }
}
