package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.SourceLine;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Writes entries at places that are theirs, and what is derived from them; the keys refuse any
 * other.
 */
interface EntryWriter {

  /** The columns in the order in which every writer gives them. */
  String COLUMNS =
      """
      session_id, segment_id, seq, entry_id, thread_id, ordinal, parent_id, type, turn_id, role, model, tool_name,
      created_at_ns, payload, payload_hash, source_id, source_line
      """;

  /** Writes all of them. */
  default void write(Handle handle, List<Entry> entries) {
    prepare(entries, EntryDerivations.of(handle)).accept(handle);
  }

  /**
   * The same in two steps: what needs no transaction is done at once, on whatever thread.
   *
   * @param derivations what is written along with the entries
   */
  Consumer<Handle> prepare(List<Entry> entries, EntryDerivations derivations);

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
    public Consumer<Handle> prepare(List<Entry> entries, EntryDerivations derivations) {
      Consumer<Handle> derived = derivations.prepare(entries);
      return handle -> {
        BareStatement.batch(handle, INSERT, entries, Rows::bind);
        derived.accept(handle);
      };
    }

    private static void bind(PreparedStatement statement, Entry entry) throws SQLException {
      SourceLine source = entry.source();
      BareStatement.Parameters row = new BareStatement.Parameters(statement);
      row.text(entry.sessionId()).text(entry.segmentId()).number(entry.seq());
      row.text(entry.id()).text(entry.threadId()).number(entry.ordinal());
      row.text(entry.parentId()).text(entry.type().name()).text(entry.turnId());
      row.text(entry.role()).text(entry.model()).text(entry.toolName());
      row.number(Instants.toNanos(entry.createdAt()));
      row.text(entry.payload()).text(entry.payloadHash());
      row.text(source == null ? null : source.sourceId());
      row.numberOrNull(source == null ? null : source.line());
    }
  }
}
