package dev.threadbase.transfer;

import dev.threadbase.lease.TurnLease;
import dev.threadbase.lineage.SegmentNode;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.SourceLine;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What import and export need of the database beyond the repositories: whole sessions, in bulk. Not
 * API.
 */
public interface Journal {

  /** Reads and writes in one transaction, everything or nothing. The work may be run again. */
  <T> T write(Function<Session, T> work);

  /** Reads from one snapshot. */
  <T> T read(Function<Snapshot, T> work);

  /**
   * Makes entries at places that are theirs ready to be written, on whatever thread: the
   * transaction, for which others wait, has less to do then.
   */
  Consumer<Session> adding(List<Entry> entries);

  /** Makes an id. */
  String newId();

  /** What time it is. */
  Instant now();

  /** What can be asked of a snapshot. */
  interface Snapshot {

    /** A thread; empty if there is none. */
    Optional<ThreadMeta> thread(String threadId);

    /** Ids that a deleted thread of this id used and forks of it still hold. */
    Set<String> takenIds(String threadId);

    /** Where every entry is that a thread wrote itself, in the order of the appends. */
    void placed(String threadId, Consumer<Placed> entries);

    /** The segments of the path of a thread's leaf, each with how many of its entries are on it. */
    Map<String, Long> path(String threadId);

    /** The archived originals of a thread, oldest first. */
    List<Source> sources(String threadId);

    /** The bytes of an archived original, in order, in parts. */
    void readSource(Source source, Consumer<byte[]> bytes);

    /** What a thread wrote itself and was not imported, in the order of the appends. */
    void addedEntries(String threadId, Consumer<Entry> entries);

    /** What a thread wrote itself, in the order of the appends. */
    void ownEntries(String threadId, Consumer<Entry> entries);

    /** What a thread inherits, from the root on. */
    void inheritedEntries(String threadId, Consumer<Entry> entries);

    /** The rows of a table that belong to a session, in the table's order. */
    void rows(NativeTable table, String sessionId, Consumer<NativeRow> rows);

    /** What inserting a row that came from another database would find at its key. */
    Inserted find(NativeRow row);

    /** Whether there is such a session. */
    boolean hasSession(String sessionId);

    /** What can be asked of logs, traces and pods. */
    LogJournal logs();
  }

  /** A session that is being written; other imports into it wait. */
  interface Session extends Snapshot {

    @Override
    LogJournal.Session logs();

    /** Makes the session if it is not there, and keeps others from importing into it. */
    void lock(String sessionId, Instant createdAt);

    /** Makes a thread with an empty path, last updated when it says, else when it was made. */
    ThreadMeta create(ThreadMeta thread);

    /**
     * Makes every other writer of a thread wait; returns the ordinal of its next own entry.
     *
     * @throws dev.threadbase.ThreadbaseException.LeaseRequired if the thread takes no write without
     *     a lease, as an import is
     */
    long lockThread(String threadId);

    /** The segments that a thread writes. */
    void segments(String threadId, Consumer<SegmentNode> segments);

    /** Makes segments, parents before children. */
    void addSegments(List<SegmentNode> segments);

    /** Archives an original, or makes an archived one longer. */
    void putSource(Source source);

    /** Adds bytes to an archived original. */
    void addChunk(Source source, Chunk chunk);

    /**
     * Moves a thread's head to an entry that was written here, and counts the entries.
     *
     * @param leaf the new leaf; null to leave the head where it is
     * @param activeAt when the last entry was made
     * @param updatedAt when the thread was last changed; of no account if the head stays
     */
    void moveHead(
        String threadId,
        @Nullable Entry leaf,
        long nextOrdinal,
        Instant activeAt,
        Instant updatedAt);

    /** Changes some of what is known about a thread; an update of nothing changes nothing. */
    void update(String threadId, ThreadUpdate update);

    /** Notes a lease that has ended, so that anybody may take it over; not over another one. */
    void addEndedLease(TurnLease lease);

    /**
     * Writes entries that came from another database.
     *
     * @throws dev.threadbase.ThreadbaseException.InvalidData if one of them has no place
     */
    void insertEntries(List<Entry> entries);

    /**
     * Inserts a row that came from another database.
     *
     * @throws dev.threadbase.ThreadbaseException.InvalidData if it does not fit the others
     */
    Inserted insert(NativeRow row);

    /**
     * Takes over the newer state of a thread that is here already; nothing happens if ours is as
     * new.
     */
    boolean advance(NativeRow thread);
  }

  /** What a row meets. */
  enum Inserted {
    /** Nothing: it is new. */
    NEW,
    /** The same row. */
    SAME,
    /** Another row that has its key. */
    OTHER
  }

  /**
   * Where an entry is.
   *
   * @param id the entry
   * @param segmentId its segment
   * @param seq its position there
   * @param ordinal its place in the thread's journal
   * @param payloadHash the hash of what it says
   * @param source where it was imported from; null if it was appended here
   */
  record Placed(
      String id,
      String segmentId,
      long seq,
      long ordinal,
      String payloadHash,
      @Nullable SourceLine source) {}

  /**
   * A part of an archived original.
   *
   * @param offset how many bytes of the original come before it
   * @param length its own bytes
   * @param deflated the same in zlib's format
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; the bytes are not copied.
  record Chunk(long offset, int length, byte[] deflated) {}

  /**
   * An archived original.
   *
   * @param id its id
   * @param sessionId the session
   * @param threadId the thread
   * @param format its format
   * @param path where it was
   * @param length its bytes
   * @param parsedLength its bytes up to the last complete line
   * @param lineCount its complete lines
   * @param digest the SHA-256 of its bytes in lower-case hex
   * @param createdAt when it was archived
   */
  record Source(
      String id,
      String sessionId,
      String threadId,
      String format,
      String path,
      long length,
      long parsedLength,
      long lineCount,
      String digest,
      Instant createdAt) {}
}
