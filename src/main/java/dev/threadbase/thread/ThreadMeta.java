package dev.threadbase.thread;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A thread: a named head on the tree of a session, and what is known about it.
 *
 * <p>Head, session, version and entry count are the store's: {@link ThreadRepository#createThread}
 * fills them in and {@link ThreadRepository#updateThread(ThreadMeta)} does not take them from the
 * caller.
 *
 * @param id the thread's id; empty before it is made by the store
 * @param sessionId the family; null, when creating, for a family of its own
 * @param leafId the entry the head points at; null for an empty path
 * @param headSegmentId the segment the head is in; null for a head before every root
 * @param headLength how many entries of that segment are on the path
 * @param entryCount entries that the thread holds, inherited ones and abandoned branches included
 * @param version how often the metadata was changed
 * @param parentThreadId the thread that owns this one, or that it was forked from
 * @param forkedFromThreadId the thread that this one was forked from
 * @param forkedFromEntryId the last entry that the fork inherited
 * @param title the title and how it came to be
 * @param archived whether lists leave the thread out
 * @param leaseRequired whether a write without a turn lease is refused
 * @param status the host's own word for the thread's state
 * @param workspace the folder or project that the thread belongs to
 * @param channel where the thread's user is, for example a chat room
 * @param vendor the model's vendor
 * @param endpoint the model's endpoint
 * @param model the model
 * @param metadata names and values that a host keeps with the thread
 * @param createdAt when the thread was made
 * @param updatedAt the time of the newest append, or what the host set
 * @param lastActiveAt when something was last appended; null for never
 * @param lastViewedAt the host's own mark; null for never
 * @param deletedAt since when the thread is deleted and takes no write; null for one that is not.
 *     It can be restored until it is purged
 */
public record ThreadMeta(
    String id,
    @Nullable String sessionId,
    @Nullable String leafId,
    @Nullable String headSegmentId,
    long headLength,
    long entryCount,
    long version,
    @Nullable String parentThreadId,
    @Nullable String forkedFromThreadId,
    @Nullable String forkedFromEntryId,
    Title title,
    boolean archived,
    boolean leaseRequired,
    @Nullable String status,
    @Nullable String workspace,
    @Nullable String channel,
    @Nullable String vendor,
    @Nullable String endpoint,
    @Nullable String model,
    Map<String, String> metadata,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable Instant lastActiveAt,
    @Nullable Instant lastViewedAt,
    @Nullable Instant deletedAt) {

  /** Copies the metadata, sorted by name. */
  public ThreadMeta {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(title, "title");
    metadata = Collections.unmodifiableMap(new TreeMap<String, String>(metadata));
  }

  /** A thread to be created, with an id made by the store. */
  public static ThreadMetaBuilder builder() {
    return builder("");
  }

  /** A thread to be created, with an id of the caller's. */
  public static ThreadMetaBuilder builder(String id) {
    return new ThreadMetaBuilder(
        new ThreadMeta(
            id,
            null,
            null,
            null,
            0,
            0,
            0,
            null,
            null,
            null,
            Title.NONE,
            false,
            false,
            null,
            null,
            null,
            null,
            null,
            null,
            Map.of(),
            null,
            null,
            null,
            null,
            null));
  }

  /** This thread's values, to change some of them. */
  public ThreadMetaBuilder toBuilder() {
    return new ThreadMetaBuilder(this);
  }

  @Override
  public String toString() {
    return "ThreadMeta[" + id + ", session " + sessionId + ", leaf " + leafId + "]";
  }
}
