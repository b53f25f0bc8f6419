package dev.threadbase.jdbi;

import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.ListThreadsOptions.Cursor;
import dev.threadbase.thread.ThreadMeta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Lists threads by keyset. Only the conditions that are asked for are in the statement, so that the
 * planner finds the index of each; every condition is a constant text with bound values.
 */
final class ThreadListing {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  private ThreadListing(ListThreadsOptions options) {
    conditions.add("deleted_at_ns IS NULL");
    if (!options.includeArchived()) {
      conditions.add("archived = 0");
    }
    add("session_id = :sessionId", "sessionId", options.sessionId());
    add("workspace = :workspace", "workspace", options.workspace());
    add("channel = :channel", "channel", options.channel());
    add("status = :status", "status", options.status());
    add("created_at_ns >= :createdFrom", "createdFrom", nanos(options.createdFrom()));
    add("created_at_ns < :createdBefore", "createdBefore", nanos(options.createdBefore()));
    add("updated_at_ns >= :updatedFrom", "updatedFrom", nanos(options.updatedFrom()));
    add("updated_at_ns < :updatedBefore", "updatedBefore", nanos(options.updatedBefore()));
    Cursor after = options.after();
    if (after != null) {
      add("created_at_ns <= :afterTime", "afterTime", nanos(after.createdAt()));
      add("(created_at_ns < :afterTime OR thread_id > :afterId)", "afterId", after.id());
    }
  }

  static List<ThreadMeta> list(Handle handle, ListThreadsOptions options) {
    ThreadListing listing = new ThreadListing(options);
    Query query = handle.createQuery(listing.statement(options.limit() > 0));
    listing.values.forEach(query::bind);
    if (options.limit() > 0) {
      query.bind("limit", options.limit());
    }
    return query.mapTo(ThreadRow.class).map(ThreadRow::meta).list();
  }

  private String statement(boolean limited) {
    StringBuilder sql = new StringBuilder("SELECT * FROM threads");
    for (int i = 0; i < conditions.size(); i++) {
      sql.append(i == 0 ? "\nWHERE " : "\n  AND ").append(conditions.get(i));
    }
    sql.append("\nORDER BY created_at_ns DESC, thread_id");
    return limited ? sql.append("\nLIMIT :limit").toString() : sql.toString();
  }

  private void add(String condition, String name, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.put(name, value);
    }
  }

  private static @Nullable Long nanos(@Nullable Instant instant) {
    return Instants.toNanosOrNull(instant);
  }
}
