package dev.threadbase.jdbi;

import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Title;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a thread that callers give, as they are bound.
 *
 * @param meta the thread
 * @param threadId its id, never empty
 * @param created the creation time
 * @param updated the update time
 */
record ThreadValues(ThreadMeta meta, String threadId, Instant created, Instant updated) {

  /** Refuses text that cannot be stored. */
  ThreadValues {
    Texts.storable("a thread id", threadId);
    Texts.storableOrNull("a leaf id", meta.leafId());
    Texts.storableOrNull("a parent thread id", meta.parentThreadId());
    Texts.storableOrNull("a fork's source id", meta.forkedFromThreadId());
    Texts.storableOrNull("a fork's entry id", meta.forkedFromEntryId());
    Title title = meta.title();
    Texts.storableOrNull("a title", title.text());
    Texts.storableOrNull("a title status", title.status());
    Texts.storableOrNull("a title source", title.source());
    Texts.storableOrNull("a title error", title.error());
    Texts.storableOrNull("a status", meta.status());
    Texts.storableOrNull("a workspace", meta.workspace());
    Texts.storableOrNull("a channel", meta.channel());
    Texts.storableOrNull("a vendor", meta.vendor());
    Texts.storableOrNull("an endpoint", meta.endpoint());
    Texts.storableOrNull("a model", meta.model());
    Texts.storable("metadata", meta.metadata());
  }

  /** Every value by the name it has in the statements. */
  Map<String, @Nullable Object> columns() {
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("threadId", threadId);
    columns.put("leafId", meta.leafId());
    columns.put("parentThreadId", meta.parentThreadId());
    columns.put("forkedFromThreadId", meta.forkedFromThreadId());
    columns.put("forkedFromEntryId", meta.forkedFromEntryId());
    columns.put("title", meta.title().text());
    columns.put("titleStatus", meta.title().status());
    columns.put("titleSource", meta.title().source());
    columns.put("titleUpdatedAt", Instants.toNanosOrNull(meta.title().updatedAt()));
    columns.put("titleError", meta.title().error());
    columns.put("archived", meta.archived() ? 1 : 0);
    columns.put("leaseRequired", meta.leaseRequired() ? 1 : 0);
    columns.put("status", meta.status());
    columns.put("workspace", meta.workspace());
    columns.put("channel", meta.channel());
    columns.put("vendor", meta.vendor());
    columns.put("endpoint", meta.endpoint());
    columns.put("model", meta.model());
    columns.put("metadata", Json.write(meta.metadata()));
    columns.put("createdAt", Instants.toNanos(created));
    columns.put("updatedAt", Instants.toNanos(updated));
    columns.put("lastViewedAt", Instants.toNanosOrNull(meta.lastViewedAt()));
    return columns;
  }

  @Nullable String leafId() {
    return meta.leafId();
  }

  long createdAt() {
    return Instants.toNanos(created);
  }
}
