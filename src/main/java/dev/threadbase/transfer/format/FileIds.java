package dev.threadbase.transfer.format;

import dev.threadbase.thread.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ids that entries have in a file. What follows an entry without a line follows what that one
 * followed; what follows an entry of several lines follows the last of them.
 */
final class FileIds {

  private final Map<String, @Nullable String> noted = new HashMap<>();
  private final Function<String, @Nullable String> plain;

  /**
   * Begins a file.
   *
   * @param plain the id of an entry of which nothing was noted; null for none
   */
  FileIds(Function<String, @Nullable String> plain) {
    this.plain = plain;
  }

  /** Notes the id of an entry's last line. */
  void note(String entryId, @Nullable String id) {
    noted.put(entryId, id);
  }

  /** Notes that an entry has no line. */
  void skip(Entry entry) {
    noted.put(entry.id(), of(entry.parentId()));
  }

  /** The id of an entry's last line, or of that of the nearest entry before it that has one. */
  @Nullable String of(@Nullable String entryId) {
    if (entryId == null) {
      return null;
    }
    return noted.containsKey(entryId) ? noted.get(entryId) : plain.apply(entryId);
  }
}
