package dev.threadbase.transfer.format;

import dev.threadbase.lease.TurnLease;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads one transcript: first the shape of every line, in order, then the lines again as entries,
 * in order.
 */
public interface TranscriptReader {

  /**
   * The shape of the next line.
   *
   * @param line the line, a JSON object
   * @param number its number in the file, from 1
   */
  LineShape shape(JsonNode line, long number);

  /**
   * What the file says of its thread: the thread's id and session, and whatever else it knows of a
   * thread that is to be created; asked once every shape was read.
   */
  ThreadMeta thread();

  /**
   * A line as an entry, without id and time if it has none.
   *
   * @param entryIds the ids that lines have as entries, by line number, for references between
   *     lines
   */
  NewEntry entry(JsonNode line, long number, LongFunction<@Nullable String> entryIds);

  /**
   * A line as an entry, for a reader that keeps values as the file spells them.
   *
   * @param text the line as it stands in the file, line end included
   * @see #entry(JsonNode, long, LongFunction)
   */
  default NewEntry entry(
      byte[] text, JsonNode line, long number, LongFunction<@Nullable String> entryIds) {
    return entry(line, number, entryIds);
  }

  /**
   * The line that is the leaf; empty for the last one of the conversation. Asked once every shape
   * was read.
   */
  default OptionalLong leaf() {
    return OptionalLong.empty();
  }

  /** Whether there is a thread even if no line is an entry. Asked once every shape was read. */
  default boolean isThread() {
    return false;
  }

  /**
   * What has changed about a thread that was imported before; asked once every shape was read.
   *
   * @param known the thread as it is here
   */
  default ThreadUpdate update(ThreadMeta known) {
    return ThreadUpdate.NOTHING;
  }

  /** Whose turn it was when the file was left, if it says so; for a thread that is new here. */
  default Optional<TurnLease> lease() {
    return Optional.empty();
  }
}
