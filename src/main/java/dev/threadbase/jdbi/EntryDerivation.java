package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Rows that repeat what entries say, in columns that SQL can sum and search. They are written in
 * the transaction of their entries, whoever writes those. With a segment they go by a key; a
 * segment of which only the end goes is {@link #trim trimmed}.
 */
interface EntryDerivation {

  /** The table of the rows, as a problem names it. */
  String table();

  /** Whether an entry may have such rows; without reading its payload as JSON. */
  boolean concerns(EntryType type, @Nullable String role, String payload);

  /**
   * Whether an append of these must be a transaction, because the rows are written by another
   * statement than the entries.
   */
  default boolean needsTransaction(List<Draft> drafts) {
    return drafts.stream()
        .map(Draft::entry)
        .anyMatch(entry -> concerns(entry.type(), entry.role(), entry.payload()));
  }

  /** Writes the rows of entries that were just written, all of which it concerns. */
  void write(Handle handle, List<Entry> entries);

  /**
   * The same in two steps: what needs no transaction is done at once, on whatever thread, and the
   * rest when the entries are written.
   */
  default Consumer<Handle> prepare(List<Entry> entries) {
    return handle -> write(handle, entries);
  }

  /**
   * Those of some entries whose rows should be there and are not: entries of an older version, or
   * damage.
   *
   * @param page entries that follow each other in the order of their keys, all of which it concerns
   */
  List<Entry> missing(Handle handle, List<Entry> page);

  /** Removes the rows of those positions of a segment at which no entry stands any more. */
  void trim(Handle handle, String sessionId, String segmentId);

  /** Whether an entry may have such rows. */
  default boolean concerns(Entry entry) {
    return concerns(entry.type(), entry.role(), entry.payload());
  }
}
