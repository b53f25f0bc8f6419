package dev.threadbase.thread;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the values of a thread, one by one. Not for use by several threads at once. */
public final class ThreadMetaBuilder {
  private final ThreadMeta start;
  private String id;
  private @Nullable String sessionId;
  private @Nullable String leafId;
  private @Nullable String parentThreadId;
  private @Nullable String forkedFromThreadId;
  private @Nullable String forkedFromEntryId;
  private Title title;
  private boolean archived;
  private boolean leaseRequired;
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

  ThreadMetaBuilder(ThreadMeta start) {
    this.start = start;
    this.id = start.id();
    this.sessionId = start.sessionId();
    this.leafId = start.leafId();
    this.parentThreadId = start.parentThreadId();
    this.forkedFromThreadId = start.forkedFromThreadId();
    this.forkedFromEntryId = start.forkedFromEntryId();
    this.title = start.title();
    this.archived = start.archived();
    this.leaseRequired = start.leaseRequired();
    this.status = start.status();
    this.workspace = start.workspace();
    this.channel = start.channel();
    this.vendor = start.vendor();
    this.endpoint = start.endpoint();
    this.model = start.model();
    this.metadata = start.metadata();
    this.createdAt = start.createdAt();
    this.updatedAt = start.updatedAt();
    this.lastViewedAt = start.lastViewedAt();
  }

  /** Sets the id. */
  public ThreadMetaBuilder id(String value) {
    this.id = value;
    return this;
  }

  /** Sets the session to join; it is made if it does not exist. */
  public ThreadMetaBuilder sessionId(@Nullable String value) {
    this.sessionId = value;
    return this;
  }

  /** Sets the leaf, when creating; it is stored as it is, even if no such entry exists. */
  public ThreadMetaBuilder leafId(@Nullable String value) {
    this.leafId = value;
    return this;
  }

  /** Sets the thread that owns this one. */
  public ThreadMetaBuilder parentThreadId(@Nullable String value) {
    this.parentThreadId = value;
    return this;
  }

  /** Sets the thread that this one was forked from. */
  public ThreadMetaBuilder forkedFromThreadId(@Nullable String value) {
    this.forkedFromThreadId = value;
    return this;
  }

  /** Sets the last entry that the fork inherited. */
  public ThreadMetaBuilder forkedFromEntryId(@Nullable String value) {
    this.forkedFromEntryId = value;
    return this;
  }

  /** Sets the title. */
  public ThreadMetaBuilder title(Title value) {
    this.title = value;
    return this;
  }

  /** Sets whether lists leave the thread out. */
  public ThreadMetaBuilder archived(boolean value) {
    this.archived = value;
    return this;
  }

  /** Sets whether a write without a turn lease is refused. */
  public ThreadMetaBuilder leaseRequired(boolean value) {
    this.leaseRequired = value;
    return this;
  }

  /** Sets the host's status. */
  public ThreadMetaBuilder status(@Nullable String value) {
    this.status = value;
    return this;
  }

  /** Sets the workspace. */
  public ThreadMetaBuilder workspace(@Nullable String value) {
    this.workspace = value;
    return this;
  }

  /** Sets the channel. */
  public ThreadMetaBuilder channel(@Nullable String value) {
    this.channel = value;
    return this;
  }

  /** Sets the model's vendor. */
  public ThreadMetaBuilder vendor(@Nullable String value) {
    this.vendor = value;
    return this;
  }

  /** Sets the model's endpoint. */
  public ThreadMetaBuilder endpoint(@Nullable String value) {
    this.endpoint = value;
    return this;
  }

  /** Sets the model. */
  public ThreadMetaBuilder model(@Nullable String value) {
    this.model = value;
    return this;
  }

  /** Sets the metadata, all of it. */
  public ThreadMetaBuilder metadata(Map<String, String> value) {
    this.metadata = value;
    return this;
  }

  /** Sets when the thread was made. */
  public ThreadMetaBuilder createdAt(@Nullable Instant value) {
    this.createdAt = value;
    return this;
  }

  /** Sets when the thread was last changed. */
  public ThreadMetaBuilder updatedAt(@Nullable Instant value) {
    this.updatedAt = value;
    return this;
  }

  /** Sets when the thread was last viewed. */
  public ThreadMetaBuilder lastViewedAt(@Nullable Instant value) {
    this.lastViewedAt = value;
    return this;
  }

  /** The thread. */
  public ThreadMeta build() {
    return new ThreadMeta(
        id,
        sessionId,
        leafId,
        start.headSegmentId(),
        start.headLength(),
        start.entryCount(),
        start.version(),
        parentThreadId,
        forkedFromThreadId,
        forkedFromEntryId,
        title,
        archived,
        leaseRequired,
        status,
        workspace,
        channel,
        vendor,
        endpoint,
        model,
        metadata,
        createdAt,
        updatedAt,
        start.lastActiveAt(),
        lastViewedAt,
        start.deletedAt());
  }
}
