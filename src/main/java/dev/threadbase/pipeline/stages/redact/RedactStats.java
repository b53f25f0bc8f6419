package dev.threadbase.pipeline.stages.redact;

import dev.threadbase.pipeline.StageStats;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a redaction counted. It tells how many secrets there were, and nothing of any.
 *
 * @param lines how many lines there were
 * @param linesRedacted how many of them are not what they were
 * @param byRule how many secrets each rule found, in the order of the rules; those that found none
 *     are not there
 */
public record RedactStats(long lines, long linesRedacted, Map<String, Long> byRule)
    implements StageStats {

  /** Copies the map. */
  public RedactStats {
    byRule = Collections.unmodifiableMap(new LinkedHashMap<>(byRule));
  }

  /** How many secrets were found, by all rules. */
  public long redactions() {
    return byRule.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public Map<String, Number> figures() {
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("lines", lines);
    figures.put("lines_redacted", linesRedacted);
    figures.put("redactions", redactions());
    figures.putAll(byRule);
    return figures;
  }
}
