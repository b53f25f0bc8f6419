package dev.threadbase.cli;

import dev.threadbase.lineage.SegmentNode;
import dev.threadbase.lineage.SessionTree;
import dev.threadbase.thread.ThreadMeta;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws a session: every segment under the position that it continues, and every leaf. */
final class TreeDrawing {

  /** Deeper segments are drawn at this level, with their depth in words. */
  private static final int LEVELS = 30;

  /** So many side branches of one segment are drawn one by one. */
  private static final int SIDE_BRANCHES = 3;

  /** A side branch has no head and at most so many entries. */
  private static final int SIDE_ENTRIES = 3;

  private static final Comparator<Item> BY_POSITION = Comparator.comparingLong(Item::position);

  private final SessionTree session;
  private final boolean all;
  private final TreeNames names;

  TreeDrawing(SessionTree session, boolean all) {
    this.session = session;
    this.all = all;
    this.names = new TreeNames(session);
  }

  void draw(Output out) {
    out.line(names.session());
    List<Item> roots = new ArrayList<>();
    Branch.roots(session).forEach(branch -> roots.add(item(branch)));
    session.threads().stream()
        .filter(thread -> thread.headSegmentId() == null)
        .forEach(thread -> roots.add(new Item(0, names.leaf(thread) + " · empty path", null)));
    // A stack of its own: a session may be deeper than the machine's.
    Deque<Line> lines = new ArrayDeque<>();
    push(lines, roots, "", 0);
    while (!lines.isEmpty()) {
      Line line = lines.pop();
      out.line(line.prefix + (line.last ? "└─ " : "├─ ") + line.item.label);
      if (line.item.branch != null) {
        boolean deeper = line.level < LEVELS;
        String prefix = deeper ? line.prefix + (line.last ? "   " : "│  ") : line.prefix;
        push(lines, below(line.item.branch), prefix, line.level + 1);
      }
    }
  }

  private static void push(Deque<Line> lines, List<Item> items, String prefix, int level) {
    for (int i = items.size() - 1; i >= 0; i--) {
      lines.push(new Line(items.get(i), prefix, i == items.size() - 1, level));
    }
  }

  private Item item(Branch branch) {
    SegmentNode segment = branch.segment;
    StringBuilder label = new StringBuilder(names.segment(segment));
    if (segment.depth() > LEVELS) {
      label.append(" · depth ").append(segment.depth());
    }
    branch.heads.stream()
        .filter(thread -> thread.headLength() == segment.entries())
        .forEach(thread -> label.append("  ").append(names.leaf(thread)));
    return new Item(segment.parentLength(), label.toString(), branch);
  }

  /** What hangs on a segment, in the order of its positions. */
  private List<Item> below(Branch branch) {
    List<Item> items = new ArrayList<>();
    List<Branch> side = branch.children.stream().filter(TreeDrawing::isSide).toList();
    boolean fold = !all && side.size() > SIDE_BRANCHES;
    for (Branch child : branch.children) {
      if (!fold || !isSide(child)) {
        items.add(item(child));
      }
    }
    if (fold) {
      items.add(folded(side));
    }
    for (ThreadMeta thread : branch.heads) {
      if (thread.headLength() != branch.segment.entries()) {
        long at = branch.segment.baseLength() + thread.headLength();
        items.add(new Item(thread.headLength(), names.leaf(thread) + " at " + at, null));
      }
    }
    items.sort(BY_POSITION);
    return items;
  }

  private static boolean isSide(Branch branch) {
    return !branch.used && branch.weight <= SIDE_ENTRIES;
  }

  private static Item folded(List<Branch> side) {
    long entries = side.stream().mapToLong(branch -> branch.weight).sum();
    long first = side.stream().mapToLong(branch -> branch.segment.baseLength()).min().orElse(0);
    long last = side.stream().mapToLong(branch -> branch.segment.baseLength()).max().orElse(0);
    long position =
        side.stream().mapToLong(branch -> branch.segment.parentLength()).min().orElse(0);
    String label =
        "%d side branches · %d entries · at %d to %d (--all draws them)"
            .formatted(side.size(), entries, first, last);
    return new Item(position, label, null);
  }

  /** Something on a segment: another segment, a leaf, or a fold. */
  private record Item(long position, String label, @Nullable Branch branch) {}

  private record Line(Item item, String prefix, boolean last, int level) {}
}
