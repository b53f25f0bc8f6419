package dev.threadbase.conversation;

import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a total have in common. Only what they were added up by is set, and of that not
 * what nobody said. Keys are ordered by their components, as they stand here; none comes first.
 *
 * @param vendor the model's vendor
 * @param endpoint the vendor's endpoint
 * @param model the model
 * @param workspace the workspace
 * @param day the day, in UTC
 * @param sessionId the session
 * @param threadId the thread
 */
public record UsageKey(
    @Nullable String vendor,
    @Nullable String endpoint,
    @Nullable String model,
    @Nullable String workspace,
    @Nullable LocalDate day,
    @Nullable String sessionId,
    @Nullable String threadId)
    implements Comparable<UsageKey> {

  private static final Comparator<UsageKey> ORDER =
      Comparator.comparing((UsageKey key) -> sortable(key.vendor()))
          .thenComparing(key -> sortable(key.endpoint()))
          .thenComparing(key -> sortable(key.model()))
          .thenComparing(key -> sortable(key.workspace()))
          .thenComparing(key -> sortable(key.day()))
          .thenComparing(key -> sortable(key.sessionId()))
          .thenComparing(key -> sortable(key.threadId()));

  @Override
  public int compareTo(UsageKey other) {
    return ORDER.compare(this, other);
  }

  /** None is before everything, the empty text included. */
  private static String sortable(@Nullable Object value) {
    return value == null ? "" : "=" + value;
  }
}
