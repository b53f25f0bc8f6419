package dev.threadbase.conversation;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long calls of one tool, or of one model, took together.
 *
 * @param type {@link MetricEvent#LLM}, {@link MetricEvent#TOOL}, or what else was noted
 * @param toolName the tool; null for none
 * @param vendor the model's vendor; null if nobody says it
 * @param endpoint the vendor's endpoint; null if nobody says it
 * @param model the model; null if nobody says it
 * @param calls how many calls
 * @param failures how many calls of a tool did not succeed; 0 for other types, which do not say
 * @param duration how long they took: of tools the tools' time, of all others the calls'
 */
public record MetricTotal(
    String type,
    @Nullable String toolName,
    @Nullable String vendor,
    @Nullable String endpoint,
    @Nullable String model,
    long calls,
    long failures,
    Duration duration) {

  /** Checks that type and duration are there. */
  public MetricTotal {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(duration, "duration");
  }
}
