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
    @Nullable Instant lastViewedAt) {

  /** Copies the metadata, sorted by name. */
  public ThreadMeta {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(title, "title");
    metadata = Collections.unmodifiableMap(new TreeMap<String, String>(metadata));
  }

  /** A thread to be created, with an id made by the store. */
  public static Builder builder() {
    return builder("");
  }

  /** A thread to be created, with an id of the caller's. */
  public static Builder builder(String id) {
    return new Builder(
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
            null));
  }

  /** This thread's values, to change some of them. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  @Override
  public String toString() {
    return "ThreadMeta[" + id + ", session " + sessionId + ", leaf " + leafId + "]";
  }

  /** Collects the values of a thread, one by one. Not for use by several threads at once. */
  public static final class Builder {
    private final ThreadMeta start;
    private String id;
    private @Nullable String sessionId;
    private @Nullable String leafId;
    private @Nullable String parentThreadId;
    private @Nullable String forkedFromThreadId;
    private @Nullable String forkedFromEntryId;
    private Title title;
    private boolean archived;
    private @Nullable String status;
    private @Nullable String workspace;
    private @Nullable String channel;
    private @Nullable String vendor;
    private @Nullable String endpoint;
    private @Nullable String model;
    private Map<String, String> metadata;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable Instant lastViewedAt;

    private Builder(ThreadMeta start) {
      this.start = start;
      this.id = start.id;
      this.sessionId = start.sessionId;
      this.leafId = start.leafId;
      this.parentThreadId = start.parentThreadId;
      this.forkedFromThreadId = start.forkedFromThreadId;
      this.forkedFromEntryId = start.forkedFromEntryId;
      this.title = start.title;
      this.archived = start.archived;
      this.status = start.status;
      this.workspace = start.workspace;
      this.channel = start.channel;
      this.vendor = start.vendor;
      this.endpoint = start.endpoint;
      this.model = start.model;
      this.metadata = start.metadata;
      this.createdAt = start.createdAt;
      this.updatedAt = start.updatedAt;
      this.lastViewedAt = start.lastViewedAt;
    }

    /** Sets the id. */
    public Builder id(String value) {
      this.id = value;
      return this;
    }

    /** Sets the session to join; it is made if it does not exist. */
    public Builder sessionId(@Nullable String value) {
      this.sessionId = value;
      return this;
    }

    /** Sets the leaf, when creating; it is stored as it is, even if no such entry exists. */
    public Builder leafId(@Nullable String value) {
      this.leafId = value;
      return this;
    }

    /** Sets the thread that owns this one. */
    public Builder parentThreadId(@Nullable String value) {
      this.parentThreadId = value;
      return this;
    }

    /** Sets the thread that this one was forked from. */
    public Builder forkedFromThreadId(@Nullable String value) {
      this.forkedFromThreadId = value;
      return this;
    }

    /** Sets the last entry that the fork inherited. */
    public Builder forkedFromEntryId(@Nullable String value) {
      this.forkedFromEntryId = value;
      return this;
    }

    /** Sets the title. */
    public Builder title(Title value) {
      this.title = value;
      return this;
    }

    /** Sets whether lists leave the thread out. */
    public Builder archived(boolean value) {
      this.archived = value;
      return this;
    }

    /** Sets the host's status. */
    public Builder status(@Nullable String value) {
      this.status = value;
      return this;
    }

    /** Sets the workspace. */
    public Builder workspace(@Nullable String value) {
      this.workspace = value;
      return this;
    }

    /** Sets the channel. */
    public Builder channel(@Nullable String value) {
      this.channel = value;
      return this;
    }

    /** Sets the model's vendor. */
    public Builder vendor(@Nullable String value) {
      this.vendor = value;
      return this;
    }

    /** Sets the model's endpoint. */
    public Builder endpoint(@Nullable String value) {
      this.endpoint = value;
      return this;
    }

    /** Sets the model. */
    public Builder model(@Nullable String value) {
      this.model = value;
      return this;
    }

    /** Sets the metadata, all of it. */
    public Builder metadata(Map<String, String> value) {
      this.metadata = value;
      return this;
    }

    /** Sets when the thread was made. */
    public Builder createdAt(@Nullable Instant value) {
      this.createdAt = value;
      return this;
    }

    /** Sets when the thread was last changed. */
    public Builder updatedAt(@Nullable Instant value) {
      this.updatedAt = value;
      return this;
    }

    /** Sets when the thread was last viewed. */
    public Builder lastViewedAt(@Nullable Instant value) {
      this.lastViewedAt = value;
      return this;
    }

    /** The thread. */
    public ThreadMeta build() {
      return new ThreadMeta(
          id,
          sessionId,
          leafId,
          start.headSegmentId,
          start.headLength,
          start.entryCount,
          start.version,
          parentThreadId,
          forkedFromThreadId,
          forkedFromEntryId,
          title,
          archived,
          status,
          workspace,
          channel,
          vendor,
          endpoint,
          model,
          metadata,
          createdAt,
          updatedAt,
          start.lastActiveAt,
          lastViewedAt);
    }
  }
}
