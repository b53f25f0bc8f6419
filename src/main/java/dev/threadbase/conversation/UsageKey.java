package dev.threadbase.conversation;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.function.Function;
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
      by(UsageKey::vendor)
          .thenComparing(by(UsageKey::endpoint))
          .thenComparing(by(UsageKey::model))
          .thenComparing(by(UsageKey::workspace))
          .thenComparing(by(UsageKey::day))
          .thenComparing(by(UsageKey::sessionId))
          .thenComparing(by(UsageKey::threadId));

  @Override
  public int compareTo(UsageKey other) {
    return ORDER.compare(this, other);
  }

  private static <T extends Comparable<? super T>> Comparator<UsageKey> by(
      Function<UsageKey, @Nullable T> component) {
    return Comparator.comparing(component, Comparator.nullsFirst(Comparator.naturalOrder()));
  }
}
