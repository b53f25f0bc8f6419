package dev.threadbase.jdbi;

import static java.util.stream.Collectors.joining;

import dev.threadbase.transfer.Journal;
import dev.threadbase.transfer.NativeRow;
import dev.threadbase.transfer.NativeTable;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** Rows of another database; tables and columns are the constants of {@link NativeTable}. */
final class NativeRowWriter {

  private NativeRowWriter() {}

  /** Inserts a row, or says what stands in its way. */
  static Journal.Inserted insert(Handle handle, NativeRow given) {
    NativeRow row = complete(handle, given);
    NativeTable table = row.table();
    String sql =
        "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT DO NOTHING"
            .formatted(
                table.tableName(),
                String.join(", ", table.columns()),
                table.columns().stream().map(name -> ":" + name).collect(joining(", ")));
    if (bind(handle.createUpdate(sql), row).execute() == 1) {
      return Journal.Inserted.NEW;
    }
    // What stands in its way may have another of its keys.
    return find(handle, row) == Journal.Inserted.SAME
        ? Journal.Inserted.SAME
        : Journal.Inserted.OTHER;
  }

  /** What has the key of a row. */
  static Journal.Inserted find(Handle handle, NativeRow row) {
    NativeTable table = row.table();
    List<String> compared = compared(table);
    Query query =
        handle.createQuery(
            "SELECT CASE WHEN %s THEN 1 ELSE 0 END FROM %s WHERE %s"
                .formatted(
                    equal(compared, " IS NOT DISTINCT FROM "),
                    table.tableName(),
                    equal(table.key(), " = ")));
    Stream.concat(compared.stream(), table.key().stream())
        .distinct()
        .forEach(name -> query.bind(name, row.value(name)));
    return query
        .mapTo(Integer.class)
        .findOne()
        .map(same -> same == 1 ? Journal.Inserted.SAME : Journal.Inserted.OTHER)
        .orElse(Journal.Inserted.NEW);
  }

  private static String equal(List<String> columns, String sign) {
    return columns.stream().map(name -> name + sign + ":" + name).collect(joining(" AND "));
  }

  /** What makes a row the same; a thread is the same thread whatever became of it since. */
  private static List<String> compared(NativeTable table) {
    return switch (table) {
      case SESSIONS -> List.of("session_id");
      case THREADS -> List.of("thread_id", "session_id", "base_segment_id");
      case SOURCES -> List.of("session_id", "source_id", "thread_id", "format");
      case SOURCE_CHUNKS -> List.of("session_id", "source_id", "byte_offset", "length");
      case TRACE_LOGS -> List.of("session_id", "segment_id");
      case SEGMENTS, ENTRIES, TRACE_ENTRIES -> table.columns();
    };
  }

  /** What a file does not know of a thread is found in the entries, which come before it. */
  private static NativeRow complete(Handle handle, NativeRow row) {
    boolean unknown = row.table() == NativeTable.THREADS && row.value(NativeRow.SPOKEN) == null;
    return unknown ? row.with(NativeRow.SPOKEN, spoken(handle, row)) : row;
  }

  /** 1 if there is a user's message in a thread's family, and the thread is no log. */
  private static long spoken(Handle handle, NativeRow thread) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*)
            FROM segments s
            WHERE s.session_id = :sessionId AND s.segment_id = :base AND s.segment_id <> :threadId
              AND EXISTS (SELECT 1
                          FROM entries e
                          WHERE e.session_id = s.session_id AND e.type = 'user_message' AND e.role = 'user')
            """)
        .bind("sessionId", thread.text("session_id"))
        .bind("base", thread.text("base_segment_id"))
        .bind("threadId", thread.text("thread_id"))
        .mapTo(Long.class)
        .one();
  }

  /** Takes over how many traces a newer copy has of a log. */
  static void lengthen(Handle handle, NativeRow log) {
    handle
        .createUpdate(
            """
            UPDATE trace_logs
            SET length = :length
            WHERE session_id = :sessionId AND segment_id = :segmentId AND length < :length
            """)
        .bind("length", log.number("length"))
        .bind("sessionId", log.text("session_id"))
        .bind("segmentId", log.text("segment_id"))
        .execute();
  }

  /** Takes over where a newer copy of a thread has its head. */
  static boolean advance(Handle handle, NativeRow given) {
    NativeRow thread = complete(handle, given);
    List<String> moving =
        List.of(
            "head_segment_id",
            "head_length",
            "head_open",
            "leaf_id",
            "prior_leaf_id",
            "next_ordinal",
            "updated_at_ns",
            "last_active_at_ns",
            "spoken");
    String sets = moving.stream().map(name -> name + " = :" + name).collect(joining(", "));
    Update update =
        handle.createUpdate(
            "UPDATE threads SET "
                + sets
                + " WHERE thread_id = :thread_id AND next_ordinal < :next_ordinal");
    moving.forEach(name -> update.bind(name, thread.value(name)));
    return update.bind("thread_id", thread.value("thread_id")).execute() == 1;
  }

  private static Update bind(Update update, NativeRow row) {
    row.table().columns().forEach(name -> update.bind(name, row.value(name)));
    return update;
  }
}
