package dev.threadbase.thread;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    byte[] digest = sha256().digest(payload.getBytes(StandardCharsets.UTF_8));
    return SCHEME + HexFormat.of().formatHex(digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
