package dev.threadbase.jdbi;

import dev.threadbase.segment.JournalForm;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.TraceEntry;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Appends traces, in a transaction. */
final class TraceWriter {

  private TraceWriter() {}

  static void append(Handle handle, SegmentAddress address, TraceEntry trace, Instant now) {
    append(handle, address, trace, trace.toJson(), now);
  }

  /** Appends a trace with the line that it was read from; returns how many there are then. */
  static long append(
      Handle handle, SegmentAddress address, TraceEntry trace, String json, Instant now) {
    TraceSql sql = handle.attach(TraceSql.class);
    String session = address.sessionId().toString();
    long length = sql.grow(session, address.threadId());
    Instant time = JournalForm.time(trace.ts());
    sql.insert(
        session,
        address.threadId(),
        length - 1,
        trace.payload().kind().wireName(),
        trace.turn(),
        trace.llmCall(),
        Instants.toNanos(time == null ? now : time),
        Texts.storable("a trace", json));
    return length;
  }
}
