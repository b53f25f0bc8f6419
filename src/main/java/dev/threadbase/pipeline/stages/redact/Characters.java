package dev.threadbase.pipeline.stages.redact;

/** What secrets are made of, and where they may begin and end. */
final class Characters {

  private Characters() {}

  static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  static boolean isWordAt(String text, int at) {
    return at >= 0 && at < text.length() && isWord(text.charAt(at));
  }

  static boolean isLowerHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  static boolean isHex(char c) {
    return isLowerHex(c) || (c >= 'A' && c <= 'F');
  }

  /**
   * Where a character comes first; the end if it does not. Nothing behind the end is looked at: who
   * asks for one piece after another takes no longer than all of them are.
   */
  static int find(String text, char sought, int from, int to) {
    int at = from;
    while (at < to && text.charAt(at) != sought) {
      at++;
    }
    return at;
  }

  /** Whether a word can begin here, and is not the rest of a longer one. */
  static boolean isStart(String text, int at) {
    return !isWordAt(text, at - 1) || endsPercentCode(text, at) || endsColour(text, at);
  }

  // %2Fsecret
  private static boolean endsPercentCode(String text, int at) {
    return at >= 3
        && text.charAt(at - 3) == '%'
        && isHex(text.charAt(at - 2))
        && isHex(text.charAt(at - 1));
  }

  // The letter that ends a terminal's colour: ESC [ 3 1 m secret
  private static boolean endsColour(String text, int at) {
    if (text.charAt(at - 1) != 'm') {
      return false;
    }
    int i = at - 2;
    while (i > 0 && at - i < 16 && (text.charAt(i) == ';' || Character.isDigit(text.charAt(i)))) {
      i--;
    }
    return i > 0 && text.charAt(i) == '[' && text.charAt(i - 1) == '\u001b';
  }
}
