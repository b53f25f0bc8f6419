package dev.threadbase.jdbi;

import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.AppendOptions.ExpectedHead;
import dev.threadbase.thread.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.databind.json.JsonMapper;

/**
 * On SQLite two statements in the transaction that holds the write lock: one moves the head, one
 * writes.
 */
final class SqliteHeadAppend implements HeadAppend {

  private static final String MOVE_HEAD =
      """
      UPDATE threads
      SET head_length = head_length + :count, next_ordinal = next_ordinal + :count,
          prior_leaf_id = leaf_id, leaf_id = :leafId, updated_at_ns = :updatedAt, last_active_at_ns = :activeAt
      WHERE thread_id = :threadId AND head_open = 1
        AND (:parentId IS NULL OR leaf_id = :parentId)
        AND (:anyHead = 1 OR leaf_id IS NOT DISTINCT FROM :expectedLeafId)
        %s
      RETURNING session_id, head_segment_id, head_length - :count, next_ordinal - :count, prior_leaf_id
      """;

  private static final String MOVE_HEAD_ANYHOW = MOVE_HEAD.formatted("");

  // CROSS JOIN keeps the order: the other way round it reads every entry of the session.
  static final String MOVE_HEAD_UNLESS_TAKEN =
      MOVE_HEAD.formatted(
          """
          AND NOT EXISTS (SELECT 1
                          FROM json_each(:givenIds) g
                          CROSS JOIN entries e ON e.session_id = threads.session_id AND e.entry_id = g.value)
          """);

  private final EntryWriter writer = new EntryWriter.Rows();

  @Override
  public Optional<List<Entry>> append(
      Handle handle, String threadId, List<Draft> drafts, AppendOptions options) {
    Optional<Place> place = moveHead(handle, threadId, drafts, options);
    return place.map(
        found -> {
          List<Entry> entries = found.put(drafts);
          writer.write(handle, entries);
          return entries;
        });
  }

  private static Optional<Place> moveHead(
      Handle handle, String threadId, List<Draft> drafts, AppendOptions options) {
    Draft last = drafts.get(drafts.size() - 1);
    ExpectedHead expected = options.expectedHead();
    List<String> given = drafts.stream().filter(Draft::idGiven).map(Draft::id).toList();
    Query query = handle.createQuery(given.isEmpty() ? MOVE_HEAD_ANYHOW : MOVE_HEAD_UNLESS_TAKEN);
    if (!given.isEmpty()) {
      query.bind("givenIds", JsonMapper.shared().writeValueAsString(given));
    }
    return query
        .bind("count", drafts.size())
        .bind("leafId", last.id())
        .bind("updatedAt", Instants.toNanos(last.createdAt()))
        .bind("activeAt", Instants.toNanos(drafts.get(0).appendedAt()))
        .bind("threadId", threadId)
        .bind("parentId", options.parentId())
        .bind("anyHead", expected == null ? 1 : 0)
        .bind("expectedLeafId", expected == null ? null : expected.leafId())
        .map((row, context) -> place(row, threadId))
        .findOne();
  }

  private static Place place(ResultSet row, String threadId) throws SQLException {
    return new Place(
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        threadId,
        row.getLong(4),
        row.getString(5));
  }
}
