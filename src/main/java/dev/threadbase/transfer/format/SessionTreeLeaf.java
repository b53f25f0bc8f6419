package dev.threadbase.transfer.format;

import dev.threadbase.transfer.table.IdTable;
import dev.threadbase.transfer.table.Scratch;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the leaf of a thread whose snapshot may be older than its journal: the journal is right
 * (floret session tree, reading of a file repository).
 */
final class SessionTreeLeaf {

  private final String named;
  private final IdTable reached;
  private final IdTable behindNamed;
  private @Nullable Candidate last;
  private @Nullable Candidate lastReached;
  private @Nullable Candidate lastBehindNamed;
  private @Nullable Candidate lastNamed;

  /** Takes the leaf that the snapshot names; empty for none. */
  SessionTreeLeaf(String named, Scratch scratch) {
    this.named = named;
    this.reached = new IdTable(scratch);
    this.behindNamed = new IdTable(scratch);
  }

  /** An entry that may be the leaf. */
  record Candidate(long line, String id, @Nullable Instant createdAt) {}

  /** The next entry of the journal; an empty parent is none. */
  void add(long line, String id, String parentId, @Nullable Instant createdAt) {
    Candidate entry = new Candidate(line, id, createdAt);
    last = entry;
    if (id.equals(named)) {
      lastNamed = entry;
    }
    if (parentId.isEmpty() || reached.find(parentId) != IdTable.NONE) {
      reached.add(id);
      lastReached = entry;
    }
    if (!named.isEmpty()
        && (parentId.equals(named) || behindNamed.find(parentId) != IdTable.NONE)) {
      behindNamed.add(id);
      lastBehindNamed = entry;
    }
  }

  /** The leaf; empty if no entry can be it. */
  Optional<Candidate> effective() {
    if (named.isEmpty() || (last != null && last.id().equals(named))) {
      return Optional.ofNullable(last);
    }
    if (lastNamed == null) {
      return Optional.ofNullable(lastReached);
    }
    return Optional.of(lastBehindNamed == null ? lastNamed : lastBehindNamed);
  }

  /** Whether the leaf is another entry than the snapshot names. */
  boolean isMoved() {
    return effective().map(entry -> !entry.id().equals(named)).orElse(false);
  }

  /** Whether the snapshot names a leaf and no entry can be it. */
  boolean isDangling() {
    return !named.isEmpty() && effective().isEmpty();
  }
}
