package dev.threadbase.pipeline.stages.compress;

import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Short words for long ones. A capital at the beginning stays one. */
final class Synonyms {

  private static final Map<String, String> SHORT =
      Map.of(
          "configuration", "config",
          "documentation", "docs",
          "applications", "apps",
          "specification", "spec");
  private static final Pattern LONG =
      Pattern.compile(
          "\\b(?:configuration|documentation|applications|specification)\\b",
          Pattern.CASE_INSENSITIVE);

  private int substituted;

  /** A text with the short words. */
  String substitute(String text) {
    return LONG.matcher(text).replaceAll(this::substitute);
  }

  private String substitute(MatchResult found) {
    substituted++;
    String word = found.group();
    String replacement = SHORT.getOrDefault(word.toLowerCase(Locale.ROOT), word);
    return Character.isUpperCase(word.charAt(0))
        ? Character.toUpperCase(replacement.charAt(0)) + replacement.substring(1)
        : replacement;
  }

  /** How many were put in. */
  int substituted() {
    return substituted;
  }
}
