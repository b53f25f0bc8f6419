package dev.threadbase.contract;

import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.AssistantItem;
import dev.threadbase.segment.LogEntry.ConfigChanged;
import dev.threadbase.segment.LogEntry.Extension;
import dev.threadbase.segment.LogEntry.Invoke;
import dev.threadbase.segment.LogEntry.LlmUsage;
import dev.threadbase.segment.LogEntry.RunCompleted;
import dev.threadbase.segment.LogEntry.RunErrored;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LogEntry.SystemEvent;
import dev.threadbase.segment.LogEntry.ToolResult;
import dev.threadbase.segment.LogEntry.TurnEnd;
import dev.threadbase.segment.LogEntry.UserInput;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.PodScopeSnapshot;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.RunResult;
import dev.threadbase.segment.ScopeRule;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.SystemItem;
import dev.threadbase.segment.Trigger;
import dev.threadbase.segment.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Entries of every kind at random, no two of which say the same. */
final class RandomLogEntries {

  private final Random random;
  private final UUID sessionId;
  private int next;

  RandomLogEntries(Random random, UUID sessionId) {
    this.random = random;
    this.sessionId = sessionId;
  }

  /** A few. */
  List<LogEntry> some() {
    return Stream.generate(this::one).limit(1 + random.nextInt(5)).toList();
  }

  /** What a log may begin with: a start, two of them, none, nothing at all. */
  List<LogEntry> beginning() {
    List<LogEntry> entries = new ArrayList<>();
    Stream.generate(this::start).limit(random.nextInt(3)).forEach(entries::add);
    Stream.generate(this::one).limit(random.nextInt(3)).forEach(entries::add);
    return entries;
  }

  /** A turn that a log may have; few, so that counts repeat. */
  long turn() {
    int choice = random.nextInt(12);
    return choice == 11 ? -1 : choice;
  }

  /** What a log goes on with after a compaction or a conflict. */
  StartState state() {
    List<LoggedItem> history =
        Stream.<LoggedItem>generate(() -> LoggedItem.system(text()))
            .limit(random.nextInt(3))
            .toList();
    return new StartState(random.nextBoolean() ? null : text(), config(), history);
  }

  private LogEntry one() {
    long ts = random.nextInt(9);
    return switch (random.nextInt(14)) {
      case 0 -> random.nextInt(4) == 0 ? start() : new Invoke(ts, Trigger.USER_SEND);
      case 1, 2, 3 -> new UserInput(ts, List.of(InputSegment.text(text())));
      case 4, 5 -> new AssistantItem(ts, LoggedItem.assistant(text()));
      case 6 -> new ToolResult(ts, new LoggedItem.ToolResult(text(), text(), null, false));
      case 7 -> new SystemEvent(ts, new SystemItem.TaskReminder(text()));
      case 8, 9 -> new TurnEnd(ts, turn());
      case 10 -> new RunCompleted(ts, random.nextBoolean(), RunResult.PAUSED);
      case 11 -> new RunErrored(ts, random.nextBoolean(), text());
      case 12 -> random.nextBoolean() ? new ConfigChanged(ts, config()) : usage(ts);
      default -> extension(ts);
    };
  }

  private LogEntry start() {
    StartState state = state();
    return new SegmentStart(
        7, sessionId, state.systemPrompt(), state.config(), state.history(), null, null);
  }

  private LogEntry usage(long ts) {
    return new LlmUsage(ts, new UsageRecord(next++, 1, 2, 3, 4));
  }

  private LogEntry extension(long ts) {
    return random.nextBoolean()
        ? new Extension(ts, "metrics", "\"" + text() + "\"")
        : new PodScopeSnapshot(
                List.of(), List.of(new ScopeRule(text(), ScopeRule.Permission.READ, true)))
            .toEntry(ts);
  }

  private RequestConfig config() {
    return RequestConfig.DEFAULT.withMaxTokens((long) next++);
  }

  private String text() {
    return "t" + next++;
  }
}
