package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.conversation.MetricEvent;
import dev.threadbase.conversation.RecordJson;
import dev.threadbase.jdbi.BareStatement.Parameters;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How long calls took: a row of {@code metric_events} for each entry that says it. */
final class MetricRows implements EntryDerivation {

  private static final String TABLE = "metric_events";

  private static final String INSERT =
      """
      INSERT INTO metric_events (session_id, segment_id, seq, thread_id, ordinal, created_at_ns, turn_index, type,
                                 vendor, endpoint, model, ttft_ns, think_time_ns, duration_ns, tool_name,
                                 tool_success, tool_error, tool_duration_ns)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private record Row(Entry entry, MetricEvent event) {}

  @Override
  public String table() {
    return TABLE;
  }

  @Override
  public boolean concerns(EntryType type, @Nullable String role, String payload) {
    return type.equals(EntryType.METRIC);
  }

  @Override
  public void write(Handle handle, List<Entry> entries) {
    List<Row> rows = entries.stream().map(MetricRows::row).flatMap(Optional::stream).toList();
    BareStatement.batch(handle, INSERT, rows, MetricRows::bind);
  }

  private static Optional<Row> row(Entry entry) {
    try {
      String data = entry.content().data();
      return data == null || DerivedValues.object(data).isEmpty()
          ? Optional.empty()
          : Optional.of(new Row(entry, RecordJson.metric(data)));
    } catch (InvalidData unreadable) {
      return Optional.empty();
    }
  }

  private static void bind(PreparedStatement statement, Row row) throws SQLException {
    Entry entry = row.entry();
    MetricEvent event = row.event();
    Parameters next = new Parameters(statement);
    next.text(entry.sessionId()).text(entry.segmentId()).number(entry.seq());
    next.text(entry.threadId()).number(entry.ordinal());
    next.number(DerivedValues.nanos(event.timestamp(), entry)).number(event.turnIndex());
    next.text(DerivedValues.text(event.type())).text(DerivedValues.text(event.vendor()));
    next.text(DerivedValues.text(event.endpoint())).text(DerivedValues.text(event.model()));
    next.number(DerivedValues.number(event.firstToken().toNanos()));
    next.number(DerivedValues.number(event.thinkTime().toNanos()));
    next.number(DerivedValues.number(event.duration().toNanos()));
    next.text(DerivedValues.text(event.toolName())).number(event.toolSuccess() ? 1 : 0);
    next.text(DerivedValues.text(event.toolError()));
    next.number(DerivedValues.number(event.toolDuration().toNanos()));
  }

  @Override
  public List<Entry> missing(Handle handle, List<Entry> page) {
    List<Entry> telling = page.stream().filter(entry -> row(entry).isPresent()).toList();
    return DerivedKeys.without(handle, TABLE, telling);
  }

  @Override
  public void trim(Handle handle, String sessionId, String segmentId) {
    DerivedKeys.trim(handle, TABLE, sessionId, segmentId);
  }
}
