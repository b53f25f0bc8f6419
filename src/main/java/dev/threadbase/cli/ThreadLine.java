package dev.threadbase.cli;

import dev.threadbase.thread.ThreadMeta;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A thread as {@code --json} prints it; the components are the names, in their order. */
record ThreadLine(
    String threadId,
    @Nullable String sessionId,
    @Nullable String title,
    long entries,
    @Nullable String leafId,
    @Nullable String parentThreadId,
    @Nullable String forkedFromThreadId,
    @Nullable String forkedFromEntryId,
    @Nullable String workspace,
    boolean archived,
    boolean leaseRequired,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt) {

  static ThreadLine of(ThreadMeta thread) {
    return new ThreadLine(
        thread.id(),
        thread.sessionId(),
        thread.title().text(),
        thread.entryCount(),
        thread.leafId(),
        thread.parentThreadId(),
        thread.forkedFromThreadId(),
        thread.forkedFromEntryId(),
        thread.workspace(),
        thread.archived(),
        thread.leaseRequired(),
        thread.createdAt(),
        thread.updatedAt());
  }
}
