package dev.threadbase;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was not done with segment logs or sessions, and why. After any of these nothing
 * was written.
 */
@SuppressWarnings("serial") // Thrown and caught, never serialized.
public abstract sealed class SegmentException extends ThreadbaseException.OfSegments {

  private SegmentException(String message) {
    super(message);
  }

  /** No log has this id, or not in the session that it was asked for in. */
  public static final class SegmentNotFound extends SegmentException {
    private final UUID segmentId;

    /** Names the segment that is missing. */
    public SegmentNotFound(UUID segmentId) {
      super("segment not found: " + segmentId);
      this.segmentId = segmentId;
    }

    /** The segment that was asked for. */
    public UUID segmentId() {
      return segmentId;
    }
  }

  /** A segment, or a thread, has this id already. */
  public static final class SegmentExists extends SegmentException {
    private final UUID segmentId;

    /** Names the id that is taken. */
    public SegmentExists(UUID segmentId) {
      super("segment already exists: " + segmentId);
      this.segmentId = segmentId;
    }

    /** The id that is taken. */
    public UUID segmentId() {
      return segmentId;
    }
  }

  /** An entry of a log that cannot be read, so that the log was not. */
  public static final class LogCorrupt extends SegmentException {
    private final UUID sessionId;
    private final UUID segmentId;
    private final long position;
    private final String kind;

    /** Says where the entry is, as what it was stored, and what is wrong with it. */
    public LogCorrupt(UUID sessionId, UUID segmentId, long position, String kind, String reason) {
      super(
          "log corrupted at line %d: %s (session %s, segment %s, position %d, kind %s)"
              .formatted(position + 1, reason, sessionId, segmentId, position, kind));
      this.sessionId = sessionId;
      this.segmentId = segmentId;
      this.position = position;
      this.kind = kind;
    }

    /** The session. */
    public UUID sessionId() {
      return sessionId;
    }

    /** The log that holds the entry: the one that was read, or one it was forked from. */
    public UUID segmentId() {
      return segmentId;
    }

    /** The entry's place in that log, from 0. */
    public long position() {
      return position;
    }

    /** The kind that it was stored as. */
    public String kind() {
      return kind;
    }
  }

  /** A log does not have the turn that a strict fork asks for. */
  public static final class TurnNotFound extends SegmentException {
    private final UUID segmentId;
    private final long turnIndex;

    /** Names the log and the turn, an unsigned number. */
    public TurnNotFound(UUID segmentId, long turnIndex) {
      super(
          "segment %s has no turn_end with the count %s"
              .formatted(segmentId, Long.toUnsignedString(turnIndex)));
      this.segmentId = segmentId;
      this.turnIndex = turnIndex;
    }

    /** The log. */
    public UUID segmentId() {
      return segmentId;
    }

    /** The turn that it does not have, as unsigned bits. */
    public long turnIndex() {
      return turnIndex;
    }
  }

  /** A log was not cut: it is not that long, or something began behind the cut. */
  public static final class TruncationRefused extends SegmentException {
    private final long entries;
    private final long stored;
    private final @Nullable String child;

    /** A cut behind the end. */
    public TruncationRefused(UUID segmentId, long entries, long stored) {
      super(
          "cannot truncate segment %s to %d entries; only %d entries stored"
              .formatted(segmentId, entries, stored));
      this.entries = entries;
      this.stored = stored;
      this.child = null;
    }

    /** A cut before the place where another log began. */
    public TruncationRefused(UUID segmentId, long entries, long needed, String child) {
      super(
          "cannot truncate segment %s to %d entries: %s began behind the first %d"
              .formatted(segmentId, entries, child, needed));
      this.entries = entries;
      this.stored = needed;
      this.child = child;
    }

    /** How many entries were to be left. */
    public long entries() {
      return entries;
    }

    /** How many there are, or how many must stay for the child. */
    public long stored() {
      return stored;
    }

    /** A log or thread that began behind the cut; null if the log is not that long. */
    public @Nullable String child() {
      return child;
    }
  }

  /** A session was not deleted, because something refers to it. */
  public static final class SessionReferenced extends SegmentException {
    private final UUID sessionId;
    private final List<String> references;

    /** Names what refers to it. */
    public SessionReferenced(UUID sessionId, List<String> references) {
      super("session " + sessionId + " is referenced by " + String.join(", ", references));
      this.sessionId = sessionId;
      this.references = List.copyOf(references);
    }

    /** The session. */
    public UUID sessionId() {
      return sessionId;
    }

    /** What refers to it. */
    public List<String> references() {
      return references;
    }
  }
}
