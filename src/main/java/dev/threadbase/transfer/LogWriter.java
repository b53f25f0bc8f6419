package dev.threadbase.transfer;

import dev.threadbase.lineage.SegmentNode;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.PayloadHash;
import dev.threadbase.thread.SourceLine;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal.Session;
import dev.threadbase.transfer.LogJournal.LogPlace;
import dev.threadbase.transfer.SourceLines.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the new lines of a log behind those that are here: in the same segment if nothing stands
 * there, else on a branch.
 */
final class LogWriter {

  private static final int BATCH_ENTRIES = 1_000;
  private static final long BATCH_CHARS = 8L << 20;

  private final Session session;
  private final Journal journal;
  private final ThreadMeta thread;
  private final LogMatch match;
  private final Tally tally;
  private final List<Entry> batch = new ArrayList<>();
  private long batchChars;
  private long nextOrdinal;
  private Instant lastTime;
  private @Nullable Entry last;
  private String segmentId = "";
  private long seq;
  private @Nullable String parentId;

  LogWriter(
      Session session,
      Journal journal,
      ThreadMeta thread,
      long nextOrdinal,
      LogMatch match,
      Tally tally) {
    this.session = session;
    this.journal = journal;
    this.thread = thread;
    this.match = match;
    this.tally = tally;
    this.nextOrdinal = nextOrdinal;
    Instant time = nextOrdinal == 0 ? thread.createdAt() : thread.updatedAt();
    this.lastTime = Objects.requireNonNull(time);
  }

  ThreadMeta thread() {
    return thread;
  }

  LogMatch match() {
    return match;
  }

  /** Writes a line behind the last one that was written, or else behind the last one known. */
  void add(Line line, LogLine read, String sourceId) {
    NewEntry entry = Objects.requireNonNull(read.entry());
    if (last == null) {
      begin();
    }
    tally.stored();
    lastTime = time(line.number(), entry.createdAt());
    Entry placed = placed(entry, new SourceLine(sourceId, line.number()));
    seq++;
    nextOrdinal++;
    parentId = placed.id();
    last = placed;
    batch.add(placed);
    batchChars += entry.payload().length();
    if (batch.size() >= BATCH_ENTRIES || batchChars >= BATCH_CHARS) {
      flush();
    }
  }

  private Entry placed(NewEntry entry, SourceLine source) {
    return new Entry(
        Objects.requireNonNull(thread.sessionId()),
        segmentId,
        seq,
        journal.newId(),
        thread.id(),
        nextOrdinal,
        parentId,
        entry.type(),
        entry.turnId(),
        entry.role(),
        entry.model(),
        entry.toolName(),
        lastTime,
        entry.payload(),
        PayloadHash.of(entry.payload()),
        source);
  }

  private Instant time(long line, @Nullable Instant given) {
    return given != null && LineTime.isStorable(given, line, tally) ? given : lastTime;
  }

  private void begin() {
    List<SegmentNode> known = new ArrayList<>();
    session.segments(thread.id(), known::add);
    LogPlace behind = match.last();
    String segment = behind == null ? thread.id() : behind.segmentId();
    SegmentNode from =
        known.stream().filter(node -> node.segmentId().equals(segment)).findFirst().orElseThrow();
    long length = behind == null ? 0 : behind.seq() + 1;
    parentId = behind == null ? match.rootParent(thread.leafId()) : behind.id();
    if (match.isTaken(segment, length)) {
      branch(from, length);
    } else {
      segmentId = segment;
      seq = length;
    }
  }

  /** A segment behind a position of another; behind none it goes on where that one does. */
  private void branch(SegmentNode from, long length) {
    boolean beside = length == 0;
    SegmentNode node =
        new SegmentNode(
            from.sessionId(),
            journal.newId(),
            beside ? from.parentSegmentId() : from.segmentId(),
            beside ? from.parentLength() : length,
            beside ? from.baseLength() : from.baseLength() + length,
            "branch",
            beside ? from.depth() : from.depth() + 1,
            thread.id(),
            0,
            lastTime);
    session.addSegments(List.of(node));
    segmentId = node.segmentId();
    seq = 0;
  }

  private void flush() {
    if (!batch.isEmpty()) {
      journal.adding(List.copyOf(batch)).accept(session);
    }
    batch.clear();
    batchChars = 0;
  }

  /**
   * Has the log end with what was written, unless somebody went on with it here, or cut it: then it
   * stays as it is, and what is new stands beside it.
   */
  void finish() {
    flush();
    if (last == null) {
      return;
    }
    boolean follows = match.leadsOn(thread.leafId());
    if (!follows) {
      tally.warn(0, "log_kept", "the log was changed here and stays; the new lines are beside it");
    } else if (!match.isAt(thread.leafId())) {
      tally.warn(
          0, "rewritten", "the file was rewritten; the log follows it, what it had is beside it");
    }
    session.moveHead(thread.id(), follows ? last : null, nextOrdinal, lastTime, lastTime);
  }
}
