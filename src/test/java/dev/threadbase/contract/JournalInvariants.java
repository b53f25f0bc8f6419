package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.TestDatabase;

/** What must be true of the tables whatever was done, asked in SQL. */
final class JournalInvariants {

  private static final String GAPS_IN_SEGMENTS =
      """
      SELECT session_id, segment_id
      FROM entries
      GROUP BY session_id, segment_id
      HAVING MIN(seq) <> 0 OR MAX(seq) + 1 <> COUNT(*)
      """;

  private static final String GAPS_IN_ORDINALS =
      """
      SELECT t.thread_id
      FROM threads t
      WHERE (SELECT COUNT(*)
             FROM entries e
             WHERE e.session_id = t.session_id AND e.thread_id = t.thread_id
               AND e.ordinal >= t.first_ordinal AND e.ordinal < t.next_ordinal)
            <> t.next_ordinal - t.first_ordinal
         OR EXISTS (SELECT 1
                    FROM entries e
                    WHERE e.session_id = t.session_id AND e.thread_id = t.thread_id
                      AND e.ordinal >= t.next_ordinal)
      """;

  private static final String UNREACHABLE_SEGMENTS =
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

  private static final String ENTRIES_THAT_NOTHING_NEEDS =
      """
      SELECT e.segment_id, e.seq
      FROM entries e
      JOIN segments s ON s.session_id = e.session_id AND s.segment_id = e.segment_id
      WHERE NOT EXISTS (SELECT 1
                        FROM threads t
                        WHERE t.session_id = s.session_id AND t.thread_id = s.thread_id)
        AND NOT EXISTS (SELECT 1
                        FROM threads t
                        WHERE t.session_id = s.session_id AND t.head_segment_id = s.segment_id
                          AND t.head_length > e.seq)
        AND NOT EXISTS (SELECT 1
                        FROM segments c
                        WHERE c.session_id = s.session_id AND c.parent_segment_id = s.segment_id
                          AND c.parent_length > e.seq)
      """;

  private static final String WRONG_PLACES =
      """
      SELECT s.segment_id
      FROM segments s
      JOIN segments p ON p.session_id = s.session_id AND p.segment_id = s.parent_segment_id
      WHERE s.base_length <> p.base_length + s.parent_length OR s.depth <> p.depth + 1
         OR s.parent_length > (SELECT COUNT(*)
                               FROM entries e
                               WHERE e.session_id = p.session_id AND e.segment_id = p.segment_id)
      """;

  private static final String SESSIONS_WITHOUT_SEGMENTS =
      """
      SELECT f.session_id
      FROM sessions f
      WHERE NOT EXISTS (SELECT 1 FROM segments s WHERE s.session_id = f.session_id)
      """;

  private JournalInvariants() {}

  static void hold(TestDatabase database) {
    none(database, "segments with gaps", GAPS_IN_SEGMENTS);
    none(database, "threads with gaps in their ordinals", GAPS_IN_ORDINALS);
    none(database, "segments that nothing reaches", UNREACHABLE_SEGMENTS);
    none(database, "entries that nothing needs", ENTRIES_THAT_NOTHING_NEEDS);
    none(database, "segments that do not continue their parents", WRONG_PLACES);
    none(database, "sessions with nothing in them", SESSIONS_WITHOUT_SEGMENTS);
  }

  private static void none(TestDatabase database, String what, String query) {
    assertThat(Sql.rows(database, query)).as(what).isEmpty();
  }
}
