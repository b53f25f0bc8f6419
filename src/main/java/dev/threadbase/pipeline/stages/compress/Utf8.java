package dev.threadbase.pipeline.stages.compress;

/**
 * Whether bytes are UTF-8. A JSON parser lets forms pass that are not: characters in more bytes
 * than they take, halves of characters, and numbers beyond the last character.
 */
final class Utf8 {

  private Utf8() {}

  /** Whether a stretch of bytes is UTF-8, and ends with a whole character. */
  static boolean isWellFormed(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end) {
      if (bytes[at] >= 0) {
        at++;
        continue;
      }
      int length = length(bytes[at] & 0xff);
      if (length == 0 || at + length > end || !isSecond(bytes[at] & 0xff, bytes[at + 1] & 0xff)) {
        return false;
      }
      for (int i = at + 2; i < at + length; i++) {
        if ((bytes[i] & 0xc0) != 0x80) {
          return false;
        }
      }
      at += length;
    }
    return true;
  }

  /** How many bytes a character has that begins with one beyond ASCII; 0 if none does. */
  private static int length(int first) {
    if (first < 0xc2 || first > 0xf4) {
      return 0;
    }
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  }

  private static boolean isSecond(int first, int second) {
    int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    return second >= least && second <= most;
  }
}
