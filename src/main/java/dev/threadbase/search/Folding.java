package dev.threadbase.search;

import java.text.Normalizer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How characters are compared: compatible ones are one (NFKC), whatever their case and their
 * accents. Marks that make another letter, as in Japanese, Thai or Devanagari, stay.
 */
final class Folding {

  /** Letters with a stroke and the like, which Unicode does not take apart. */
  private static final Map<Integer, String> APART =
      Map.ofEntries(
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'ø', "o"),
          Map.entry((int) 'đ', "d"),
          Map.entry((int) 'ð', "d"),
          Map.entry((int) 'ħ', "h"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'ŧ', "t"),
          Map.entry((int) 'þ', "th"),
          Map.entry((int) 'ı', "i"));

  private static final AtomicReferenceArray<String> KNOWN = new AtomicReferenceArray<>(1 << 16);

  private Folding() {}

  /** The folded form of a character with the marks behind it; may be empty. */
  static String of(String text, int start, int end) {
    if (end - start > 1) {
      return fold(text.substring(start, end));
    }
    char c = text.charAt(start);
    String known = KNOWN.get(c);
    if (known == null) {
      known = fold(String.valueOf(c));
      KNOWN.set(c, known);
    }
    return known;
  }

  private static String fold(String cluster) {
    StringBuilder bare = new StringBuilder();
    Normalizer.normalize(cluster, Normalizer.Form.NFKD)
        .codePoints()
        .filter(c -> !isAccent(c))
        .forEach(bare::appendCodePoint);
    StringBuilder folded = new StringBuilder();
    Normalizer.normalize(bare, Normalizer.Form.NFC)
        .codePoints()
        .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
        .forEach(c -> folded.append(APART.getOrDefault(c, Character.toString(c))));
    return folded.toString();
  }

  /** Accents of Latin, Greek and Cyrillic, and the vowel signs of Hebrew and Arabic. */
  private static boolean isAccent(int c) {
    return (c >= 0x300 && c <= 0x36f)
        || (c >= 0x591 && c <= 0x5c7)
        || (c >= 0x610 && c <= 0x61a)
        || (c >= 0x64b && c <= 0x65f)
        || c == 0x670
        || c == 0x640
        || (c >= 0x1ab0 && c <= 0x1aff)
        || (c >= 0x1dc0 && c <= 0x1dff)
        || (c >= 0x20d0 && c <= 0x20ff);
  }
}
