package dev.threadbase.thread;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which threads to list. Lists run from the newest creation to the oldest, ties by the bytes of the
 * id (floret session tree, ListThreads). Every filter that is null lets all threads pass.
 *
 * @param includeArchived whether archived threads are listed too
 * @param limit the most threads to return, 1 or more; 0 for all of them
 * @param after the thread after which the page begins; null for the first page. It need not exist
 *     any more
 * @param sessionId only threads of this session
 * @param workspace only threads of this workspace
 * @param channel only threads of this channel
 * @param status only threads with this status
 * @param createdFrom only threads made at or after this time
 * @param createdBefore only threads made before this time
 * @param updatedFrom only threads updated at or after this time
 * @param updatedBefore only threads updated before this time
 */
public record ListThreadsOptions(
    boolean includeArchived,
    int limit,
    @Nullable Cursor after,
    @Nullable String sessionId,
    @Nullable String workspace,
    @Nullable String channel,
    @Nullable String status,
    @Nullable Instant createdFrom,
    @Nullable Instant createdBefore,
    @Nullable Instant updatedFrom,
    @Nullable Instant updatedBefore) {

  /** Every thread that is not archived. */
  public static final ListThreadsOptions ALL =
      new ListThreadsOptions(false, 0, null, null, null, null, null, null, null, null, null);

  /**
   * A place in the list.
   *
   * @param createdAt the creation time of the thread before the page
   * @param id the id of the thread before the page
   */
  public record Cursor(Instant createdAt, String id) {
    /** Checks that both are there. */
    public Cursor {
      Objects.requireNonNull(createdAt, "createdAt");
      Objects.requireNonNull(id, "id");
    }

    /** The place of a listed thread. */
    public static Cursor of(ThreadMeta thread) {
      return new Cursor(
          Objects.requireNonNull(thread.createdAt(), "the thread was not stored"), thread.id());
    }
  }

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if the limit is negative
   */
  public ListThreadsOptions {
    if (limit < 0) {
      throw new IllegalArgumentException("limit is negative: " + limit);
    }
  }

  /** The first threads of the list. */
  public static ListThreadsOptions first(int limit) {
    return ALL.limit(limit);
  }

  /** At most so many. */
  public ListThreadsOptions limit(int value) {
    return new ListThreadsOptions(
        includeArchived,
        value,
        after,
        sessionId,
        workspace,
        channel,
        status,
        createdFrom,
        createdBefore,
        updatedFrom,
        updatedBefore);
  }

  /** The page that follows a thread. */
  public ListThreadsOptions after(ThreadMeta thread) {
    return after(Cursor.of(thread));
  }

  /** The page that follows a place. */
  public ListThreadsOptions after(Cursor value) {
    return new ListThreadsOptions(
        includeArchived,
        limit,
        value,
        sessionId,
        workspace,
        channel,
        status,
        createdFrom,
        createdBefore,
        updatedFrom,
        updatedBefore);
  }

  /** With archived threads. */
  public ListThreadsOptions withArchived() {
    return new ListThreadsOptions(
        true,
        limit,
        after,
        sessionId,
        workspace,
        channel,
        status,
        createdFrom,
        createdBefore,
        updatedFrom,
        updatedBefore);
  }

  /** Only of this session. */
  public ListThreadsOptions inSession(@Nullable String value) {
    return new ListThreadsOptions(
        includeArchived,
        limit,
        after,
        value,
        workspace,
        channel,
        status,
        createdFrom,
        createdBefore,
        updatedFrom,
        updatedBefore);
  }

  /** Only of this workspace. */
  public ListThreadsOptions inWorkspace(@Nullable String value) {
    return new ListThreadsOptions(
        includeArchived,
        limit,
        after,
        sessionId,
        value,
        channel,
        status,
        createdFrom,
        createdBefore,
        updatedFrom,
        updatedBefore);
  }

  /** Only of this channel. */
  public ListThreadsOptions inChannel(@Nullable String value) {
    return new ListThreadsOptions(
        includeArchived,
        limit,
        after,
        sessionId,
        workspace,
        value,
        status,
        createdFrom,
        createdBefore,
        updatedFrom,
        updatedBefore);
  }

  /** Only with this status. */
  public ListThreadsOptions withStatus(@Nullable String value) {
    return new ListThreadsOptions(
        includeArchived,
        limit,
        after,
        sessionId,
        workspace,
        channel,
        value,
        createdFrom,
        createdBefore,
        updatedFrom,
        updatedBefore);
  }

  /** Only made in this range: from inclusive, before exclusive; null leaves an end open. */
  public ListThreadsOptions created(@Nullable Instant from, @Nullable Instant before) {
    return new ListThreadsOptions(
        includeArchived,
        limit,
        after,
        sessionId,
        workspace,
        channel,
        status,
        from,
        before,
        updatedFrom,
        updatedBefore);
  }

  /** Only updated in this range: from inclusive, before exclusive; null leaves an end open. */
  public ListThreadsOptions updated(@Nullable Instant from, @Nullable Instant before) {
    return new ListThreadsOptions(
        includeArchived,
        limit,
        after,
        sessionId,
        workspace,
        channel,
        status,
        createdFrom,
        createdBefore,
        from,
        before);
  }
}
