package dev.threadbase.jdbi;

import dev.threadbase.thread.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an append goes.
 *
 * @param sessionId the session
 * @param segmentId the segment
 * @param seq the position of the first entry
 * @param threadId the thread
 * @param ordinal the ordinal of the first entry
 * @param parentId the entry before the first; null for a root
 */
record Place(
    String sessionId,
    String segmentId,
    long seq,
    String threadId,
    long ordinal,
    @Nullable String parentId) {

  /** Reads session, segment, position, ordinal and parent. */
  static Place of(ResultSet row, String threadId) throws SQLException {
    return new Place(
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        threadId,
        row.getLong(4),
        row.getString(5));
  }

  /** The drafts, one after another from here on. */
  List<Entry> put(List<Draft> drafts) {
    Entry[] entries = new Entry[drafts.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] =
          drafts.get(i).placed(sessionId, segmentId, seq + i, threadId, ordinal + i, parentId);
    }
    return List.of(entries);
  }
}
