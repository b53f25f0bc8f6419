package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.stages.compress.StripStats.Count;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cleans the prose of texts, and remembers what had to be done: invisible characters go, characters
 * are composed, blanks between words become one, those at the end of a line go, and so do blank
 * lines beyond one. The blanks that a line begins with stay. Code stays as it is.
 */
final class ProseCleaner {

  private static final Pattern BLANKS = Pattern.compile("[ \\t]++");
  // The first character that composing may change.
  private static final int FIRST_COMPOSED = 0x300;

  private final Set<Count> changes = EnumSet.noneOf(Count.class);

  /** What was changed in any text until now. */
  Set<Count> changes() {
    return changes;
  }

  /** The text, cleaned. */
  String clean(String text) {
    List<String> kept = new ArrayList<>();
    List<String> blank = new ArrayList<>();
    MarkdownLines lines = new MarkdownLines(text);
    boolean behindCode = false;
    while (lines.next()) {
      String line = lines.line();
      if (!lines.isCode() && isBlank(line)) {
        blank.add(line);
        continue;
      }
      boolean within = behindCode && lines.isCode();
      kept.addAll(within ? blank : fewer(blank, kept.isEmpty() ? 2 : 1));
      blank.clear();
      kept.add(lines.isCode() ? line : cleanLine(line));
      behindCode = lines.isCode();
    }
    kept.addAll(fewer(blank, kept.isEmpty() ? 3 : 2));
    return String.join("\n", kept);
  }

  private static boolean isBlank(String line) {
    return line.isBlank() || InvisibleCharacters.strip(line).isBlank();
  }

  /** As many of them as make two newlines. */
  private List<String> fewer(List<String> blank, int most) {
    if (blank.size() > most) {
      changes.add(Count.WHITESPACE_CANONICALIZED);
    }
    return blank.stream().limit(most).map(this::cleanLine).toList();
  }

  private String cleanLine(String line) {
    String clean = Prose.editLine(line, prose -> oneBlank(characters(prose)));
    String shorter = withoutEnd(clean);
    note(Count.WHITESPACE_CANONICALIZED, clean, shorter);
    return shorter;
  }

  /** Invisible ones go first: what they kept apart may be composed. */
  private String characters(String prose) {
    String visible = InvisibleCharacters.strip(prose);
    note(Count.ZERO_WIDTH_STRIPPED, prose, visible);
    if (visible.chars().allMatch(c -> c < FIRST_COMPOSED)) {
      return visible;
    }
    String composed = Normalizer.normalize(visible, Normalizer.Form.NFC);
    note(Count.NFC_NORMALIZED, visible, composed);
    return composed;
  }

  private void note(Count change, String before, String after) {
    if (!before.equals(after)) {
      changes.add(change);
    }
  }

  private static String withoutEnd(String line) {
    boolean carriage = line.endsWith("\r");
    int end = carriage ? line.length() - 1 : line.length();
    int kept = end;
    while (kept > 0 && (line.charAt(kept - 1) == ' ' || line.charAt(kept - 1) == '\t')) {
      kept--;
    }
    return kept == end ? line : line.substring(0, kept) + (carriage ? "\r" : "");
  }

  private String oneBlank(String prose) {
    if (!prose.contains("  ") && prose.indexOf('\t') < 0) {
      return prose;
    }
    int indented = 0;
    while (indented < prose.length()
        && (prose.charAt(indented) == ' ' || prose.charAt(indented) == '\t')) {
      indented++;
    }
    String words = prose.substring(indented);
    String regular = prose.substring(0, indented) + BLANKS.matcher(words).replaceAll(" ");
    note(Count.WHITESPACE_CANONICALIZED, prose, regular);
    return regular;
  }
}
