package dev.threadbase.transfer;

import dev.threadbase.transfer.LogJournal.LogPlace;
import dev.threadbase.transfer.table.IdTable;
import dev.threadbase.transfer.table.IntColumn;
import dev.threadbase.transfer.table.Scratch;
import dev.threadbase.transfer.table.TextColumn;
import org.jspecify.annotations.Nullable;

/**
 * Follows the lines of a file through everything that was ever written to a log, the parts that
 * were left included: how much of the file is here already, wherever that is. Entries are known by
 * the numbers of their ids.
 */
final class LogMatch {

  /** No entry: what comes before a root. */
  private static final int NONE = -1;

  private final IdTable ids;
  private final IdTable segments;
  private final TextColumn hashes;
  private final IntColumn hashOf;
  // The number of the segment, and 1; 0 for an id that is not in the log.
  private final IntColumn segmentOf;
  private final IntColumn seqOf;
  private final IntColumn imported;
  // By entry: the id that it follows, and 1.
  private final IntColumn parentOf;
  // By entry and 1, 0 for the roots: the number of the first entry behind it, and 1.
  private final IntColumn firstBehind;
  private final IntColumn lastBehind;
  // By entry: the next one behind the same, and 1.
  private final IntColumn beside;
  // By segment: how far it is written.
  private final IntColumn ends;
  private int at = NONE;
  private boolean ended;

  /** Begins with a log that holds nothing; its places are added in the order of the writes. */
  LogMatch(Scratch scratch) {
    this.ids = new IdTable(scratch);
    this.segments = new IdTable(scratch);
    this.hashes = new TextColumn(scratch);
    this.hashOf = new IntColumn(scratch);
    this.segmentOf = new IntColumn(scratch);
    this.seqOf = new IntColumn(scratch);
    this.imported = new IntColumn(scratch);
    this.parentOf = new IntColumn(scratch);
    this.firstBehind = new IntColumn(scratch);
    this.lastBehind = new IntColumn(scratch);
    this.beside = new IntColumn(scratch);
    this.ends = new IntColumn(scratch);
  }

  /** Adds a place; what it follows was added before, unless that is in another log. */
  void add(LogPlace place) {
    int entry = ids.add(place.id());
    int segment = segments.add(place.segmentId());
    hashOf.set(entry, hashes.add(place.payloadHash()));
    segmentOf.set(entry, segment + 1);
    seqOf.set(entry, Math.toIntExact(place.seq()));
    imported.set(entry, place.imported() ? 1 : 0);
    parentOf.set(entry, place.parentId() == null ? 0 : ids.add(place.parentId()) + 1);
    ends.set(segment, Math.max(ends.get(segment), Math.toIntExact(place.seq()) + 1));
    link(parent(entry) + 1, entry);
  }

  private void link(int behind, int entry) {
    int last = lastBehind.get(behind) - 1;
    if (last == NONE) {
      firstBehind.set(behind, entry + 1);
    } else {
      beside.set(last, entry + 1);
    }
    lastBehind.set(behind, entry + 1);
  }

  /** What an entry follows in the log; none if that is in another one. */
  private int parent(int entry) {
    int parent = parentOf.get(entry) - 1;
    return parent != NONE && segmentOf.get(parent) != 0 ? parent : NONE;
  }

  /** Whether the next line is here already, right behind those before it. */
  boolean follow(String payloadHash) {
    int next = ended ? NONE : firstBehind.get(at + 1) - 1;
    while (next != NONE) {
      if (hashes.get(hashOf.get(next)).equals(payloadHash)) {
        at = next;
        return true;
      }
      next = beside.get(next) - 1;
    }
    ended = true;
    return false;
  }

  /** The last entry that is also in the file; null for none. */
  @Nullable LogPlace last() {
    return at == NONE
        ? null
        : new LogPlace(
            ids.text(at),
            parentId(at),
            segments.text(segmentOf.get(at) - 1),
            seqOf.get(at),
            hashes.get(hashOf.get(at)),
            imported.get(at) == 1);
  }

  private @Nullable String parentId(int entry) {
    int parent = parentOf.get(entry) - 1;
    return parent == NONE ? null : ids.text(parent);
  }

  /** Whether anything stands at a position. */
  boolean isTaken(String segmentId, long seq) {
    int segment = segments.find(segmentId);
    return segment != IdTable.NONE && seq < ends.get(segment);
  }

  /**
   * Whether a log that ends with an entry may go on with the rest of the file: it ends where the
   * file goes on, or all that it has beyond came from files, so that the file was rewritten.
   *
   * @param headId the last entry of the log; null for none
   */
  boolean leadsOn(@Nullable String headId) {
    int entry = find(headId);
    while (entry != NONE && entry != at) {
      if (imported.get(entry) == 0) {
        return false;
      }
      entry = parent(entry);
    }
    return entry == at;
  }

  /** Whether a log that ends with an entry ends where the file goes on. */
  boolean isAt(@Nullable String headId) {
    return find(headId) == at;
  }

  private int find(@Nullable String id) {
    int entry = id == null ? NONE : ids.find(id);
    return entry != NONE && segmentOf.get(entry) != 0 ? entry : NONE;
  }

  /**
   * The entry that the first of a log follows: the last of what it inherits.
   *
   * @param headId the last entry of the log, or of what it inherits
   */
  @Nullable String rootParent(@Nullable String headId) {
    int root = firstBehind.get(0) - 1;
    return root == NONE ? headId : parentId(root);
  }
}
