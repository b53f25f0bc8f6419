package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.InvalidData;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text that both databases store and return alike, and its hash. */
final class Texts {

  /** The scheme of {@link #hash}: SHA-256 over the UTF-8 bytes. */
  private static final String HASH_SCHEME = "1:";

  private Texts() {}

  /**
   * Refuses what PostgreSQL cannot store and SQLite would return changed.
   *
   * @param what names the text in the error, which must not quote it
   */
  static String storable(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new InvalidData(what + " holds U+0000 at position " + i);
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new InvalidData(what + " holds an unpaired surrogate at position " + i);
        }
        i++;
      }
    }
    return text;
  }

  /** Refuses names and values that cannot be stored; JSON would hide them behind its escapes. */
  static Map<String, String> storable(String what, Map<String, String> values) {
    values.forEach(
        (name, value) -> {
          storable("a name in " + what, name);
          storable("a value in " + what, value);
        });
    return values;
  }

  static @Nullable String storableOrNull(String what, @Nullable String text) {
    return text == null ? null : storable(what, text);
  }

  static String hash(String payload) {
    byte[] digest = sha256().digest(payload.getBytes(StandardCharsets.UTF_8));
    return HASH_SCHEME + HexFormat.of().formatHex(digest);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
