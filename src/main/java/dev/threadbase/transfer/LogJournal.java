package dev.threadbase.transfer;

import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.SegmentAddress;
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
  List<LogPlace> places(SegmentAddress address);

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
     * @return false, with nothing done, if there are more
     */
    boolean addTraces(SegmentAddress address, long count, List<TraceLine> traces);

    /** Adds a pod; false, with nothing done, if there is one of its name. */
    boolean addPod(PodRecord pod, Instant createdAt);
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
   * A trace.
   *
   * @param kind its kind
   * @param turn its turn; null if it is more than a column holds
   * @param llmCall its call; null for none
   * @param createdAt when it was written
   * @param json the line
   */
  record TraceLine(
      String kind, @Nullable Long turn, @Nullable Long llmCall, Instant createdAt, String json) {
    @Override
    public String toString() {
      return "TraceLine[" + kind + ", " + json.length() + " chars]";
    }
  }

  /**
   * What is kept of a pod.
   *
   * @param name its name
   * @param sessionId the session that it works in; null for none
   * @param segmentId the log that it writes; null for none yet
   * @param children the pods that it started, in order
   * @param unknown the other members of its record, as a JSON object
   */
  record PodRecord(
      String name,
      @Nullable String sessionId,
      @Nullable String segmentId,
      List<PodChild> children,
      String unknown) {
    /** Copies the children. */
    public PodRecord {
      children = List.copyOf(children);
    }

    @Override
    public String toString() {
      return "PodRecord[" + name + "]";
    }
  }

  /**
   * A pod that a pod started.
   *
   * @param name its name
   * @param socketPath where it listens
   * @param callbackAddress where it reports to
   * @param scope what it may do, as JSON
   */
  record PodChild(String name, String socketPath, String callbackAddress, String scope) {
    @Override
    public String toString() {
      return "PodChild[" + name + "]";
    }
  }
}
