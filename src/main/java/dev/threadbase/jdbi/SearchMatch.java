package dev.threadbase.jdbi;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An entry in which everything occurs that was searched for; whoever searches may not be shown it.
 *
 * @param sessionId the session
 * @param segmentId the segment
 * @param seq the position
 * @param score the larger the better
 */
record SearchMatch(String sessionId, String segmentId, long seq, double score) {

  /** Reads session, segment, position and score. */
  static SearchMatch of(ResultSet row) throws SQLException {
    return new SearchMatch(row.getString(1), row.getString(2), row.getLong(3), row.getDouble(4));
  }
}
