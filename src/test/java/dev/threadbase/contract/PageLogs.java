package dev.threadbase.contract;

import dev.threadbase.Threadbase;
import dev.threadbase.segment.CarryOver;
import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.AssistantItem;
import dev.threadbase.segment.LogEntry.LlmUsage;
import dev.threadbase.segment.LogEntry.RunCompleted;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LogEntry.TurnEnd;
import dev.threadbase.segment.LogEntry.UserInput;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.PodActiveSegmentRef;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.segment.PodSpawnedChild;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.RunResult;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.SegmentStore;
import dev.threadbase.segment.TraceEntry;
import dev.threadbase.segment.UsageRecord;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The logs and pods of docs/sql.md: a log, a summary of it, and forks of both. */
final class PageLogs {

  private static final String ID = "01900000-0000-7000-8000-0000000000";
  private static final UUID SESSION = id("01");
  private static final UUID OTHER_SESSION = id("02");
  private static final SegmentAddress ROOT = log("a1");
  private static final SegmentAddress SUMMARY = log("b2");
  private static final SegmentAddress OF_SUMMARY = log("c3");
  private static final SegmentAddress EARLY = log("d4");
  private static final SegmentAddress OF_EARLY = log("e5");

  private PageLogs() {}

  static void write(Threadbase threadbase) {
    SegmentStore segments = threadbase.segments();
    segments.createSegment(ROOT, root());
    SegmentHead seen = segments.createSegment(SUMMARY, summary());
    segments.append(SUMMARY, input("somebody else"));
    SegmentFork own = SegmentFork.atHead(seen, 7).carrying(EnumSet.allOf(CarryOver.class));
    segments.forkAt(own.as(OF_SUMMARY.segmentId()), List.of(input("by itself"), new TurnEnd(9, 8)));
    segments.forkAt(SegmentFork.at(ROOT, 1).as(EARLY.segmentId()), List.of());
    segments.forkAt(
        SegmentFork.at(EARLY, 0).as(OF_EARLY.segmentId()), List.of(input("another way")));
    trace(segments, 7, new TraceEntry.Lifecycle("stream_open_start", null));
    trace(segments, 7, new TraceEntry.StreamEvent("{\"Ping\":{\"timestamp\":null}}"));
    trace(segments, 8, new TraceEntry.Lifecycle("stream_closed", null));
    pods(threadbase);
  }

  private static List<LogEntry> root() {
    return List.of(
        start(null),
        input("a"),
        answer("A"),
        new TurnEnd(4, 1),
        new LlmUsage(5, new UsageRecord(2, 1000, 800, 100, 42)),
        new RunCompleted(6, false, RunResult.FINISHED),
        input("b"),
        answer("B"),
        new TurnEnd(7, 4),
        new LlmUsage(8, new UsageRecord(4, 1500, 1000, 0, 60)));
  }

  private static List<LogEntry> summary() {
    return List.of(
        start(new SegmentOrigin(ROOT.segmentId(), 4)),
        input("c"),
        answer("C"),
        new TurnEnd(7, 5),
        new TurnEnd(8, 7),
        new LlmUsage(9, new UsageRecord(2, 400, 0, 300, 20)));
  }

  private static void pods(Threadbase threadbase) {
    PodSpawnedChild child =
        new PodSpawnedChild("reader", "/run/reader", List.of(), "/run/worker-a");
    PodActiveSegmentRef active =
        PodActiveSegmentRef.active(OF_SUMMARY.sessionId(), OF_SUMMARY.segmentId());
    threadbase.pods().write(new PodMetadata("worker-a", active, List.of(child)));
    threadbase.pods().write(PodMetadata.of("worker-b", PodActiveSegmentRef.pending(OTHER_SESSION)));
    threadbase.leases().tryAcquire(OF_SUMMARY.threadId(), "life-1", "desk-4", Duration.ofHours(1));
  }

  private static void trace(SegmentStore segments, long turn, TraceEntry.Payload payload) {
    segments.appendTrace(OF_SUMMARY, new TraceEntry(1, turn, null, payload));
  }

  private static LogEntry start(@Nullable SegmentOrigin compacted) {
    return new SegmentStart(1, SESSION, null, RequestConfig.DEFAULT, List.of(), null, compacted);
  }

  private static LogEntry input(String text) {
    return new UserInput(2, List.of(InputSegment.text(text)));
  }

  private static LogEntry answer(String text) {
    return new AssistantItem(3, LoggedItem.assistant(text));
  }

  private static UUID id(String end) {
    return UUID.fromString(ID + end);
  }

  private static SegmentAddress log(String end) {
    return new SegmentAddress(SESSION, id(end));
  }
}
