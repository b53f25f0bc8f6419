package dev.threadbase.transfer;

import dev.threadbase.lineage.SegmentNode;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal.Session;
import dev.threadbase.transfer.table.IdTable;
import dev.threadbase.transfer.table.IntColumn;
import dev.threadbase.transfer.table.Scratch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** The segments that a thread writes, and those that an import adds to them, by number. */
final class Segments {

  /** No segment: what a root's continues. */
  static final int NONE = -1;

  private static final int BATCH = 1_000;

  private final IdTable ids;
  private final Supplier<String> newId;
  private final IntColumn known;
  private final IntColumn lengths;
  private final IntColumn baseLengths;
  private final IntColumn depths;
  private final IntColumn parents;
  private final IntColumn parentLengths;
  private int knownCount;
  private int lastKnown = NONE;
  private final int firstAdded;

  /**
   * Asks for the segments that a thread writes.
   *
   * @param ids the numbers of segments; those of the thread and new ones are added
   * @param newId makes an id
   */
  Segments(
      Session session, ThreadMeta thread, IdTable ids, Supplier<String> newId, Scratch scratch) {
    this.ids = ids;
    this.newId = newId;
    this.known = new IntColumn(scratch);
    this.lengths = new IntColumn(scratch);
    this.baseLengths = new IntColumn(scratch);
    this.depths = new IntColumn(scratch);
    this.parents = new IntColumn(scratch);
    this.parentLengths = new IntColumn(scratch);
    session.segments(thread.id(), this::know);
    this.firstAdded = ids.size();
  }

  private void know(SegmentNode segment) {
    int number = ids.add(segment.segmentId());
    known.set(number, 1);
    lengths.set(number, Math.toIntExact(segment.entries()));
    baseLengths.set(number, Math.toIntExact(segment.baseLength()));
    depths.set(number, Math.toIntExact(segment.depth()));
    knownCount++;
    lastKnown = number;
  }

  /** A thread's own first segment with nothing in it yet; else {@link #NONE}. */
  int empty() {
    return knownCount == 1 && lengths.get(lastKnown) == 0 ? lastKnown : NONE;
  }

  /**
   * Whether nothing that is stored stands behind a position, in a segment that the thread may
   * write.
   */
  boolean isEnd(int segment, int length) {
    return known.get(segment) != 0 && lengths.get(segment) <= length;
  }

  /**
   * Begins a branch.
   *
   * @param parent the segment it continues; {@link #NONE} for one with a root
   * @param length how much of it
   */
  int begin(int parent, int length) {
    int number = ids.add(newId.get());
    known.set(number, 1);
    if (parent != NONE && known.get(parent) != 0) {
      parents.set(number, parent + 1);
      parentLengths.set(number, length);
      baseLengths.set(number, baseLengths.get(parent) + length);
      depths.set(number, depths.get(parent) + 1);
    }
    return number;
  }

  String id(int segment) {
    return ids.text(segment);
  }

  /** Stores what was added, parents before children. */
  void store(Session session, ThreadMeta thread, Instant now) {
    List<SegmentNode> batch = new ArrayList<>();
    for (int segment = firstAdded; segment < ids.size(); segment++) {
      batch.add(node(segment, thread, now));
      if (batch.size() == BATCH || segment + 1 == ids.size()) {
        session.addSegments(batch);
        batch.clear();
      }
    }
  }

  private SegmentNode node(int segment, ThreadMeta thread, Instant now) {
    int parent = parents.get(segment) - 1;
    return new SegmentNode(
        Objects.requireNonNull(thread.sessionId()),
        ids.text(segment),
        parent == NONE ? null : ids.text(parent),
        parentLengths.get(segment),
        baseLengths.get(segment),
        "branch",
        depths.get(segment),
        thread.id(),
        0,
        now);
  }
}
