package dev.threadbase.segment;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a log begins with.
 *
 * @param systemPrompt the system prompt; null for none
 * @param config how the model is asked
 * @param history what was said before
 */
public record StartState(
    @Nullable String systemPrompt, RequestConfig config, List<LoggedItem> history) {

  /** Nothing said yet, everything as the provider has it by default. */
  public static final StartState EMPTY = new StartState(null, RequestConfig.DEFAULT, List.of());

  /** Copies the history. */
  public StartState {
    Objects.requireNonNull(config, "config");
    history = List.copyOf(history);
  }

  /** What a restored worker would begin another log with. */
  public static StartState of(RestoredState state) {
    return new StartState(state.systemPrompt(), state.config(), state.history());
  }

  /** This state with another system prompt. */
  public StartState withSystemPrompt(@Nullable String value) {
    return new StartState(value, config, history);
  }

  /** This state with another history. */
  public StartState withHistory(List<LoggedItem> value) {
    return new StartState(systemPrompt, config, value);
  }

  /**
   * The entry that a log with this state begins with.
   *
   * @param ts when it was made
   * @param sessionId the session of the log
   * @param forkedFrom where it was forked; null if it was not
   * @param compactedFrom what it is a summary of; null if it is none
   */
  public LogEntry.SegmentStart toEntry(
      long ts,
      UUID sessionId,
      @Nullable SegmentOrigin forkedFrom,
      @Nullable SegmentOrigin compactedFrom) {
    return new LogEntry.SegmentStart(
        ts, sessionId, systemPrompt, config, history, forkedFrom, compactedFrom);
  }

  @Override
  public String toString() {
    return "StartState[" + history.size() + " items]";
  }
}
