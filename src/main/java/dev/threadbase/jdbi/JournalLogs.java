package dev.threadbase.jdbi;

import dev.threadbase.segment.JournalForm;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LogRecord;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.segment.PodRecord;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.PayloadHash;
import dev.threadbase.transfer.LogJournal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads and writes logs in bulk, within one transaction. */
final class JournalLogs implements LogJournal.Session {

  private static final int PAGE = 500;

  private static final String PLACES =
      """
      SELECT e.entry_id, e.parent_id, e.segment_id, e.seq, e.payload_hash, e.source_id, e.type
      FROM entries e
      JOIN threads t ON t.session_id = e.session_id AND t.thread_id = e.thread_id
      WHERE t.thread_id = :threadId AND t.session_id = :sessionId AND e.ordinal >= t.first_ordinal
      ORDER BY e.ordinal
      """;

  private final Handle handle;
  private final Dialect dialect;

  JournalLogs(Handle handle, Dialect dialect) {
    this.handle = handle;
    this.dialect = dialect;
  }

  @Override
  public boolean isHere(SegmentAddress address) {
    return LogRow.find(handle, address).isPresent();
  }

  @Override
  public long entries(SegmentAddress address, Consumer<Entry> entries) {
    AtomicLong unread = new AtomicLong();
    LogPath path = LogPath.of(handle, LogRow.existing(handle, address));
    LogReader reader = LogReader.lenient(path, problem -> unread.incrementAndGet());
    long position = path.start();
    while (position < path.end()) {
      List<Entry> page =
          EntryReader.path(handle, path.runs(), position, Math.min(path.end(), position + PAGE));
      if (page.isEmpty()) {
        throw new IllegalStateException("entries of log " + address.threadId() + " are missing");
      }
      for (Entry entry : page) {
        entries.accept(
            entry.type().equals(JournalForm.FORK)
                ? materialised(entry, reader, position - path.start())
                : entry);
        position++;
      }
    }
    return unread.get();
  }

  private Entry materialised(Entry mark, LogReader reader, long position) {
    List<LogRecord> read = reader.records(handle, position, position + 1);
    if (read.isEmpty()) {
      return mark;
    }
    String line = read.get(0).json();
    return new Entry(
        mark.sessionId(),
        mark.segmentId(),
        mark.seq(),
        mark.id(),
        mark.threadId(),
        mark.ordinal(),
        mark.parentId(),
        new EntryType(read.get(0).entry().kind().wireName()),
        mark.turnId(),
        mark.role(),
        mark.model(),
        mark.toolName(),
        mark.createdAt(),
        line,
        PayloadHash.of(line),
        mark.source());
  }

  @Override
  public void places(SegmentAddress address, Consumer<LogPlace> places) {
    try (Stream<LogPlace> found =
        handle
            .createQuery(PLACES)
            .setFetchSize(PAGE)
            .bind("threadId", address.threadId())
            .bind("sessionId", address.sessionId().toString())
            .map((row, context) -> place(address, row))
            .stream()) {
      found.forEach(places);
    }
  }

  private LogPlace place(SegmentAddress address, ResultSet row) throws SQLException {
    String id = row.getString(1);
    boolean mark = JournalForm.FORK.name().equals(row.getString(7));
    return new LogPlace(
        id,
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        mark ? materialisedHash(address, id) : row.getString(5),
        row.getString(6) != null);
  }

  /** Of the line that the beginning of a fork stands for; none if it was cut off. */
  private String materialisedHash(SegmentAddress address, String markId) {
    LogPath path = LogPath.of(handle, LogRow.existing(handle, address));
    LogReader reader = LogReader.lenient(path, problem -> {});
    for (Entry entry :
        EntryReader.path(
            handle, path.runs(), path.start(), Math.min(path.start() + 1, path.end()))) {
      if (entry.id().equals(markId)) {
        return materialised(entry, reader, 0).payloadHash();
      }
    }
    return "";
  }

  @Override
  public void begin(SegmentAddress address, @Nullable SegmentStart start, Instant createdAt) {
    LogBirth.of(handle, address, start).make(handle, HeadAppend.of(dialect), List.of(), createdAt);
  }

  @Override
  public void traces(SegmentAddress address, Consumer<String> traces) {
    try (Stream<String> found =
        handle.attach(TraceSql.class).each(address.sessionId().toString(), address.threadId())) {
      found.forEach(traces);
    }
  }

  @Override
  public List<String> traced(String sessionId) {
    return handle.attach(TraceSql.class).logs(sessionId);
  }

  @Override
  public boolean addTraces(
      SegmentAddress address, long count, List<TraceLine> traces, Instant now) {
    return traces.isEmpty() || TraceWriter.append(handle, address, traces, now) == count;
  }

  @Override
  public List<PodRecord> pods(String sessionId) {
    return handle.attach(PodSql.class).ofSession(sessionId).stream()
        .map(pod -> pod.record(handle))
        .toList();
  }

  @Override
  public Optional<PodRecord> pod(String name) {
    return handle.attach(PodSql.class).find(name).map(pod -> pod.record(handle));
  }

  @Override
  public boolean addPod(PodMetadata pod, String unknown, Instant createdAt) {
    return PodEdit.add(handle, pod, unknown, Instants.toNanos(createdAt));
  }
}
