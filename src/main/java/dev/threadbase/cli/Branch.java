package dev.threadbase.cli;

import dev.threadbase.lineage.SegmentNode;
import dev.threadbase.lineage.SessionTree;
import dev.threadbase.thread.ThreadMeta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A segment with what hangs on it, as the drawing of a tree needs it. */
final class Branch {

  final SegmentNode segment;
  final List<Branch> children = new ArrayList<>();
  final List<ThreadMeta> heads = new ArrayList<>();

  /** Entries of the segment and of all that continue it. */
  long weight;

  /** Whether a head is in the segment or in one that continues it. */
  boolean used;

  private Branch(SegmentNode segment) {
    this.segment = segment;
    this.weight = segment.entries();
  }

  /** The segments that begin a path, with everything below them. */
  static List<Branch> roots(SessionTree session) {
    Map<String, Branch> branches = new LinkedHashMap<>();
    session.segments().forEach(node -> branches.put(node.segmentId(), new Branch(node)));
    for (ThreadMeta thread : session.threads()) {
      Branch branch = branches.get(thread.headSegmentId());
      if (branch != null) {
        branch.heads.add(thread);
        branch.used = true;
      }
    }
    List<Branch> parentsFirst = new ArrayList<>(branches.values());
    List<Branch> roots = new ArrayList<>();
    for (Branch branch : parentsFirst) {
      Branch parent = branches.get(branch.segment.parentSegmentId());
      (parent == null ? roots : parent.children).add(branch);
    }
    for (int i = parentsFirst.size() - 1; i >= 0; i--) {
      Branch branch = parentsFirst.get(i);
      branch.children.forEach(branch::count);
    }
    return roots;
  }

  private void count(Branch child) {
    weight += child.weight;
    used |= child.used;
  }
}
