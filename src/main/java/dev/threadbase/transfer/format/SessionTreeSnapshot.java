package dev.threadbase.transfer.format;

import dev.threadbase.context.ReferenceJson;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Title;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A thread's snapshot in a session tree, written. */
public final class SessionTreeSnapshot {

  private static final List<String> TIMES =
      List.of("title_updated_at", "created_at", "updated_at", "last_viewed_at");

  private SessionTreeSnapshot() {}

  /** Whether a thread's metadata under this name says what a snapshot said. */
  public static boolean isOurs(String name) {
    return name.equals(SessionTreeReader.SNAPSHOT) || name.equals(SessionTreeReader.LEAF);
  }

  /**
   * The text of a thread's snapshot. Of a thread that was imported, it is the text that it came
   * with, and where the thread was changed since, the change.
   *
   * @param leafId the id that the leaf has in the journal; null for none
   * @param forkedFromEntryId the id that the last inherited entry has in its thread's journal
   * @param isStorable which times can be stored here; others are no difference
   */
  public static String text(
      ThreadMeta thread,
      @Nullable String leafId,
      @Nullable String forkedFromEntryId,
      Predicate<Instant> isStorable) {
    ObjectNode current = SessionTreeForm.THREAD.write(members(thread, leafId, forkedFromEntryId));
    String imported = thread.metadata().get(SessionTreeReader.SNAPSHOT);
    ObjectNode before = imported == null ? null : SessionTreeFolder.known(imported);
    boolean ours = before != null && thread.id().equals(JsonFields.text(before, "id"));
    if (imported == null || before == null || !ours) {
      return ReferenceJson.indented(current);
    }
    String leafThen = thread.metadata().getOrDefault(SessionTreeReader.LEAF, "");
    if (leafThen.equals(Objects.requireNonNullElse(leafId, ""))) {
      keep(current, before, "leaf_id");
      boolean moved = !leafThen.equals(JsonFields.textOrEmpty(before, "leaf_id"));
      if (moved && !leafThen.isEmpty()) {
        keep(current, before, "updated_at");
      }
    }
    return changed(imported, before, current, isStorable);
  }

  private static ObjectNode members(
      ThreadMeta thread, @Nullable String leafId, @Nullable String forkedFromEntryId) {
    ObjectNode members = JsonMapper.shared().createObjectNode();
    Title title = thread.title();
    members.put("id", thread.id());
    members.put("leaf_id", leafId);
    members.put("parent_thread_id", thread.parentThreadId());
    members.put("forked_from_thread_id", thread.forkedFromThreadId());
    members.put("forked_from_entry_id", forkedFromEntryId);
    members.put("archived", thread.archived());
    members.put("title", title.text());
    members.put("title_status", title.status());
    members.put("title_source", title.source());
    members.put("title_updated_at", SessionTreeTimes.text(title.updatedAt()));
    members.put("title_error", title.error());
    members.put("created_at", SessionTreeTimes.text(thread.createdAt()));
    members.put("updated_at", SessionTreeTimes.text(thread.updatedAt()));
    members.put("status", thread.status());
    members.put("last_viewed_at", SessionTreeTimes.text(thread.lastViewedAt()));
    return members;
  }

  private static void keep(ObjectNode current, ObjectNode before, String name) {
    JsonNode value = before.get(name);
    if (value == null) {
      current.remove(name);
    } else {
      current.set(name, value);
    }
  }

  /** The imported text, with the members that are not as they were. */
  private static String changed(
      String imported, ObjectNode before, ObjectNode current, Predicate<Instant> isStorable) {
    ObjectNode changed = (ObjectNode) JsonMapper.shared().readTree(imported);
    boolean same = true;
    for (String name : SessionTreeForm.THREAD.names()) {
      if (!isSame(name, before, current, isStorable)) {
        same = false;
        JsonNode value = current.get(name);
        if (value != null && changed.has(name)) {
          changed.set(name, value);
        } else {
          changed.remove(
              changed.properties().stream()
                  .map(property -> property.getKey())
                  .filter(name::equalsIgnoreCase)
                  .toList());
          if (value != null) {
            changed.set(name, value);
          }
        }
      }
    }
    return same ? imported : ReferenceJson.indented(changed);
  }

  private static boolean isSame(
      String name, ObjectNode before, ObjectNode current, Predicate<Instant> isStorable) {
    if (TIMES.contains(name)) {
      Instant then = JsonFields.time(before, name);
      Instant now = JsonFields.time(current, name);
      if (then == null || !isStorable.test(then)) {
        // A thread always has the time it was made; where none was given, it was made up.
        return name.equals("created_at") || name.equals("updated_at") || isZero(now);
      }
      return then.equals(now);
    }
    if (name.equals("archived")) {
      return JsonFields.isTrue(before, name) == JsonFields.isTrue(current, name);
    }
    return JsonFields.textOrEmpty(before, name).equals(JsonFields.textOrEmpty(current, name));
  }

  private static boolean isZero(@Nullable Instant time) {
    return time == null || SessionTreeTimes.isZero(time);
  }
}
