package dev.threadbase.conversation;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long a call of a model or of a tool took (ggcode session, MetricEvent). Durations are kept to
 * the nanosecond; zero is none.
 *
 * @param timestamp when, with the offset of whoever noted it
 * @param turnIndex the number of the turn in its conversation
 * @param type {@link #LLM} or {@link #TOOL}; any other text is kept
 * @param firstToken how long the model's first token took
 * @param thinkTime how long the model thought
 * @param duration how long the model's call took
 * @param toolName the tool; null for none, as an empty text is
 * @param toolSuccess whether the tool succeeded; failure and silence look alike
 * @param toolError what the tool's failure says; null for none
 * @param toolDuration how long the tool took
 * @param model the model; null for none
 * @param vendor the model's vendor; null for none
 * @param endpoint the model's endpoint; null for none
 */
public record MetricEvent(
    OffsetDateTime timestamp,
    long turnIndex,
    String type,
    Duration firstToken,
    Duration thinkTime,
    Duration duration,
    @Nullable String toolName,
    boolean toolSuccess,
    @Nullable String toolError,
    Duration toolDuration,
    @Nullable String model,
    @Nullable String vendor,
    @Nullable String endpoint) {

  /** A call of a model. */
  public static final String LLM = "llm";

  /** A call of a tool. */
  public static final String TOOL = "tool";

  /** Takes empty texts for none. */
  public MetricEvent {
    Objects.requireNonNull(timestamp, "timestamp");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(firstToken, "firstToken");
    Objects.requireNonNull(thinkTime, "thinkTime");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(toolDuration, "toolDuration");
    toolName = RecordTexts.emptyToNull(toolName);
    toolError = RecordTexts.emptyToNull(toolError);
    model = RecordTexts.emptyToNull(model);
    vendor = RecordTexts.emptyToNull(vendor);
    endpoint = RecordTexts.emptyToNull(endpoint);
  }

  /** A call of a model. */
  public static MetricEvent llm(
      OffsetDateTime timestamp,
      long turnIndex,
      Duration firstToken,
      Duration thinkTime,
      Duration duration,
      @Nullable String model,
      @Nullable String vendor,
      @Nullable String endpoint) {
    return new MetricEvent(
        timestamp,
        turnIndex,
        LLM,
        firstToken,
        thinkTime,
        duration,
        null,
        false,
        null,
        Duration.ZERO,
        model,
        vendor,
        endpoint);
  }

  /** A call of a tool; one with an error has not succeeded. */
  public static MetricEvent tool(
      OffsetDateTime timestamp,
      long turnIndex,
      String toolName,
      @Nullable String error,
      Duration duration) {
    return new MetricEvent(
        timestamp,
        turnIndex,
        TOOL,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        toolName,
        error == null,
        error,
        duration,
        null,
        null,
        null);
  }

  /** What a tool's failure says may be anything; it is left out. */
  @Override
  public String toString() {
    return "MetricEvent[" + type + ", turn " + turnIndex + "]";
  }
}
