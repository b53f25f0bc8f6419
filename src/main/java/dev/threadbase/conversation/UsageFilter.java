package dev.threadbase.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are counted; what is null does not matter.
 *
 * @param workspace only of threads of this workspace, spelled as it is stored
 * @param from only those at this time or later
 * @param until only those before this time
 * @param threadId only those that this thread made; what it inherited is its origin's
 */
public record UsageFilter(
    @Nullable String workspace,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable String threadId) {

  /** All calls. */
  public static final UsageFilter ALL = new UsageFilter(null, null, null, null);

  /** Only of this workspace; null for all. */
  public UsageFilter inWorkspace(@Nullable String value) {
    return new UsageFilter(value, from, until, threadId);
  }

  /** Only at this time or later; null for any. */
  public UsageFilter from(@Nullable Instant value) {
    return new UsageFilter(workspace, value, until, threadId);
  }

  /** Only before this time; null for any. */
  public UsageFilter until(@Nullable Instant value) {
    return new UsageFilter(workspace, from, value, threadId);
  }

  /** Only of this thread; null for all. */
  public UsageFilter ofThread(@Nullable String value) {
    return new UsageFilter(workspace, from, until, value);
  }
}
