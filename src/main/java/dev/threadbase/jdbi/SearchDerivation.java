package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The index of messages, or its absence. A trigger takes its rows along with entries, and what is
 * missing is another question than for other rows: the index may be off, and says so itself.
 */
interface SearchDerivation extends EntryDerivation {

  @Override
  default String table() {
    return "search_rows";
  }

  @Override
  default boolean concerns(EntryType type, @Nullable String role, String payload) {
    return SearchText.mayBeIn(type, payload);
  }

  /** None: {@link SearchChecks} and {@link SearchFilling} ask for them. */
  @Override
  default List<Entry> missing(Handle handle, List<Entry> page) {
    return List.of();
  }

  @Override
  default void trim(Handle handle, String sessionId, String segmentId) {}
}
