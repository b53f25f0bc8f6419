package dev.threadbase.transfer;

import dev.threadbase.lineage.SegmentNode;
import dev.threadbase.transfer.Journal.Placed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lays the new nodes of an outline into segments. Of the lines that follow one line, the one that
 * leads to the leaf continues its segment, else the one with the longest line behind it; the others
 * begin branches. So the path of the leaf crosses as few segments as can be, however many side
 * records a transcript has.
 */
final class Layout {

  private final Outline outline;
  private final Map<String, Placed> stored;
  private final Map<String, SegmentNode> segments = new HashMap<>();
  private final List<SegmentNode> added = new ArrayList<>();
  private final String[] segmentIds;
  private final long[] seqs;
  private final int[] heights;
  private final boolean[] towardsLeaf;
  private final Map<String, List<Integer>> children = new HashMap<>();

  /**
   * Lays out an outline.
   *
   * @param known the segments that the thread writes already
   * @param newSegment makes an id
   */
  Layout(
      Outline outline,
      Map<String, Placed> stored,
      List<SegmentNode> known,
      Supplier<String> newSegment,
      Instant now) {
    this.outline = outline;
    this.stored = stored;
    known.forEach(segment -> segments.put(segment.segmentId(), segment));
    this.segmentIds = new String[outline.size()];
    this.seqs = new long[outline.size()];
    this.heights = new int[outline.size()];
    this.towardsLeaf = new boolean[outline.size()];
    List<Integer> topDown = topDown();
    measure(topDown);
    assign(topDown, newSegment, now, known);
  }

  boolean isStored(int node) {
    return stored.containsKey(outline.node(node).id);
  }

  String segmentId(int node) {
    return segmentIds[node];
  }

  long seq(int node) {
    return seqs[node];
  }

  /** The segments to be made, parents before children. */
  List<SegmentNode> added() {
    return added;
  }

  /** New nodes, parents before children. */
  private List<Integer> topDown() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < outline.size(); i++) {
      Placed placed = stored.get(outline.node(i).id);
      if (placed != null) {
        segmentIds[i] = placed.segmentId();
        seqs[i] = placed.seq();
      } else {
        children.computeIfAbsent(key(i), parent -> new ArrayList<>()).add(i);
        int parent = outline.node(i).parent;
        if (parent < 0 || isStored(parent)) {
          order.add(i);
        }
      }
    }
    for (int next = 0; next < order.size(); next++) {
      order.addAll(children.getOrDefault(outline.node(order.get(next)).id, List.of()));
    }
    return order;
  }

  /** Siblings share it: the id of their parent. */
  private String key(int node) {
    String parentId = outline.node(node).parentId;
    return parentId == null ? "" : parentId;
  }

  private void measure(List<Integer> topDown) {
    for (int i = topDown.size() - 1; i >= 0; i--) {
      int node = topDown.get(i);
      int parent = outline.node(node).parent;
      if (parent >= 0) {
        heights[parent] = Math.max(heights[parent], heights[node] + 1);
      }
    }
    for (int node = outline.leaf(); node >= 0; node = outline.node(node).parent) {
      towardsLeaf[node] = true;
    }
  }

  private void assign(
      List<Integer> topDown, Supplier<String> newSegment, Instant now, List<SegmentNode> known) {
    for (int node : topDown) {
      boolean continues = node == heir(children.getOrDefault(key(node), List.of()));
      @Nullable Position parent = parentOf(node);
      if (continues && parent != null && isEnd(parent)) {
        place(node, parent.segmentId, parent.length);
      } else if (continues && parent == null && known.size() == 1 && known.get(0).entries() == 0) {
        // The thread's own first segment, with nothing in it yet.
        place(node, known.get(0).segmentId(), 0);
      } else {
        place(node, begin(parent, newSegment.get(), known, now), 0);
      }
    }
  }

  private int heir(List<Integer> siblings) {
    int heir = siblings.get(0);
    for (int node : siblings) {
      boolean better =
          towardsLeaf[node] != towardsLeaf[heir]
              ? towardsLeaf[node]
              : heights[node] > heights[heir];
      heir = better ? node : heir;
    }
    return heir;
  }

  private record Position(String segmentId, long length) {}

  private @Nullable Position parentOf(int node) {
    int parent = outline.node(node).parent;
    if (parent >= 0) {
      return new Position(segmentIds[parent], seqs[parent] + 1);
    }
    Placed placed = parent == Outline.STORED ? stored.get(key(node)) : null;
    return placed == null ? null : new Position(placed.segmentId(), placed.seq() + 1);
  }

  /**
   * Whether nothing that is stored stands behind a position, in a segment that the thread may
   * write.
   */
  private boolean isEnd(Position position) {
    SegmentNode segment = segments.get(position.segmentId);
    return segment != null && segment.entries() <= position.length;
  }

  private String begin(@Nullable Position parent, String id, List<SegmentNode> known, Instant now) {
    SegmentNode sibling = known.get(0);
    SegmentNode from = parent == null ? null : segments.get(parent.segmentId);
    SegmentNode segment =
        new SegmentNode(
            sibling.sessionId(),
            id,
            from == null ? null : from.segmentId(),
            parent == null || from == null ? 0 : parent.length,
            parent == null || from == null ? 0 : from.baseLength() + parent.length,
            "branch",
            from == null ? 0 : from.depth() + 1,
            sibling.threadId(),
            0,
            now);
    segments.put(id, segment);
    added.add(segment);
    return id;
  }

  private void place(int node, String segmentId, long seq) {
    segmentIds[node] = segmentId;
    seqs[node] = seq;
  }
}
