package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.VersionConflict;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.ThreadUpdate.Field;
import dev.threadbase.thread.Title;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a thread's metadata: one conditional statement each, and a second look only to say why
 * it did nothing.
 */
final class ThreadEdit {

  private ThreadEdit() {}

  static ThreadMeta replace(Handle handle, ThreadValues values, @Nullable TurnLease lease) {
    ThreadSql sql = handle.attach(ThreadSql.class);
    Fence.pass(handle, values.threadId(), lease);
    return sql.replace(values.columns(), lease != null)
        .map(ThreadRow::meta)
        .orElseGet(() -> replaceAgain(handle, values, lease));
  }

  /** Says why nothing was replaced; a thread that is as it should be has come meanwhile. */
  private static ThreadMeta replaceAgain(
      Handle handle, ThreadValues values, @Nullable TurnLease lease) {
    ThreadRow actual = handle.attach(ThreadSql.class).existing(values.threadId());
    Fence.require(actual, lease);
    if (!Objects.equals(values.leafId(), actual.meta().leafId())) {
      throw new HeadMoved(actual.id(), values.leafId(), actual.meta().leafId());
    }
    return replace(handle, values, lease);
  }

  static ThreadMeta update(Handle handle, String threadId, ThreadUpdate update) {
    Fence.pass(handle, threadId, update.lease());
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    update.values().forEach((field, value) -> put(columns, field, value));
    List<String> sets = new ArrayList<>();
    sets.add("version = version + 1");
    columns.keySet().forEach(column -> sets.add(column + " = :" + column));
    if (Boolean.TRUE.equals(update.values().get(Field.ARCHIVED))) {
      sets.add("active_channel = NULL");
    } else if (update.values().containsKey(Field.CHANNEL)) {
      sets.add("active_channel = CASE WHEN active_channel = :channel THEN active_channel END");
    }
    String versioned =
        update.expectedVersion().isPresent() ? " AND version = :expectedVersion" : "";
    String unleased = update.lease() == null ? " AND lease_required = 0" : "";
    Query query =
        handle.createQuery(
            """
            UPDATE threads
            SET %s
            WHERE thread_id = :threadId AND deleted_at_ns IS NULL%s%s
            RETURNING *
            """
                .formatted(String.join(", ", sets), versioned, unleased));
    columns.forEach(query::bind);
    query.bind("threadId", threadId);
    update.expectedVersion().ifPresent(version -> query.bind("expectedVersion", version));
    return query
        .mapTo(ThreadRow.class)
        .findOne()
        .map(ThreadRow::meta)
        .orElseGet(() -> updateAgain(handle, threadId, update));
  }

  /** Says why nothing was updated; a thread that is as it should be has come meanwhile. */
  private static ThreadMeta updateAgain(Handle handle, String threadId, ThreadUpdate update) {
    ThreadRow thread = handle.attach(ThreadSql.class).existing(threadId);
    Fence.require(thread, update.lease());
    long actual = thread.meta().version();
    long expected = update.expectedVersion().orElse(actual);
    if (expected != actual) {
      throw new VersionConflict(threadId, expected, actual);
    }
    return update(handle, threadId, update);
  }

  /** The columns of a field; their names are constants of this class. */
  private static void put(
      Map<String, @Nullable Object> columns, Field field, @Nullable Object value) {
    switch (field) {
      case TITLE -> putTitle(columns, (Title) Objects.requireNonNull(value));
      case ARCHIVED -> columns.put("archived", Boolean.TRUE.equals(value) ? 1 : 0);
      case LEASE_REQUIRED -> columns.put("lease_required", Boolean.TRUE.equals(value) ? 1 : 0);
      case STATUS -> columns.put("status", text("a status", value));
      case WORKSPACE -> columns.put("workspace", text("a workspace", value));
      case CHANNEL -> columns.put("channel", text("a channel", value));
      case VENDOR -> columns.put("vendor", text("a vendor", value));
      case ENDPOINT -> columns.put("endpoint", text("an endpoint", value));
      case MODEL -> columns.put("model", text("a model", value));
      case METADATA ->
          columns.put("metadata", Json.write(Texts.storable("metadata", texts(value))));
      case UPDATED_AT -> columns.put("updated_at_ns", Instants.toNanosOrNull((Instant) value));
      case LAST_VIEWED_AT ->
          columns.put("last_viewed_at_ns", Instants.toNanosOrNull((Instant) value));
    }
  }

  private static void putTitle(Map<String, @Nullable Object> columns, Title title) {
    columns.put("title", text("a title", title.text()));
    columns.put("title_status", text("a title status", title.status()));
    columns.put("title_source", text("a title source", title.source()));
    columns.put("title_updated_at_ns", Instants.toNanosOrNull(title.updatedAt()));
    columns.put("title_error", text("a title error", title.error()));
  }

  private static @Nullable String text(String what, @Nullable Object value) {
    return Texts.storableOrNull(what, (String) value);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> texts(@Nullable Object value) {
    return (Map<String, String>) Objects.requireNonNull(value);
  }
}
