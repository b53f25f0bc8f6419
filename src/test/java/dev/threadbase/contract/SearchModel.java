package dev.threadbase.contract;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Search as its page describes it, by reading every text: for texts of ASCII, Latin letters with
 * accents, and Chinese. It has nothing in common with the analyzer.
 */
final class SearchModel {

  private static final Pattern UNIT = Pattern.compile("\\p{IsHan}+|[a-z0-9]+");
  private static final Pattern PIECE = Pattern.compile("\"([^\"]*)(\"|$)(\\*?)|[^\\s\"]+");

  private SearchModel() {}

  static boolean finds(String query, String text) {
    List<String> pieces = new ArrayList<>();
    List<Boolean> goOn = new ArrayList<>();
    Matcher matcher = PIECE.matcher(query);
    while (matcher.find()) {
      String piece = matcher.group(1) == null ? matcher.group() : matcher.group(1);
      if (!units(piece).isEmpty()) {
        pieces.add(piece);
        boolean quoted = matcher.group(1) != null && matcher.group(2).equals("\"");
        boolean asterisk =
            matcher.group(1) == null ? piece.endsWith("*") : matcher.group(3).equals("*");
        goOn.add(asterisk);
        lastIsBare(query, matcher, quoted, goOn);
      }
    }
    boolean all = !pieces.isEmpty();
    for (int i = 0; i < pieces.size(); i++) {
      all &= occurs(units(pieces.get(i)), goOn.get(i), units(text));
    }
    return all;
  }

  /** The last piece with a letter or a digit may go on unless it is quoted. */
  private static void lastIsBare(
      String query, Matcher matcher, boolean quoted, List<Boolean> goOn) {
    boolean last = units(query.substring(matcher.end())).isEmpty();
    if (last && !quoted) {
      goOn.set(goOn.size() - 1, true);
    }
  }

  /** Words, and runs of Chinese, in order. */
  private static List<String> units(String text) {
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT);
    return UNIT.matcher(folded).results().map(unit -> unit.group()).toList();
  }

  private static boolean occurs(List<String> wanted, boolean goOn, List<String> units) {
    for (int i = 0; i + wanted.size() <= units.size(); i++) {
      boolean all = true;
      for (int k = 0; k < wanted.size(); k++) {
        boolean first = k == 0;
        boolean last = k == wanted.size() - 1;
        all &= fits(wanted.get(k), units.get(i + k), first, last, goOn);
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(
      String wanted, String unit, boolean first, boolean last, boolean goOn) {
    boolean chinese = wanted.codePointAt(0) > 0x2e00;
    if (chinese && first && last) {
      return unit.contains(wanted);
    }
    if (chinese) {
      return first ? unit.endsWith(wanted) : last ? unit.startsWith(wanted) : unit.equals(wanted);
    }
    return (last && goOn) ? unit.startsWith(wanted) : unit.equals(wanted);
  }
}
