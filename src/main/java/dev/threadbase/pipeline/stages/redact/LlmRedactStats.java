package dev.threadbase.pipeline.stages.redact;

import dev.threadbase.pipeline.StageStats;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a redaction by a model counted.
 *
 * @param lines how many lines were written
 * @param linesRedacted how many of them are not what they were
 * @param texts how many texts the model was given
 * @param textsRedacted how many of them came back changed
 * @param calls how often the model was asked
 * @param retries how many of the calls were second ones
 */
public record LlmRedactStats(
    long lines, long linesRedacted, long texts, long textsRedacted, long calls, long retries)
    implements StageStats {

  @Override
  public Map<String, Number> figures() {
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("lines", lines);
    figures.put("lines_redacted", linesRedacted);
    figures.put("texts", texts);
    figures.put("texts_redacted", textsRedacted);
    figures.put("calls", calls);
    figures.put("retries", retries);
    return figures;
  }
}
