package dev.threadbase.jdbi;

import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.conversation.ListConversationsOptions.Place;
import dev.threadbase.conversation.StoredHeader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Lists conversations by keyset. The index is on the minute of the last change, so that what stands
 * in one minute is sorted, and nothing else is.
 */
final class ConversationListing {

  static final long MINUTE_NANOS = 60_000_000_000L;

  private ConversationListing() {}

  private static String index(ListConversationsOptions options) {
    if (options.deleted()) {
      return "";
    }
    return options.workspace() == null ? "<by_recent>" : "<by_recent_workspace>";
  }

  /**
   * Lists a page.
   *
   * @param restorableSince since when one must have been deleted that can be restored
   */
  static List<ConversationHeader> list(
      Handle handle, ListConversationsOptions options, long restorableSince) {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> values = new LinkedHashMap<>();
    conditions.add("spoken = 1");
    if (options.deleted()) {
      conditions.add("deleted_at_ns >= :since");
      values.put("since", restorableSince);
    } else {
      conditions.add("deleted_at_ns IS NULL");
      conditions.add("archived = 0");
      // A conversation that was saved with nothing in it has an empty path.
      conditions.add("leaf_id IS NOT NULL");
    }
    if (options.workspace() != null) {
      conditions.add("workspace = :workspace");
      values.put("workspace", options.workspace());
    }
    addPlace(options.after(), conditions, values);
    Query query =
        handle.createQuery(
            """
            SELECT thread_id, title, workspace, vendor, endpoint, model, created_at_ns, updated_at_ns, metadata
            FROM threads %s
            WHERE %s
            ORDER BY updated_minute DESC, updated_at_ns DESC, thread_id
            LIMIT :limit
            """
                .formatted(index(options), String.join("\n  AND ", conditions)));
    values.forEach(query::bind);
    return query.bind("limit", options.limit()).map(ConversationListing::header).list();
  }

  private static ConversationHeader header(ResultSet row, StatementContext context)
      throws SQLException {
    return StoredHeader.of(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        Instants.of(row.getLong(7)),
        Instants.of(row.getLong(8)),
        Json.read(row.getString(9)));
  }

  private static void addPlace(
      @Nullable Place after, List<String> conditions, Map<String, Object> values) {
    if (after != null) {
      long time = Instants.toNanos(after.updatedAt());
      conditions.add("updated_minute <= :minute");
      conditions.add("(updated_at_ns < :time OR (updated_at_ns = :time AND thread_id > :id))");
      values.put("minute", time / MINUTE_NANOS);
      values.put("time", time);
      values.put("id", after.id());
    }
  }
}
