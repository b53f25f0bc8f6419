package dev.threadbase.transfer;

import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.ThreadUpdate.Field;
import dev.threadbase.thread.Title;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A foreign change of a thread in a form that columns can hold, by the rules of a new thread. */
final class CleanUpdate {

  private CleanUpdate() {}

  /** The change without what no column can hold; it depends on no version and on no lease. */
  static ThreadUpdate of(ThreadUpdate update) {
    ThreadUpdate clean = ThreadUpdate.NOTHING;
    for (Map.Entry<Field, @Nullable Object> field : update.values().entrySet()) {
      Object value = field.getValue();
      clean =
          switch (field.getKey()) {
            case TITLE -> value instanceof Title title ? clean.title(CleanText.of(title)) : clean;
            case ARCHIVED -> clean.archived(Boolean.TRUE.equals(value));
            case LEASE_REQUIRED -> clean.leaseRequired(Boolean.TRUE.equals(value));
            case METADATA -> clean.metadata(metadata(value));
            case UPDATED_AT -> withUpdatedAt(clean, time(value));
            case LAST_VIEWED_AT -> clean.lastViewedAt(time(value));
            default -> withText(clean, field.getKey(), value instanceof String text ? text : null);
          };
    }
    return clean;
  }

  private static ThreadUpdate withUpdatedAt(ThreadUpdate update, @Nullable Instant time) {
    return time == null ? update : update.updatedAt(time);
  }

  private static ThreadUpdate withText(ThreadUpdate update, Field field, @Nullable String text) {
    return switch (field) {
      case STATUS -> update.status(CleanText.idOrNull(text));
      case WORKSPACE -> update.workspace(CleanText.idOrNull(text));
      case CHANNEL -> update.channel(CleanText.idOrNull(text));
      case VENDOR -> update.vendor(CleanText.orNull(text));
      case ENDPOINT -> update.endpoint(CleanText.orNull(text));
      case MODEL -> update.model(CleanText.orNull(text));
      default -> throw new IllegalArgumentException(field + " is no text");
    };
  }

  private static Map<String, String> metadata(@Nullable Object value) {
    Map<String, String> texts = new TreeMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
    }
    return CleanText.of(texts);
  }

  private static @Nullable Instant time(@Nullable Object value) {
    return value instanceof Instant time ? CleanText.storableOrNull(time) : null;
  }
}
