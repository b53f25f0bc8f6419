package dev.threadbase.search;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** What characters are to a search. */
final class Letters {

  private static final Set<UnicodeScript> WITHOUT_SPACES =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private static final int FIRST_WITHOUT_SPACES = 0x0e00;
  private static final int KATAKANA_PROLONGED = 0x30fc;

  private Letters() {}

  /**
   * A character of a script that does not put spaces between words, or whose words are compounds.
   */
  static boolean isWithoutSpaces(int c) {
    return c >= FIRST_WITHOUT_SPACES
        && (c == KATAKANA_PROLONGED || WITHOUT_SPACES.contains(UnicodeScript.of(c)))
        && (isLetter(c) || isMark(c));
  }

  /** A letter, a digit, or another number. */
  static boolean isLetter(int c) {
    if (Character.isLetterOrDigit(c)) {
      return true;
    }
    int type = Character.getType(c);
    return type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
  }

  /** A sign that belongs to the letter before it. */
  static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  /** A sign that is not seen, as a soft hyphen: it does not part a word. */
  static boolean isUnseen(int c) {
    return Character.getType(c) == Character.FORMAT;
  }

  /** What may be one letter with the character before it: marks, and the rest of a syllable. */
  static boolean isContinuing(int c) {
    return c >= 0x300
        && (isMark(c)
            || c == 0xff9e
            || c == 0xff9f
            || (c >= 0x1160 && c <= 0x11ff)
            || (c >= 0xd7b0 && c <= 0xd7ff));
  }
}
