package dev.threadbase.jdbi;

import dev.threadbase.jdbi.BareStatement.Parameters;
import dev.threadbase.jdbi.SearchAppend.Part;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.AppendOptions.ExpectedHead;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * On PostgreSQL one statement, hence one round trip and one flush: the row that moves the head
 * feeds the rows that are written, those of the index of messages too. Writers of one thread wait
 * for each other at its row.
 */
final class PostgresHeadAppend implements HeadAppend {

  private static final String MOVE_HEAD =
      """
      WITH %s head AS (
        UPDATE threads
        SET head_length = head_length + ?, next_ordinal = next_ordinal + ?,
            prior_leaf_id = leaf_id, leaf_id = ?, updated_at_ns = ?, last_active_at_ns = ?,
            spoken = GREATEST(spoken, CAST(? AS INTEGER))
        %s
        WHERE thread_id = ? AND head_open = 1 AND %s
          AND (CAST(? AS TEXT) IS NULL OR leaf_id = ?)
          AND (? OR leaf_id IS NOT DISTINCT FROM ?)
          %s
        RETURNING session_id, thread_id, head_segment_id, head_length - ? AS seq,
                  next_ordinal - ? AS ordinal, prior_leaf_id)\
      """;

  private static final String INSERT =
      """
      INSERT INTO entries (session_id, segment_id, seq, entry_id, thread_id, ordinal, parent_id, type, turn_id,
                           role, model, tool_name, created_at_ns, payload, payload_hash)
      """;

  /**
   * Asked only if ids are given. A parameter that switches it off would keep the server from using
   * one plan for every append.
   *
   * <p>One question for each id, so that it is answered from the index of the ids: while the table
   * is small, ten ids at once look dearer to the server than all entries of the session, and it
   * keeps that plan when the table has grown.
   */
  private static final String UNLESS_TAKEN =
      """
      AND NOT EXISTS (SELECT 1
                      FROM unnest(?) AS g (id)
                      WHERE (SELECT 1
                             FROM entries e
                             WHERE e.session_id = threads.session_id AND e.entry_id = g.id
                             LIMIT 1) = 1)
      """;

  /** One entry, the common case, without arrays. */
  private static final String ONE =
      """
      SELECT h.session_id, h.head_segment_id, h.seq, ?, h.thread_id, h.ordinal, h.prior_leaf_id, ?, ?,
             ?, ?, ?, ?, ?, ?
      FROM head h
      RETURNING session_id, segment_id, seq, ordinal, parent_id\
      """;

  private static final String MANY =
      """
      SELECT h.session_id, h.head_segment_id, h.seq + n.place - 1, n.id, h.thread_id, h.ordinal + n.place - 1,
             CASE WHEN n.place = 1 THEN h.prior_leaf_id ELSE n.parent_id END, n.type, n.turn_id,
             n.role, n.model, n.tool_name, n.created_at_ns, n.payload, n.payload_hash
      FROM head h
      CROSS JOIN unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        WITH ORDINALITY AS n (id, type, turn_id, role, model, tool_name, created_at_ns, payload, payload_hash,
                              parent_id, place)
      ORDER BY n.place
      RETURNING session_id, segment_id, seq, ordinal, parent_id\
      """;

  /**
   * The row of the lease is locked before that of the thread, so that no other can take over until
   * the append is committed; one that waits for a takeover sees it, and finds no row. Not a shared
   * lock: writers of one turn would pass a renewal or a takeover that waits, for ever.
   */
  private static final String LEASE =
      """
      lease AS (
        SELECT thread_id AS leased_thread_id
        FROM turn_leases
        WHERE %s
        FOR NO KEY UPDATE),
      """
          .formatted(LeaseRow.HELD_BY);

  /** The statements of one kind of writer, by what they do for the index of messages. */
  private record Statements(Map<Part, Forms> forms) {

    static Statements of(String lease, String from, String condition) {
      String anyhow = MOVE_HEAD.formatted(lease, from, condition, "");
      String unlessTaken = MOVE_HEAD.formatted(lease, from, condition, UNLESS_TAKEN);
      Map<Part, Forms> forms = new EnumMap<>(Part.class);
      for (Part part : Part.values()) {
        forms.put(
            part,
            new Forms(
                part.in(anyhow, INSERT + ONE),
                part.in(unlessTaken, INSERT + ONE),
                part.in(anyhow, INSERT + MANY),
                part.in(unlessTaken, INSERT + MANY)));
      }
      return new Statements(forms);
    }

    String choose(Part part, boolean single, boolean given) {
      return Objects.requireNonNull(forms.get(part)).choose(single, given);
    }
  }

  /** For one entry or many, with ids of the store or given ones. */
  private record Forms(String one, String oneUnlessTaken, String many, String manyUnlessTaken) {

    String choose(boolean single, boolean given) {
      if (single) {
        return given ? oneUnlessTaken : one;
      }
      return given ? manyUnlessTaken : many;
    }
  }

  private static final String UNLEASED = "lease_required = 0";
  private static final String LEASED = "thread_id = leased_thread_id";
  private static final Statements OF_THREAD =
      Statements.of("", "", UNLEASED + " AND " + LogCondition.NONE);
  private static final Statements OF_LEASED_THREAD =
      Statements.of(LEASE, "FROM lease", LEASED + " AND " + LogCondition.NONE);
  private static final Statements OF_LOG =
      Statements.of("", "", UNLEASED + " AND " + LogCondition.SQL);
  private static final Statements OF_LEASED_LOG =
      Statements.of(LEASE, "FROM lease", LEASED + " AND " + LogCondition.SQL);

  @Override
  public Optional<List<Entry>> append(
      Handle handle,
      String threadId,
      List<Draft> drafts,
      AppendOptions options,
      @Nullable LogCondition log) {
    boolean one = drafts.size() == 1;
    Object[] given = drafts.stream().filter(Draft::idGiven).map(Draft::id).toArray();
    SearchAppend search = SearchAppend.of(handle, drafts);
    return BareStatement.first(
            handle,
            statements(options.lease() != null, log != null)
                .choose(search.part(), one, given.length > 0),
            statement -> {
              Parameters next = new Parameters(statement);
              bindHead(next, threadId, drafts, options, log, given);
              if (one) {
                bindRow(next, drafts.get(0));
              } else {
                bindRows(next, drafts);
              }
              search.bind(next);
            },
            row -> Place.of(row, threadId))
        .map(
            first -> {
              List<Entry> entries = first.put(drafts);
              search.writeRest(handle, drafts, entries);
              return entries;
            });
  }

  private static Statements statements(boolean leased, boolean log) {
    if (log) {
      return leased ? OF_LEASED_LOG : OF_LOG;
    }
    return leased ? OF_LEASED_THREAD : OF_THREAD;
  }

  private static void bindHead(
      Parameters next,
      String threadId,
      List<Draft> drafts,
      AppendOptions options,
      @Nullable LogCondition log,
      Object[] given)
      throws SQLException {
    Draft last = drafts.get(drafts.size() - 1);
    ExpectedHead expected = options.expectedHead();
    if (options.lease() != null) {
      LeaseStatements.bindHeldBy(next, options.lease());
    }
    next.number(drafts.size()).number(drafts.size()).text(last.id());
    next.number(Instants.toNanos(last.createdAt())).number(Instants.toNanos(last.appendedAt()));
    next.number(UserText.isIn(drafts) ? 1 : 0).text(threadId);
    if (log != null) {
      next.text(log.sessionId()).flag(log.expectedCount() == null);
      next.numberOrNull(log.expectedCount());
    }
    next.text(options.parentId()).text(options.parentId());
    next.flag(expected == null).text(expected == null ? null : expected.leafId());
    if (given.length > 0) {
      next.array("text", given);
    }
    next.number(drafts.size()).number(drafts.size());
  }

  private static void bindRow(Parameters next, Draft draft) throws SQLException {
    NewEntry entry = draft.entry();
    next.text(draft.id()).text(entry.type().name()).text(entry.turnId());
    next.text(entry.role()).text(entry.model()).text(entry.toolName());
    next.number(Instants.toNanos(draft.createdAt()));
    next.text(entry.payload()).text(draft.payloadHash());
  }

  private static void bindRows(Parameters next, List<Draft> drafts) throws SQLException {
    texts(next, drafts, Draft::id);
    texts(next, drafts, draft -> draft.entry().type().name());
    texts(next, drafts, draft -> draft.entry().turnId());
    texts(next, drafts, draft -> draft.entry().role());
    texts(next, drafts, draft -> draft.entry().model());
    texts(next, drafts, draft -> draft.entry().toolName());
    next.array(
        "bigint", drafts.stream().map(draft -> Instants.toNanos(draft.createdAt())).toArray());
    texts(next, drafts, draft -> draft.entry().payload());
    texts(next, drafts, Draft::payloadHash);
    texts(next, drafts, Draft::parentId);
  }

  private static void texts(
      Parameters next, List<Draft> drafts, Function<Draft, @Nullable String> text)
      throws SQLException {
    next.array("text", drafts.stream().map(text).toArray());
  }
}
