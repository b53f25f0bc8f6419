package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.InvalidData;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text that both databases store and return alike. */
final class Texts {

  private Texts() {}

  /**
   * Refuses what PostgreSQL cannot store and SQLite would return changed.
   *
   * @param what names the text in the error, which must not quote it
   */
  static String storable(String what, String text) {
    String fault = fault(text);
    if (fault != null) {
      throw new InvalidData(what + fault);
    }
    return text;
  }

  /** Whether a text can be stored; if not, it is nobody's id. */
  static boolean isStorable(String text) {
    return fault(text) == null;
  }

  private static @Nullable String fault(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0 && c < Character.MIN_SURROGATE) {
        continue; // Nearly every character: long payloads are checked for each write.
      }
      if (c == 0) {
        return " holds U+0000 at position " + i;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return " holds an unpaired surrogate at position " + i;
        }
        i++;
      }
    }
    return null;
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
}
