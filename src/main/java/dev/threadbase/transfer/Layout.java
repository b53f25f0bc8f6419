package dev.threadbase.transfer;

import dev.threadbase.transfer.table.IntColumn;
import dev.threadbase.transfer.table.Scratch;

/**
 * Lays the new nodes of an outline into segments. Of the lines that follow one line, the one that
 * leads to the leaf continues its segment, else the one with the longest line behind it; the others
 * begin branches. So the path of the leaf crosses as few segments as can be, however many side
 * records a transcript has.
 */
final class Layout {

  private final Outline outline;
  private final Stored stored;
  private final Segments segments;
  private final IntColumn segmentOf;
  private final IntColumn seqOf;
  private final IntColumn heights;
  private final IntColumn towardsLeaf;
  // By what siblings share: the first new node, and the one that continues their parent's segment.
  private final IntColumn eldest;
  private final IntColumn heirs;
  // By node: the next of its siblings, and 1.
  private final IntColumn next;
  private final IntColumn topDown;

  /** Lays out an outline. */
  Layout(Outline outline, Stored stored, Segments segments, Scratch scratch) {
    this.outline = outline;
    this.stored = stored;
    this.segments = segments;
    this.segmentOf = new IntColumn(scratch);
    this.seqOf = new IntColumn(scratch);
    this.heights = new IntColumn(scratch);
    this.towardsLeaf = new IntColumn(scratch);
    this.eldest = new IntColumn(scratch);
    this.heirs = new IntColumn(scratch);
    this.next = new IntColumn(scratch);
    this.topDown = new IntColumn(scratch);
    int count = order();
    measure(count);
    choose();
    assign(count);
  }

  boolean isStored(int node) {
    return stored.contains(outline.id(node));
  }

  String segmentId(int node) {
    return segments.id(segmentOf.get(node));
  }

  long seq(int node) {
    return seqOf.get(node);
  }

  /** Siblings share it: the number of their parent's id, and 1. */
  private int family(int node) {
    return outline.parentId(node) + 1;
  }

  /** New nodes, parents before children; returns how many there are. */
  private int order() {
    // From the last on, so that the first comes first among its siblings.
    for (int node = outline.size() - 1; node >= 0; node--) {
      if (isStored(node)) {
        place(node, stored.segment(outline.id(node)), stored.seq(outline.id(node)));
      } else {
        next.set(node, eldest.get(family(node)));
        eldest.set(family(node), node + 1);
      }
    }
    int count = 0;
    for (int node = 0; node < outline.size(); node++) {
      int parent = outline.parent(node);
      if (!isStored(node) && (parent == Outline.NONE || isStored(parent))) {
        topDown.set(count++, node);
      }
    }
    for (int at = 0; at < count; at++) {
      int child = eldest.get(outline.id(topDown.get(at)) + 1) - 1;
      while (child != Outline.NONE) {
        topDown.set(count++, child);
        child = next.get(child) - 1;
      }
    }
    return count;
  }

  private void measure(int count) {
    for (int at = count - 1; at >= 0; at--) {
      int node = topDown.get(at);
      int parent = outline.parent(node);
      if (parent != Outline.NONE) {
        heights.set(parent, Math.max(heights.get(parent), heights.get(node) + 1));
      }
    }
    for (int node = outline.leaf(); node != Outline.NONE; node = outline.parent(node)) {
      towardsLeaf.set(node, 1);
    }
  }

  private void choose() {
    for (int node = 0; node < outline.size(); node++) {
      int heir = heirs.get(family(node)) - 1;
      if (!isStored(node) && (heir == Outline.NONE || isBefore(node, heir))) {
        heirs.set(family(node), node + 1);
      }
    }
  }

  private boolean isBefore(int node, int sibling) {
    int leads = Integer.compare(towardsLeaf.get(node), towardsLeaf.get(sibling));
    return leads != 0 ? leads > 0 : heights.get(node) > heights.get(sibling);
  }

  private void assign(int count) {
    for (int at = 0; at < count; at++) {
      int node = topDown.get(at);
      int parentId = outline.parentId(node);
      int parent = outline.parent(node);
      boolean continues = heirs.get(family(node)) == node + 1;
      if (parent != Outline.NONE) {
        follow(node, continues, segmentOf.get(parent), seqOf.get(parent) + 1);
      } else if (parentId != Outline.NONE) {
        follow(node, continues, stored.segment(parentId), stored.seq(parentId) + 1);
      } else {
        int first = continues ? segments.empty() : Segments.NONE;
        place(node, first != Segments.NONE ? first : segments.begin(Segments.NONE, 0), 0);
      }
    }
  }

  private void follow(int node, boolean continues, int segment, int length) {
    if (continues && segments.isEnd(segment, length)) {
      place(node, segment, length);
    } else {
      place(node, segments.begin(segment, length), 0);
    }
  }

  private void place(int node, int segment, int seq) {
    segmentOf.set(node, segment);
    seqOf.set(node, seq);
  }
}
