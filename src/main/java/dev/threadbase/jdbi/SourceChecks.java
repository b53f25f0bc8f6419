package dev.threadbase.jdbi;

import dev.threadbase.thread.Sha256;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads every archived original, a chunk at a time, and hashes it again. */
final class SourceChecks {

  static final List<Check> ALL =
      List.of(
          new Check(
              "source_missing",
              "chunks belong to a source that does not exist",
              """
              SELECT DISTINCT c.session_id, 'source ' || c.source_id
              FROM source_chunks c
              WHERE NOT EXISTS (SELECT 1
                                FROM sources s
                                WHERE s.session_id = c.session_id AND s.source_id = c.source_id)
              """));

  private static final String NEXT_SOURCE =
      """
      SELECT session_id, source_id, length, digest
      FROM sources
      WHERE (session_id, source_id) > (:sessionId, :sourceId)
      ORDER BY session_id, source_id
      LIMIT 1
      """;

  private static final String NEXT_CHUNK =
      """
      SELECT byte_offset, length, deflated
      FROM source_chunks
      WHERE session_id = :sessionId AND source_id = :sourceId AND byte_offset > :after
      ORDER BY byte_offset
      LIMIT 1
      """;

  private SourceChecks() {}

  static void run(Handle handle, Findings findings) {
    Optional<Source> source = next(handle, "", "");
    while (source.isPresent()) {
      Source found = source.get();
      problem(handle, found)
          .ifPresent(
              message ->
                  findings.add("source", found.sessionId(), "source " + found.id(), message));
      source = next(handle, found.sessionId(), found.id());
    }
  }

  private static Optional<String> problem(Handle handle, Source source) {
    MessageDigest digest = Sha256.begin();
    long end = 0;
    Iterator<Chunk> chunks = chunks(handle, source);
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      if (chunk.offset() != end) {
        return Optional.of("the archived original has a gap at byte " + end);
      }
      if (!inflates(chunk, digest)) {
        return Optional.of("the chunk of the archived original at byte " + end + " is damaged");
      }
      end += chunk.length();
    }
    if (end != source.length()) {
      return Optional.of(
          "the archived original has " + end + " bytes instead of " + source.length());
    }
    boolean same = HexFormat.of().formatHex(digest.digest()).equals(source.digest());
    return same
        ? Optional.empty()
        : Optional.of("the archived original is not what its digest was taken of");
  }

  /** Whether a chunk holds as many bytes as it says; they go into the digest. */
  private static boolean inflates(Chunk chunk, MessageDigest digest) {
    try {
      digest.update(Chunks.inflate(chunk.deflated(), Math.toIntExact(chunk.length())));
      return true;
    } catch (SQLException | ArithmeticException damaged) {
      return false;
    }
  }

  private static Optional<Source> next(Handle handle, String sessionId, String sourceId) {
    return handle
        .createQuery(NEXT_SOURCE)
        .bind("sessionId", sessionId)
        .bind("sourceId", sourceId)
        .map(
            (row, context) ->
                new Source(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)))
        .findOne();
  }

  private static Iterator<Chunk> chunks(Handle handle, Source source) {
    return new Iterator<>() {
      private Optional<Chunk> following = after(-1);

      private Optional<Chunk> after(long offset) {
        return handle
            .createQuery(NEXT_CHUNK)
            .bind("sessionId", source.sessionId())
            .bind("sourceId", source.id())
            .bind("after", offset)
            .map((row, context) -> new Chunk(row.getLong(1), row.getLong(2), row.getBytes(3)))
            .findOne();
      }

      @Override
      public boolean hasNext() {
        return following.isPresent();
      }

      @Override
      public Chunk next() {
        Chunk chunk = following.orElseThrow();
        following = after(chunk.offset());
        return chunk;
      }
    };
  }

  private record Source(String sessionId, String id, long length, String digest) {}

  @SuppressWarnings("ArrayRecordComponent") // Read once, compared with nothing.
  private record Chunk(long offset, long length, byte[] deflated) {}
}
