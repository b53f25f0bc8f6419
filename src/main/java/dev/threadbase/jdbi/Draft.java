package dev.threadbase.jdbi;

import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.PayloadHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is ready to be written but for its place.
 *
 * @param id its id
 * @param idGiven whether the id is the caller's, so that it may be taken
 * @param parentId the entry before it in the same append; null for the first
 * @param entry what the caller gave
 * @param createdAt when it was made
 * @param payloadHash the hash of its payload
 * @param appendedAt the time of the append
 */
record Draft(
    String id,
    boolean idGiven,
    @Nullable String parentId,
    NewEntry entry,
    Instant createdAt,
    String payloadHash,
    Instant appendedAt) {

  /**
   * Makes drafts of one append.
   *
   * @throws IllegalArgumentException if there are none, an id is there twice, or the options name
   *     one
   */
  static List<Draft> of(List<NewEntry> entries, AppendOptions options, Instant now) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("an append needs at least one entry");
    }
    if (options.id() != null) {
      throw new IllegalArgumentException("an id in the options is for an append of one entry");
    }
    Texts.storableOrNull("a parent id", options.parentId());
    Instant time = options.now() == null ? now : options.now();
    List<Draft> drafts = new ArrayList<>(entries.size());
    Set<String> ids = new HashSet<>();
    String parent = null;
    for (NewEntry entry : entries) {
      Draft draft = of(entry, parent, time, now);
      if (!ids.add(draft.id)) {
        throw new IllegalArgumentException("an append names an id twice: " + draft.id);
      }
      drafts.add(draft);
      parent = draft.id;
    }
    return drafts;
  }

  private static Draft of(NewEntry entry, @Nullable String parent, Instant time, Instant now) {
    String given = entry.id() == null || entry.id().isEmpty() ? null : entry.id();
    Texts.storable("an entry type", entry.type().name());
    Texts.storableOrNull("an entry id", given);
    Texts.storableOrNull("a turn id", entry.turnId());
    Texts.storableOrNull("a role", entry.role());
    Texts.storableOrNull("a model", entry.model());
    Texts.storableOrNull("a tool name", entry.toolName());
    String payload = Texts.storable("a payload", entry.payload());
    Instant createdAt = entry.createdAt() == null ? time : entry.createdAt();
    Instants.toNanos(createdAt);
    return new Draft(
        given == null ? Ids.next() : given,
        given != null,
        parent,
        entry,
        createdAt,
        PayloadHash.of(payload),
        now);
  }

  /** Whether an entry is what this draft would become. */
  boolean matches(Entry stored) {
    return stored.type().equals(entry.type()) && stored.payloadHash().equals(payloadHash);
  }

  /** The entry at its place. */
  Entry placed(
      String sessionId,
      String segmentId,
      long seq,
      String threadId,
      long ordinal,
      @Nullable String firstParentId) {
    return new Entry(
        sessionId,
        segmentId,
        seq,
        id,
        threadId,
        ordinal,
        parentId == null ? firstParentId : parentId,
        entry.type(),
        entry.turnId(),
        entry.role(),
        entry.model(),
        entry.toolName(),
        createdAt,
        entry.payload(),
        payloadHash,
        null);
  }
}
