package dev.threadbase.transfer;

import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.segment.PodRecord;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.TraceEntry;
import dev.threadbase.thread.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What import and export need of the database for logs, their traces and pods, beyond what they
 * need for threads. Not API.
 */
public interface LogJournal {

  /** Whether there is such a log, in this session. */
  boolean isHere(SegmentAddress address);

  /**
   * The entries of a log, in order. A beginning that refers to a source stands as the {@code
   * segment_start} that a copy would have.
   *
   * @return how much of what such a beginning refers to cannot be read, and is not in it
   */
  long entries(SegmentAddress address, Consumer<Entry> entries);

  /** Where every entry is that was ever written to a log, in the order of the writes. */
  void places(SegmentAddress address, Consumer<LogPlace> places);

  /** The traces of a log as they were given, in order. */
  void traces(SegmentAddress address, Consumer<String> traces);

  /** The logs of a session that have traces, whether they are here or not. */
  List<String> traced(String sessionId);

  /** The pods that point into a session, by name. */
  List<PodRecord> pods(String sessionId);

  /** A pod; empty if there is none. */
  Optional<PodRecord> pod(String name);

  /** The same, and what import does to them. */
  interface Session extends LogJournal {

    /**
     * Makes a log without entries.
     *
     * @param start what it will begin with; null for anything else
     * @throws dev.threadbase.SegmentException.SegmentExists if its id is taken
     */
    void begin(SegmentAddress address, @Nullable SegmentStart start, Instant createdAt);

    /**
     * Appends traces.
     *
     * @param count how many there must be before
     * @param now the time of those whose own no column holds
     * @return false if there are more: then the transaction has to be given up
     */
    boolean addTraces(SegmentAddress address, long count, List<TraceLine> traces, Instant now);

    /**
     * Adds a pod; false, with nothing done, if there is one of its name.
     *
     * @param unknown the members of its record that this version does not know, as a JSON object
     */
    boolean addPod(PodMetadata pod, String unknown, Instant createdAt);
  }

  /**
   * Where an entry of a log is.
   *
   * @param id the entry
   * @param parentId the entry before it; null for a root
   * @param segmentId its segment
   * @param seq its position there
   * @param payloadHash the hash of its line
   * @param imported whether it came from a file
   */
  record LogPlace(
      String id,
      @Nullable String parentId,
      String segmentId,
      long seq,
      String payloadHash,
      boolean imported) {}

  /**
   * A trace with the line that it was read from.
   *
   * @param trace what it says
   * @param json the line
   */
  record TraceLine(TraceEntry trace, String json) {}
}
