package dev.threadbase.jdbi;

import dev.threadbase.segment.JournalForm;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.TraceEntry;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Appends traces, in a transaction. */
final class TraceWriter {

  private TraceWriter() {}

  static void append(Handle handle, SegmentAddress address, TraceEntry trace, Instant now) {
    TraceSql sql = handle.attach(TraceSql.class);
    String session = address.sessionId().toString();
    long length = sql.grow(session, address.threadId());
    Instant time = JournalForm.time(trace.ts());
    sql.insert(
        session,
        address.threadId(),
        length - 1,
        trace.payload().kind().wireName(),
        signed(trace.turn()),
        signed(trace.llmCall()),
        Instants.toNanos(time == null ? now : time),
        Texts.storable("a trace", trace.toJson()));
  }

  /** Unsigned numbers beyond what the column holds are in the payload alone. */
  private static @Nullable Long signed(@Nullable Long number) {
    return number == null || number < 0 ? null : number;
  }
}
