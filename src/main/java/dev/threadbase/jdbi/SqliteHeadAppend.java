package dev.threadbase.jdbi;

import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.AppendOptions.ExpectedHead;
import dev.threadbase.thread.Entry;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * On SQLite two statements in the transaction that holds the write lock: one moves the head, one
 * writes.
 */
final class SqliteHeadAppend implements HeadAppend {

  private static final String MOVE_HEAD =
      """
      UPDATE threads
      SET head_length = head_length + ?, next_ordinal = next_ordinal + ?,
          prior_leaf_id = leaf_id, leaf_id = ?, updated_at_ns = ?, last_active_at_ns = ?,
          spoken = MAX(spoken, ?)
      WHERE thread_id = ? AND head_open = 1 AND %s
        AND (? IS NULL OR leaf_id = ?)
        AND (? = 1 OR leaf_id IS NOT DISTINCT FROM ?)
        %s
      RETURNING session_id, head_segment_id, head_length - ?, next_ordinal - ?, prior_leaf_id
      """;

  // CROSS JOIN keeps the order: the other way round it reads every entry of the session.
  private static final String UNLESS_TAKEN =
      """
      AND NOT EXISTS (SELECT 1
                      FROM json_each(?) g
                      CROSS JOIN entries e ON e.session_id = threads.session_id AND e.entry_id = g.value)
      """;

  private static final String FREE = "lease_required = 0";
  private static final String HELD =
      "EXISTS (SELECT 1 FROM turn_leases WHERE " + LeaseRow.HELD_BY + ")";
  private static final String UNLEASED = FREE + " AND " + LogCondition.NONE;
  private static final String LEASED = HELD + " AND " + LogCondition.NONE;

  private static final String MOVE_HEAD_OF_LOG =
      MOVE_HEAD.formatted(FREE + " AND " + LogCondition.SQL, "");
  private static final String MOVE_LEASED_HEAD_OF_LOG =
      MOVE_HEAD.formatted(HELD + " AND " + LogCondition.SQL, "");
  private static final String MOVE_HEAD_ANYHOW = MOVE_HEAD.formatted(UNLEASED, "");
  static final String MOVE_HEAD_UNLESS_TAKEN = MOVE_HEAD.formatted(UNLEASED, UNLESS_TAKEN);
  private static final String MOVE_LEASED_HEAD = MOVE_HEAD.formatted(LEASED, "");
  static final String MOVE_LEASED_HEAD_UNLESS_TAKEN = MOVE_HEAD.formatted(LEASED, UNLESS_TAKEN);

  private final EntryWriter writer = new EntryWriter.Rows();

  @Override
  public Optional<List<Entry>> append(
      Handle handle,
      String threadId,
      List<Draft> drafts,
      AppendOptions options,
      @Nullable LogCondition log) {
    Optional<Place> place = moveHead(handle, threadId, drafts, options, log);
    return place.map(
        found -> {
          List<Entry> entries = found.put(drafts);
          writer.write(handle, entries);
          return entries;
        });
  }

  private static Optional<Place> moveHead(
      Handle handle,
      String threadId,
      List<Draft> drafts,
      AppendOptions options,
      @Nullable LogCondition log) {
    Draft last = drafts.get(drafts.size() - 1);
    ExpectedHead expected = options.expectedHead();
    List<String> given = drafts.stream().filter(Draft::idGiven).map(Draft::id).toList();
    return BareStatement.first(
        handle,
        log == null
            ? statement(options.lease() != null, !given.isEmpty())
            : statementOfLog(options.lease() != null),
        statement -> {
          BareStatement.Parameters next = new BareStatement.Parameters(statement);
          next.number(drafts.size()).number(drafts.size()).text(last.id());
          next.number(Instants.toNanos(last.createdAt()));
          next.number(Instants.toNanos(last.appendedAt()));
          next.number(UserText.isIn(drafts) ? 1 : 0).text(threadId);
          if (options.lease() != null) {
            LeaseStatements.bindHeldBy(next, options.lease());
          }
          if (log != null) {
            next.text(log.sessionId()).number(log.expectedCount() == null ? 1 : 0);
            next.numberOrNull(log.expectedCount());
          }
          next.text(options.parentId()).text(options.parentId());
          next.number(expected == null ? 1 : 0).text(expected == null ? null : expected.leafId());
          if (!given.isEmpty()) {
            next.text(JsonMapper.shared().writeValueAsString(given));
          }
          next.number(drafts.size()).number(drafts.size());
        },
        row -> Place.of(row, threadId));
  }

  /** The store makes the ids of what is in logs, so that none can be taken. */
  private static String statementOfLog(boolean leased) {
    return leased ? MOVE_LEASED_HEAD_OF_LOG : MOVE_HEAD_OF_LOG;
  }

  private static String statement(boolean leased, boolean given) {
    if (leased) {
      return given ? MOVE_LEASED_HEAD_UNLESS_TAKEN : MOVE_LEASED_HEAD;
    }
    return given ? MOVE_HEAD_UNLESS_TAKEN : MOVE_HEAD_ANYHOW;
  }
}
