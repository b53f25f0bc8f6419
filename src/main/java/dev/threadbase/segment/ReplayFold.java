package dev.threadbase.segment;

import dev.threadbase.ThreadbaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replay in progress. An entry costs the same however many came before it. For one thread at a
 * time.
 */
public final class ReplayFold {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayFold.class);

  private final Logger log;
  private @Nullable UUID sessionId;
  private @Nullable String systemPrompt;
  private RequestConfig config = RequestConfig.DEFAULT;
  private final List<LoggedItem> history = new ArrayList<>();
  private long turnCount;
  private boolean lastRunInterrupted;
  private boolean running;
  private long entriesCount;
  private final List<UsageRecord> usageHistory = new ArrayList<>();
  private final List<LogEntry.Extension> extensions = new ArrayList<>();
  private @Nullable PodScopeSnapshot podScope;
  private final List<List<InputSegment>> userSegments = new ArrayList<>();

  ReplayFold() {
    this(LOG);
  }

  ReplayFold(Logger log) {
    this.log = log;
  }

  /** Takes the next entry of the log. */
  public void add(LogEntry entry) {
    entriesCount++;
    switch (entry.kind()) {
      case SEGMENT_START -> start((LogEntry.SegmentStart) entry);
      case INVOKE -> running = true;
      case USER_INPUT -> input((LogEntry.UserInput) entry);
      case ASSISTANT_ITEM -> history.add(((LogEntry.AssistantItem) entry).item());
      case TOOL_RESULT -> history.add(((LogEntry.ToolResult) entry).item());
      case SYSTEM_ITEM -> history.add(((LogEntry.SystemEvent) entry).item().toHistoryItem());
      case TURN_END -> turnCount = ((LogEntry.TurnEnd) entry).turnCount();
      case RUN_COMPLETED -> runEnded(((LogEntry.RunCompleted) entry).interrupted());
      case RUN_ERRORED -> runEnded(((LogEntry.RunErrored) entry).interrupted());
      case CONFIG_CHANGED -> config = ((LogEntry.ConfigChanged) entry).config();
      case LLM_USAGE -> usageHistory.add(((LogEntry.LlmUsage) entry).usage());
      case EXTENSION -> extension((LogEntry.Extension) entry);
    }
  }

  /** The state after the entries so far. */
  public RestoredState state(ReplayOptions options) {
    return new RestoredState(
        sessionId,
        systemPrompt,
        config,
        history,
        turnCount,
        lastRunInterrupted || (running && options.interruptedInvoke()),
        entriesCount,
        usageHistory,
        extensions,
        podScope,
        userSegments);
  }

  /**
   * Begins a fork here: prompt, configuration and history stay, as its start would have them, and
   * of all else what is carried over.
   *
   * @param session the session of the fork
   * @param carried what the fork goes on with
   * @param turn the count of the last turn before the fork, for who carries it
   */
  public void fork(UUID session, Set<CarryOver> carried, long turn) {
    sessionId = session;
    turnCount = carried.contains(CarryOver.TURN_COUNT) ? turn : 0;
    running = running && carried.contains(CarryOver.OPEN_RUN);
    lastRunInterrupted = false;
    if (!carried.contains(CarryOver.POD_SCOPE)) {
      podScope = null;
    }
    if (!carried.contains(CarryOver.USAGE)) {
      usageHistory.clear();
    }
    if (!carried.contains(CarryOver.TYPED_INPUTS)) {
      userSegments.clear();
    }
    extensions.clear();
    entriesCount = 1;
  }

  private void start(LogEntry.SegmentStart start) {
    sessionId = start.sessionId();
    systemPrompt = start.systemPrompt();
    config = start.config();
    history.clear();
    history.addAll(start.history());
  }

  private void input(LogEntry.UserInput input) {
    history.add(LoggedItem.user(InputSegment.flatten(input.segments())));
    userSegments.add(input.segments());
  }

  private void runEnded(boolean interrupted) {
    lastRunInterrupted = interrupted;
    running = false;
  }

  private void extension(LogEntry.Extension extension) {
    extensions.add(extension);
    if (!extension.domain().equals(PodScopeSnapshot.DOMAIN)) {
      return;
    }
    try {
      podScope = PodScopeSnapshot.parse(extension.payload());
    } catch (ThreadbaseException.InvalidData malformed) {
      log.warn("discarding malformed pod.scope snapshot from segment log");
    }
  }
}
