package dev.threadbase.transfer;

import org.jspecify.annotations.Nullable;

/**
 * Foreign names in a form that a column can hold. Payloads need none of this: JSON escapes what a
 * column cannot hold.
 */
final class CleanText {

  private CleanText() {}

  /** Whether a text can be stored as it is. */
  static boolean isStorable(String text) {
    return text.equals(of(text));
  }

  /** The text with U+FFFD in place of U+0000 and of halves of characters. */
  static String of(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? 0xfffd
                    : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  static @Nullable String orNull(@Nullable String text) {
    return text == null ? null : of(text);
  }
}
