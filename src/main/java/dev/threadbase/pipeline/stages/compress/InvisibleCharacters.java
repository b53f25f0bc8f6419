package dev.threadbase.pipeline.stages.compress;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Takes characters out of a text that nobody sees, and makes hard blanks ordinary ones. The zero
 * width joiner and non-joiner stay where they do something: next to a letter of a script that joins
 * or stacks its letters, and between the parts of an emoji.
 */
final class InvisibleCharacters {

  private static final char NON_JOINER = '\u200c';
  private static final char JOINER = '\u200d';
  private static final int EMOJI_PRESENTATION = 0xfe0f;
  private static final Set<UnicodeScript> NEVER_JOINED =
      EnumSet.of(
          UnicodeScript.COMMON,
          UnicodeScript.INHERITED,
          UnicodeScript.UNKNOWN,
          UnicodeScript.LATIN,
          UnicodeScript.GREEK,
          UnicodeScript.CYRILLIC,
          UnicodeScript.ARMENIAN,
          UnicodeScript.GEORGIAN,
          UnicodeScript.HEBREW,
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO);

  private InvisibleCharacters() {}

  /** The text without them. */
  static String strip(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\u00a0', '\u202f' -> kept.append(' ');
        case '\u200b', '\u200e', '\u200f', '\ufeff' -> {}
        case NON_JOINER, JOINER ->
            kept.append(joins(c, kept, text, i + 1) ? Character.toString(c) : "");
        default -> kept.append(c);
      }
    }
    return kept.toString();
  }

  private static boolean joins(char joiner, StringBuilder before, String text, int behind) {
    int left = before.isEmpty() ? ' ' : before.codePointBefore(before.length());
    int right = behind < text.length() ? text.codePointAt(behind) : ' ';
    return isJoined(left)
        || isJoined(right)
        || (joiner == JOINER && isPartOfEmoji(left) && isPartOfEmoji(right));
  }

  private static boolean isJoined(int c) {
    return !NEVER_JOINED.contains(UnicodeScript.of(c));
  }

  private static boolean isPartOfEmoji(int c) {
    int type = Character.getType(c);
    return c == EMOJI_PRESENTATION
        || type == Character.OTHER_SYMBOL
        || type == Character.MODIFIER_SYMBOL
        || (type == Character.MATH_SYMBOL && c > 0xff);
  }
}
