package dev.threadbase.jdbi;

import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.AppendOptions.ExpectedHead;
import dev.threadbase.thread.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * On PostgreSQL one statement, hence one round trip and one flush: the row that moves the head
 * feeds the rows that are written. Writers of one thread wait for each other at its row.
 */
final class PostgresHeadAppend implements HeadAppend {

  private static final String APPEND =
      """
      WITH head AS (
        UPDATE threads
        SET head_length = head_length + :count, next_ordinal = next_ordinal + :count,
            prior_leaf_id = leaf_id, leaf_id = :leafId, updated_at_ns = :updatedAt, last_active_at_ns = :activeAt
        WHERE thread_id = :threadId AND head_open = 1
          AND (CAST(:parentId AS TEXT) IS NULL OR leaf_id = :parentId)
          AND (:anyHead OR leaf_id IS NOT DISTINCT FROM :expectedLeafId)
          %s
        RETURNING session_id, thread_id, head_segment_id, head_length - :count AS seq,
                  next_ordinal - :count AS ordinal, prior_leaf_id)
      INSERT INTO entries (session_id, segment_id, seq, entry_id, thread_id, ordinal, parent_id, type, turn_id,
                           role, model, tool_name, created_at_ns, payload, payload_hash)
      SELECT h.session_id, h.head_segment_id, h.seq + n.place - 1, n.id, h.thread_id, h.ordinal + n.place - 1,
             CASE WHEN n.place = 1 THEN h.prior_leaf_id ELSE n.parent_id END, n.type, n.turn_id,
             n.role, n.model, n.tool_name, n.created_at_ns, n.payload, n.payload_hash
      FROM head h
      CROSS JOIN unnest(:ids, :parentIds, :types, :turnIds, :roles, :models, :toolNames, :createdAts,
                        :payloads, :payloadHashes)
        WITH ORDINALITY AS n (id, parent_id, type, turn_id, role, model, tool_name, created_at_ns,
                              payload, payload_hash, place)
      RETURNING session_id, segment_id, seq, ordinal, parent_id
      """;

  private static final String APPEND_ANYHOW = APPEND.formatted("");

  private static final String APPEND_UNLESS_TAKEN =
      APPEND.formatted(
          """
          AND NOT EXISTS (SELECT 1
                          FROM entries e
                          WHERE e.session_id = threads.session_id AND e.entry_id = ANY (:givenIds))
          """);

  @Override
  public Optional<List<Entry>> append(
      Handle handle, String threadId, List<Draft> drafts, AppendOptions options) {
    Draft last = drafts.get(drafts.size() - 1);
    ExpectedHead expected = options.expectedHead();
    List<Draft> given = drafts.stream().filter(Draft::idGiven).toList();
    Query query =
        handle
            .createQuery(given.isEmpty() ? APPEND_ANYHOW : APPEND_UNLESS_TAKEN)
            .bind("count", drafts.size())
            .bind("leafId", last.id())
            .bind("updatedAt", Instants.toNanos(last.createdAt()))
            .bind("activeAt", Instants.toNanos(drafts.get(0).appendedAt()))
            .bind("threadId", threadId)
            .bind("parentId", options.parentId())
            .bind("anyHead", expected == null)
            .bind("expectedLeafId", expected == null ? null : expected.leafId());
    if (!given.isEmpty()) {
      bindTexts(query, "givenIds", given, Draft::id);
    }
    bindTexts(query, "ids", drafts, Draft::id);
    bindTexts(query, "parentIds", drafts, Draft::parentId);
    bindTexts(query, "types", drafts, draft -> draft.entry().type().name());
    bindTexts(query, "turnIds", drafts, draft -> draft.entry().turnId());
    bindTexts(query, "roles", drafts, draft -> draft.entry().role());
    bindTexts(query, "models", drafts, draft -> draft.entry().model());
    bindTexts(query, "toolNames", drafts, draft -> draft.entry().toolName());
    bindTexts(query, "payloads", drafts, draft -> draft.entry().payload());
    bindTexts(query, "payloadHashes", drafts, Draft::payloadHash);
    query.bindArray(
        "createdAts",
        Long.class,
        drafts.stream().map(draft -> Instants.toNanos(draft.createdAt())).toArray());
    return query.map((row, context) -> place(row, threadId)).stream()
        .min((one, other) -> Long.compare(one.seq(), other.seq()))
        .map(first -> first.put(drafts));
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

  private static void bindTexts(
      Query query, String name, List<Draft> drafts, Function<Draft, @Nullable String> text) {
    query.bindArray(name, String.class, drafts.stream().map(text).toArray());
  }
}
