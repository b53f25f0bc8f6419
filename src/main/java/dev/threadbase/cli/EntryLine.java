package dev.threadbase.cli;

import dev.threadbase.thread.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry as {@code --json} prints it; the components are the names, in their order. */
record EntryLine(
    String entryId,
    @Nullable String parentId,
    String segmentId,
    long seq,
    String threadId,
    String type,
    @Nullable String role,
    @Nullable String turnId,
    @Nullable String model,
    Instant createdAt,
    @Nullable String text) {

  static EntryLine of(Entry entry) {
    return new EntryLine(
        entry.id(),
        entry.parentId(),
        entry.segmentId(),
        entry.seq(),
        entry.threadId(),
        entry.type().name(),
        entry.role(),
        entry.turnId(),
        entry.model(),
        entry.createdAt(),
        EntryText.of(entry));
  }
}
