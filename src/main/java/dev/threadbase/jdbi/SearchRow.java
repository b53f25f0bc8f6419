package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the index, ready to be written.
 *
 * @param sessionId the session
 * @param segmentId the segment
 * @param seq the position
 * @param role the role of the message
 * @param createdAtNanos when the entry was made
 * @param chunk which of the entry's rows it is, from 0
 * @param chunks how many the entry has
 * @param tokens the tokens in the form of the database
 */
record SearchRow(
    String sessionId,
    String segmentId,
    long seq,
    @Nullable String role,
    long createdAtNanos,
    int chunk,
    int chunks,
    String tokens) {

  /** The rows of an entry; none if it has no text. */
  static List<SearchRow> of(Entry entry, SearchForm form) {
    return of(
        new EntryKey(entry.sessionId(), entry.segmentId(), entry.seq()),
        entry.type(),
        entry.role(),
        Instants.toNanos(entry.createdAt()),
        entry.payload(),
        form);
  }

  /** The rows of an entry that is read column by column. */
  static List<SearchRow> of(
      EntryKey key,
      EntryType type,
      @Nullable String role,
      long createdAtNanos,
      String payload,
      SearchForm form) {
    String text = SearchText.of(type, payload);
    List<String> chunks = text == null ? List.of() : form.of(text);
    List<SearchRow> rows = new ArrayList<>(chunks.size());
    for (int i = 0; i < chunks.size(); i++) {
      rows.add(
          new SearchRow(
              key.sessionId(),
              key.segmentId(),
              key.seq(),
              role,
              createdAtNanos,
              i,
              chunks.size(),
              chunks.get(i)));
    }
    return rows;
  }

  @Override
  public String toString() {
    return "SearchRow[" + segmentId + ":" + seq + ", " + chunk + " of " + chunks + "]";
  }
}
