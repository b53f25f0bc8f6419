package dev.threadbase.thread;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A thread's title and how it came to be. Nothing in here is checked.
 *
 * @param text the title; null for none
 * @param status usually {@code ready} or {@code failed}
 * @param source usually {@code provider} or {@code host}
 * @param updatedAt when the title was last set
 * @param error why there is no title
 */
public record Title(
    @Nullable String text,
    @Nullable String status,
    @Nullable String source,
    @Nullable Instant updatedAt,
    @Nullable String error) {

  /** No title. */
  public static final Title NONE = new Title(null, null, null, null, null);

  /** A title that is ready. */
  public static Title of(String text, String source) {
    return new Title(text, "ready", source, null, null);
  }
}
