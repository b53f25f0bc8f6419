package dev.threadbase.jdbi;

import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The common append: at an open head, which one conditional statement moves. */
interface HeadAppend {

  /**
   * Moves the head and writes the entries behind it.
   *
   * @param log what is asked of the thread as a log; null for any thread
   * @return empty if the head is not open, not where the options want it, or an id may be taken;
   *     nothing was written
   */
  Optional<List<Entry>> append(
      Handle handle,
      String threadId,
      List<Draft> drafts,
      AppendOptions options,
      @Nullable LogCondition log);

  /** The same for any thread. */
  default Optional<List<Entry>> append(
      Handle handle, String threadId, List<Draft> drafts, AppendOptions options) {
    return append(handle, threadId, drafts, options, null);
  }

  /** The one for a database. */
  static HeadAppend of(Dialect dialect) {
    return switch (dialect) {
      case SQLITE -> new SqliteHeadAppend();
      case POSTGRESQL -> new PostgresHeadAppend();
    };
  }
}
