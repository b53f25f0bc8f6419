package dev.threadbase.jdbi;

import dev.threadbase.jdbi.BareStatement.Parameters;
import dev.threadbase.segment.JournalForm;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.TraceEntry;
import dev.threadbase.transfer.LogJournal.TraceLine;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Appends traces, in a transaction. */
final class TraceWriter {

  private static final String INSERT =
      """
      INSERT INTO trace_entries (session_id, segment_id, seq, kind, turn, llm_call, created_at_ns, payload)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private TraceWriter() {}

  /** A trace and its position. */
  private record Placed(long seq, TraceLine line) {}

  /**
   * Appends traces with the lines that they were read from; returns how many there were before.
   *
   * @param now the time of those whose own no column holds
   */
  static long append(Handle handle, SegmentAddress address, List<TraceLine> lines, Instant now) {
    String session = address.sessionId().toString();
    long before =
        handle.attach(TraceSql.class).grow(session, address.threadId(), lines.size())
            - lines.size();
    List<Placed> placed = new ArrayList<>(lines.size());
    for (TraceLine line : lines) {
      placed.add(new Placed(before + placed.size(), line));
    }
    BareStatement.batch(
        handle, INSERT, placed, (statement, one) -> bind(statement, address, one, now));
    return before;
  }

  private static void bind(
      PreparedStatement statement, SegmentAddress address, Placed placed, Instant now)
      throws SQLException {
    TraceEntry trace = placed.line.trace();
    Instant time = JournalForm.time(trace.ts());
    new Parameters(statement)
        .text(address.sessionId().toString())
        .text(address.threadId())
        .number(placed.seq)
        .text(trace.payload().kind().wireName())
        .number(trace.turn())
        .numberOrNull(trace.llmCall())
        .number(Instants.toNanos(time == null ? now : time))
        .text(Texts.storable("a trace", placed.line.json()));
  }
}
