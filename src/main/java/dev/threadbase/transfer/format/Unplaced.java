package dev.threadbase.transfer.format;

import dev.threadbase.message.Part;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells losses of whatever is set and has no place. */
final class Unplaced {

  private Unplaced() {}

  /**
   * What is known of a thread.
   *
   * @param placed the fields that the format has a place for
   */
  static void tell(ThreadMeta thread, Set<String> placed, Losses losses) {
    Map<String, Boolean> set = new LinkedHashMap<>();
    boolean derived = "first_message".equals(thread.title().source());
    set.put("title", thread.title().text() != null && !derived);
    set.put("archived", thread.archived());
    set.put("status", thread.status() != null);
    set.put("workspace", thread.workspace() != null);
    set.put("channel", thread.channel() != null);
    set.put("vendor", thread.vendor() != null);
    set.put("endpoint", thread.endpoint() != null);
    set.put("model", thread.model() != null);
    set.put("metadata", !thread.metadata().isEmpty());
    set.put("parent_thread_id", thread.parentThreadId() != null);
    set.put("forked_from_thread_id", thread.forkedFromThreadId() != null);
    set.forEach(
        (field, isSet) -> {
          if (isSet && !placed.contains(field)) {
            losses.thread(field);
          }
        });
  }

  /**
   * What an entry says beside its message.
   *
   * @param placed the fields that the format has a place for
   */
  static void tell(Entry entry, Content content, Set<String> placed, Losses losses) {
    Map<String, @Nullable Object> set = new LinkedHashMap<>();
    set.put("turn_id", entry.turnId());
    set.put("turn_status", content.turnStatus());
    set.put("provider", content.provider());
    set.put("model", content.model());
    set.put("compaction", content.compaction());
    set.put("summary", content.summary());
    set.put("replacement", content.replacement().isEmpty() ? null : content.replacement());
    set.put("error", content.error());
    set.put("usage", content.usage());
    set.put("metadata", content.metadata().isEmpty() ? null : content.metadata());
    set.put("data", content.data());
    set.forEach(
        (field, value) -> {
          if (value != null && !placed.contains(field)) {
            losses.field(entry, field);
          }
        });
  }

  /** Whatever of a tool's answer is no text. */
  static void tellResult(Entry entry, List<Part> answer, Losses losses) {
    if (!answer.stream().allMatch(Part.Text.class::isInstance)) {
      losses.field(entry, "tool_result.content");
    }
  }
}
