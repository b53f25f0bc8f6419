package dev.threadbase.segment;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a worker needs to go on: a log, replayed.
 *
 * @param sessionId the session that the last start names; null without a start
 * @param systemPrompt the system prompt; null without one
 * @param config how the model is asked
 * @param history what was said, in order
 * @param turnCount the last turn count, unsigned; 0 without one
 * @param lastRunInterrupted whether the last run was interrupted
 * @param entriesCount how many entries were replayed
 * @param usageHistory what the requests took, in order
 * @param extensions every extension entry, in order, none merged
 * @param podScope what the pod may touch: the last snapshot that can be read; null without one
 * @param userSegments what the user said in this log, and before it if that is carried over, in
 *     typed pieces; other messages of the start's history have none
 */
public record RestoredState(
    @Nullable UUID sessionId,
    @Nullable String systemPrompt,
    RequestConfig config,
    List<LoggedItem> history,
    long turnCount,
    boolean lastRunInterrupted,
    long entriesCount,
    List<UsageRecord> usageHistory,
    List<LogEntry.Extension> extensions,
    @Nullable PodScopeSnapshot podScope,
    List<List<InputSegment>> userSegments) {

  /** The state of an empty log. */
  public static final RestoredState EMPTY =
      new RestoredState(
          null,
          null,
          RequestConfig.DEFAULT,
          List.of(),
          0,
          false,
          0,
          List.of(),
          List.of(),
          null,
          List.of());

  /** Copies the lists. */
  public RestoredState {
    Objects.requireNonNull(config, "config");
    history = List.copyOf(history);
    usageHistory = List.copyOf(usageHistory);
    extensions = List.copyOf(extensions);
    userSegments = userSegments.stream().map(List::copyOf).toList();
  }

  /**
   * The start of a log that goes on from this state: it has the prompt, the configuration and the
   * history, and nothing else of it.
   *
   * @param ts the time of the start
   * @param sessionId the session of the new log
   * @param forkedFrom where it was forked; null for a conversation of its own
   */
  public LogEntry.SegmentStart startOf(
      long ts, UUID sessionId, @Nullable SegmentOrigin forkedFrom) {
    return new LogEntry.SegmentStart(
        ts, sessionId, systemPrompt, config, history, forkedFrom, null);
  }

  /** This state with another turn count. */
  public RestoredState withTurnCount(long value) {
    return new RestoredState(
        sessionId,
        systemPrompt,
        config,
        history,
        value,
        lastRunInterrupted,
        entriesCount,
        usageHistory,
        extensions,
        podScope,
        userSegments);
  }

  /**
   * This state as one JSON object, its members in the order declared here.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if a text holds half of a character
   */
  public String toJson() {
    return RestoredStateJson.write(this);
  }

  @Override
  public String toString() {
    return "RestoredState[session %s, %d items, turn %s, %s entries]"
        .formatted(
            sessionId,
            history.size(),
            Long.toUnsignedString(turnCount),
            Long.toUnsignedString(entriesCount));
  }
}
