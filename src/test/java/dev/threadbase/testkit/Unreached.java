package dev.threadbase.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks in the tables for what deletions should have taken with them. */
public final class Unreached {

  private static final String SEGMENTS =
      """
      SELECT s.segment_id
      FROM segments s
      WHERE NOT EXISTS (SELECT 1
                        FROM threads t
                        WHERE t.session_id = s.session_id
                          AND (t.thread_id = s.thread_id OR t.head_segment_id = s.segment_id))
        AND NOT EXISTS (SELECT 1
                        FROM segments c
                        WHERE c.session_id = s.session_id AND c.parent_segment_id = s.segment_id)
      """;

  private Unreached() {}

  /** The segments that no thread owns and no head or child reaches. */
  public static List<String> segments(TestDatabase database) {
    return query(database, SEGMENTS);
  }

  /** How many rows a table has. */
  public static long rows(TestDatabase database, String table) {
    return Long.parseLong(query(database, "SELECT COUNT(*) FROM " + table).get(0));
  }

  private static List<String> query(TestDatabase database, String sql) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException failure) {
      throw new IllegalStateException("the tables cannot be read", failure);
    }
  }
}
