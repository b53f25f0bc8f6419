package dev.threadbase.jdbi;

import dev.threadbase.thread.PayloadHash;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads every payload, a page at a time, and hashes it again. */
final class PayloadCheck {

  private static final int PAGE = 100;

  private static final String ENTRIES =
      """
      SELECT session_id, segment_id, seq, payload, payload_hash
      FROM entries
      WHERE (session_id, segment_id, seq) > (:sessionId, :segmentId, :seq)
      ORDER BY session_id, segment_id, seq
      LIMIT :limit
      """;

  private PayloadCheck() {}

  /** How many entries there are. */
  static long run(Handle handle, Findings findings) {
    long count = 0;
    Optional<Read> last = Optional.of(new Read("", "", -1, true));
    while (last.isPresent()) {
      List<Read> page = page(handle, last.get());
      count += page.size();
      page.stream().filter(read -> !read.intact()).forEach(read -> report(read, findings));
      last = page.size() < PAGE ? Optional.empty() : Optional.of(page.get(page.size() - 1));
    }
    return count;
  }

  private static List<Read> page(Handle handle, Read after) {
    return handle
        .createQuery(ENTRIES)
        .bind("sessionId", after.sessionId())
        .bind("segmentId", after.segmentId())
        .bind("seq", after.seq())
        .bind("limit", PAGE)
        .map(
            (row, context) ->
                new Read(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    PayloadHash.of(row.getString(4)).equals(row.getString(5))))
        .list();
  }

  private static void report(Read read, Findings findings) {
    findings.add(
        "payload_hash",
        read.sessionId(),
        "entry " + read.segmentId() + ":" + read.seq(),
        "the payload is not what its hash was taken of");
  }

  private record Read(String sessionId, String segmentId, long seq, boolean intact) {}
}
