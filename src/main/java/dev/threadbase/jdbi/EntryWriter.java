package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.SourceLine;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** Writes entries at places that are theirs; the keys refuse any other. */
interface EntryWriter {

  /** The columns in the order in which every writer gives them. */
  String COLUMNS =
      """
      session_id, segment_id, seq, entry_id, thread_id, ordinal, parent_id, type, turn_id, role, model, tool_name,
      created_at_ns, payload, payload_hash, source_id, source_line
      """;

  /** Writes all of them. */
  void write(Handle handle, List<Entry> entries);

  /** The fastest way of a database for many. */
  static EntryWriter bulk(Dialect dialect) {
    return switch (dialect) {
      case SQLITE -> new Rows();
      case POSTGRESQL -> new PostgresCopy();
    };
  }

  /** Rows by prepared statements. */
  final class Rows implements EntryWriter {

    private static final String INSERT =
        """
        INSERT INTO entries (%s)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
            .formatted(COLUMNS);

    @Override
    public void write(Handle handle, List<Entry> entries) {
      if (entries.size() == 1) {
        bind(handle.createUpdate(INSERT), entries.get(0)).execute();
        return;
      }
      PreparedBatch batch = handle.prepareBatch(INSERT);
      for (Entry entry : entries) {
        bind(batch, entry).add();
      }
      batch.execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Entry entry) {
      SourceLine source = entry.source();
      return statement
          .bind(0, entry.sessionId())
          .bind(1, entry.segmentId())
          .bind(2, entry.seq())
          .bind(3, entry.id())
          .bind(4, entry.threadId())
          .bind(5, entry.ordinal())
          .bind(6, entry.parentId())
          .bind(7, entry.type().name())
          .bind(8, entry.turnId())
          .bind(9, entry.role())
          .bind(10, entry.model())
          .bind(11, entry.toolName())
          .bind(12, Instants.toNanos(entry.createdAt()))
          .bind(13, entry.payload())
          .bind(14, entry.payloadHash())
          .bind(15, source == null ? null : source.sourceId())
          .bind(16, source == null ? null : (Long) source.line());
    }
  }
}
