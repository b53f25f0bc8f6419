package dev.threadbase.cli;

import dev.threadbase.segment.CarryOver;
import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.AssistantItem;
import dev.threadbase.segment.LogEntry.ConfigChanged;
import dev.threadbase.segment.LogEntry.Extension;
import dev.threadbase.segment.LogEntry.Invoke;
import dev.threadbase.segment.LogEntry.LlmUsage;
import dev.threadbase.segment.LogEntry.RunCompleted;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LogEntry.ToolResult;
import dev.threadbase.segment.LogEntry.TurnEnd;
import dev.threadbase.segment.LogEntry.UserInput;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.RunResult;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.SegmentStore;
import dev.threadbase.segment.Trigger;
import dev.threadbase.segment.UsageRecord;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session of three logs: one, a fork of it, and one that goes on from a summary of it. */
final class LogSample {

  static final String SESSION = "01900000-0000-7000-8000-000000000001";
  static final String ROOT = "01900000-0000-7000-8000-0000000000a1";
  static final String FORK = "01900000-0000-7000-8000-0000000000b2";
  static final String SUMMARY = "01900000-0000-7000-8000-0000000000c3";
  static final String MISSING = "01900000-0000-7000-8000-0000000000d4";

  private LogSample() {}

  /** Writes the session. */
  static void write(SegmentStore segments) {
    segments.createSegment(
        address(ROOT),
        List.of(
            start("Be brief.", List.of(), null),
            new Invoke(2, Trigger.USER_SEND),
            new UserInput(3, List.of(InputSegment.text("What is in "), file())),
            new AssistantItem(4, new LoggedItem.ToolCall("c1", "read_file", "{\"path\":\"x\"}")),
            new ToolResult(5, new LoggedItem.ToolResult("c1", "ok", "two lines", false)),
            new AssistantItem(6, LoggedItem.assistant("Two lines.")),
            new TurnEnd(7, 3),
            new LlmUsage(8, new UsageRecord(3, 1000, 800, 100, 42)),
            new RunCompleted(9, false, RunResult.FINISHED),
            new ConfigChanged(10, RequestConfig.DEFAULT.withMaxTokens(7L)),
            new Extension(11, "metrics", "{\"n\":1}"),
            new Invoke(12, Trigger.WAKEUP)));
    segments.forkAt(
        SegmentFork.at(address(ROOT), 3)
            .carrying(Set.of(CarryOver.TURN_COUNT))
            .as(UUID.fromString(FORK)),
        List.of(new UserInput(13, List.of(InputSegment.text("And then?")))));
    SegmentOrigin origin = new SegmentOrigin(UUID.fromString(ROOT), 3);
    List<LoggedItem> summary = List.of(LoggedItem.system("Lines were counted."));
    segments.createSegment(address(SUMMARY), List.of(start(null, summary, origin)));
  }

  private static LogEntry start(
      @Nullable String prompt, List<LoggedItem> history, @Nullable SegmentOrigin compacted) {
    UUID session = UUID.fromString(SESSION);
    return new SegmentStart(1, session, prompt, RequestConfig.DEFAULT, history, null, compacted);
  }

  private static InputSegment file() {
    return new InputSegment.FileRef("x");
  }

  private static SegmentAddress address(String segment) {
    return new SegmentAddress(UUID.fromString(SESSION), UUID.fromString(segment));
  }
}
