package dev.threadbase.pipeline.stages.redact;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts during one run. */
final class RedactTally {

  private final RedactionRules rules;
  private final Map<String, Long> counts = new HashMap<>();
  private long lines;
  private long redacted;

  RedactTally(RedactionRules rules) {
    this.rules = rules;
  }

  void hit(Rule rule) {
    counts.merge(rule.name(), 1L, Long::sum);
  }

  void line() {
    lines++;
  }

  void redactedLine() {
    redacted++;
  }

  RedactStats stats() {
    Map<String, Long> inOrder = new LinkedHashMap<>();
    for (String name : rules.names()) {
      Long count = counts.get(name);
      if (count != null) {
        inOrder.put(name, count);
      }
    }
    return new RedactStats(lines, redacted, inOrder);
  }
}
