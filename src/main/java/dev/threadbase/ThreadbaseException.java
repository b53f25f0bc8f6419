package dev.threadbase;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that Threadbase did not do, and why. After any of these but {@link CommitUnknown}
 * nothing was written.
 *
 * <p>Messages hold ids and positions, never the text of an entry, a password or a connection
 * string. Misuse of the API is an {@link IllegalArgumentException} instead.
 */
@SuppressWarnings("serial") // Thrown and caught, never serialized.
public abstract sealed class ThreadbaseException extends RuntimeException {

  private ThreadbaseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Something that was not done with a thread. */
  public abstract static sealed class OfThread extends ThreadbaseException {
    private final String threadId;

    private OfThread(String threadId, String message) {
      super(message, null);
      this.threadId = threadId;
    }

    /** The thread that was asked for, read or written. */
    public String threadId() {
      return threadId;
    }
  }

  /** No thread has this id, or the one that had it was deleted. */
  public static sealed class ThreadNotFound extends OfThread permits ThreadDeleted {
    /** Names the thread that is missing. */
    public ThreadNotFound(String threadId) {
      super(threadId, "thread not found: " + threadId);
    }
  }

  /** No session has this id. */
  public static final class SessionNotFound extends ThreadbaseException {
    private final String sessionId;

    /** Names the session that is missing. */
    public SessionNotFound(String sessionId) {
      super("session not found: " + sessionId, null);
      this.sessionId = sessionId;
    }

    /** The id that was asked for. */
    public String sessionId() {
      return sessionId;
    }
  }

  /** The thread does not hold this entry, or its path is broken there. */
  public static final class EntryNotFound extends OfThread {
    private final @Nullable String entryId;

    /** Names the entry that is missing; null when the thread has no leaf at all. */
    public EntryNotFound(String threadId, @Nullable String entryId) {
      super(threadId, "entry not found in thread " + threadId + ": " + entryId);
      this.entryId = entryId;
    }

    /** The id that was asked for; null for a leaf that does not exist. */
    public @Nullable String entryId() {
      return entryId;
    }
  }

  /** An append names a parent that the thread does not hold. */
  public static final class InvalidParent extends OfThread {
    private final String parentId;

    /** Names the parent that is missing. */
    public InvalidParent(String threadId, String parentId) {
      super(threadId, "invalid parent in thread " + threadId + ": " + parentId);
      this.parentId = parentId;
    }

    /** The parent that was named. */
    public String parentId() {
      return parentId;
    }
  }

  /** A thread with this id exists already. */
  public static final class ThreadExists extends OfThread {
    /** Names the id that is taken. */
    public ThreadExists(String threadId) {
      super(threadId, "thread already exists: " + threadId);
    }
  }

  /** The thread holds another entry with this id. */
  public static final class EntryExists extends OfThread {
    private final String entryId;

    /** Names the id that is taken. */
    public EntryExists(String threadId, String entryId) {
      super(threadId, "entry id already exists in thread " + threadId + ": " + entryId);
      this.entryId = entryId;
    }

    /** The id that is taken. */
    public String entryId() {
      return entryId;
    }
  }

  /** The thread's leaf is not the one that the caller expected: somebody else moved it. */
  public static sealed class HeadMoved extends OfThread permits SegmentHeadMoved {
    private final @Nullable String expectedLeafId;
    private final @Nullable String actualLeafId;

    /** Names both leaves; null stands for an empty path. */
    public HeadMoved(
        String threadId, @Nullable String expectedLeafId, @Nullable String actualLeafId) {
      super(
          threadId,
          "head of thread %s moved: expected leaf %s, actual leaf %s"
              .formatted(threadId, expectedLeafId, actualLeafId));
      this.expectedLeafId = expectedLeafId;
      this.actualLeafId = actualLeafId;
    }

    /** The leaf that the caller expected; null for an empty path. */
    public @Nullable String expectedLeafId() {
      return expectedLeafId;
    }

    /** The leaf that the thread has; null for an empty path. */
    public @Nullable String actualLeafId() {
      return actualLeafId;
    }
  }

  /** The thread's metadata was changed by somebody else since the caller read it. */
  public static final class VersionConflict extends OfThread {
    private final long expectedVersion;
    private final long actualVersion;

    /** Names both versions. */
    public VersionConflict(String threadId, long expectedVersion, long actualVersion) {
      super(
          threadId,
          "metadata of thread %s changed: expected version %d, actual version %d"
              .formatted(threadId, expectedVersion, actualVersion));
      this.expectedVersion = expectedVersion;
      this.actualVersion = actualVersion;
    }

    /** The version that the caller expected. */
    public long expectedVersion() {
      return expectedVersion;
    }

    /** The version that the thread has. */
    public long actualVersion() {
      return actualVersion;
    }
  }

  /** Somebody else's turn holds the thread's lease, or somebody waits for it and comes first. */
  public static final class ActiveTurn extends OfThread {
    private final @Nullable String turnId;
    private final @Nullable String ownerId;

    /** Names the turn that holds the lease or that held it last; null if it cannot be named. */
    public ActiveTurn(String threadId, @Nullable String turnId, @Nullable String ownerId) {
      super(
          threadId,
          "thread "
              + threadId
              + " has an active turn"
              + (turnId == null ? "" : ": " + turnId + ", owner " + ownerId));
      this.turnId = turnId;
      this.ownerId = ownerId;
    }

    /** The turn in the way; null if it was over before it could be named. */
    public @Nullable String turnId() {
      return turnId;
    }

    /** Who holds it; null with the turn. */
    public @Nullable String ownerId() {
      return ownerId;
    }
  }

  /** A write under a lease that its writer no longer holds: given back, taken over or broken. */
  public static final class LeaseLost extends OfThread {
    private final long token;
    private final @Nullable Long actualToken;

    /** Names both tokens; null if nobody ever held a lease of the thread. */
    public LeaseLost(String threadId, long token, @Nullable Long actualToken) {
      super(
          threadId,
          "lease of thread "
              + threadId
              + " is lost: its token was "
              + token
              + (Objects.equals(actualToken, token)
                  ? " and it was given back"
                  : ", the thread's is " + (actualToken == null ? "none" : actualToken)));
      this.token = token;
      this.actualToken = actualToken;
    }

    /** The token that the writer had. */
    public long token() {
      return token;
    }

    /** The thread's last token: the writer's own if it was given back, null if there is none. */
    public @Nullable Long actualToken() {
      return actualToken;
    }
  }

  /** The thread takes no write without a turn lease, and this one had none. */
  public static final class LeaseRequired extends OfThread {
    /** Names the thread. */
    public LeaseRequired(String threadId) {
      super(threadId, "thread " + threadId + " requires a turn lease for every write");
    }
  }

  /** A context was not compacted. */
  public static final class CompactionRefused extends ThreadbaseException {
    private final CompactionRefusal reason;
    private final long tokens;
    private final long limit;

    /** Names the reason, how many tokens there are, and how many there may be. */
    public CompactionRefused(CompactionRefusal reason, long tokens, long limit) {
      super("%s: %d tokens, limit %d".formatted(reason.message(), tokens, limit), null);
      this.reason = reason;
      this.tokens = tokens;
      this.limit = limit;
    }

    /** The tokens of what was to be cut, of the context that would be left, or of the summary. */
    public long tokens() {
      return tokens;
    }

    /** What they were held against: the tail's budget, the context's, or the context before. */
    public long limit() {
      return limit;
    }

    /** Why it was not compacted. */
    public CompactionRefusal reason() {
      return reason;
    }
  }

  /** Something that was not done with a segment log, a session of them, or a pod. */
  public abstract static sealed class OfSegments extends ThreadbaseException
      permits SegmentException, PodException {
    OfSegments(String message) {
      super(message, null);
    }
  }

  /** Data that cannot be stored or read: the message says what and where, without quoting it. */
  public static final class InvalidData extends ThreadbaseException {
    /** Says what is wrong. */
    public InvalidData(String message) {
      super(message, null);
    }
  }

  /** The database cannot be reached, is busy for too long, or cannot be opened by this version. */
  public static final class StoreUnavailable extends ThreadbaseException {
    /** Says what failed. */
    public StoreUnavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The connection broke while a write was on its way: it may be durable or not. Read again before
   * retrying; an append with an id of its own and {@code idempotent} may simply be repeated.
   */
  public static final class CommitUnknown extends ThreadbaseException {
    /** Keeps the failure of the connection. */
    public CommitUnknown(Throwable cause) {
      super(
          "the outcome of a write is unknown: the connection broke before it was confirmed", cause);
    }
  }
}
