package dev.threadbase.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a transcript without its content: what has to be in memory to lay the longest lines
 * into few segments. Nodes are numbered from 0 in the order of the file.
 */
final class Outline {

  /** No node: a root's parent. */
  static final int NONE = -1;

  /** The parent is no line of this file but an entry that is stored already. */
  static final int STORED = -2;

  private final Tally tally;
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> used;
  private final Map<String, Integer> latest = new HashMap<>();
  private final Map<Long, Integer> byLine = new HashMap<>();
  private int lastLoose = NONE;
  private int leaf = NONE;

  /**
   * Begins an outline.
   *
   * @param taken ids that no node may have
   */
  Outline(Tally tally, Set<String> taken) {
    this.tally = tally;
    this.used = new HashSet<>(taken);
  }

  /** A node. */
  static final class Node {
    final String id;
    final long line;
    final boolean aside;
    private final boolean loose;
    @Nullable String parentId;
    int parent = NONE;

    private Node(String id, long line, boolean aside, boolean loose, @Nullable String parentId) {
      this.id = id;
      this.line = line;
      this.aside = aside;
      this.loose = loose;
      this.parentId = parentId;
    }
  }

  /** Adds a line of the tree; an id that is there already is made unique. */
  void addNode(String id, @Nullable String parentId, boolean aside, long line) {
    String unique = free(id, line);
    if (!unique.equals(id)) {
      tally.repaired(line, "duplicate_id", "the id is taken; stored under an id of its own");
    }
    Node node = new Node(unique, line, aside, false, parentId);
    Integer earlier = parentId == null ? null : latest.get(parentId);
    node.parent = earlier == null ? NONE : earlier;
    add(node);
    latest.put(id, nodes.size() - 1);
    latest.put(unique, nodes.size() - 1);
    if (!aside) {
      leaf = nodes.size() - 1;
    }
  }

  private String free(String id, long line) {
    String free = id;
    while (!used.add(free)) {
      free = free + "#" + line;
    }
    return free;
  }

  /** Adds a line outside the tree; these lines are a chain of their own. */
  void addLoose(long line) {
    Node node = new Node(free("line-" + line, line), line, true, true, null);
    if (lastLoose != NONE) {
      node.parent = lastLoose;
      node.parentId = nodes.get(lastLoose).id;
    }
    add(node);
    lastLoose = nodes.size() - 1;
  }

  private void add(Node node) {
    nodes.add(node);
    byLine.put(node.line, nodes.size() - 1);
  }

  /**
   * Finds the parents that come later in the file or are stored already, and mends what is missing
   * or circular: such a line follows the one before it.
   */
  void link(Set<String> stored) {
    int previous = NONE;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (node.loose) {
        continue;
      }
      if (node.parentId != null && node.parent == NONE) {
        linkLate(node, i, previous, stored);
      } else if (node.parent >= 0) {
        // The parent may be a line that was stored under another id than it has in the file.
        node.parentId = nodes.get(node.parent).id;
      }
      if (!node.aside) {
        previous = i;
      }
    }
    breakCycles();
  }

  private void linkLate(Node node, int index, int previous, Set<String> stored) {
    Integer later = latest.get(node.parentId);
    if (later != null && later != index) {
      node.parent = later;
      node.parentId = nodes.get(later).id;
    } else if (node.parentId != null && stored.contains(node.parentId)) {
      node.parent = STORED;
    } else {
      tally.repaired(
          node.line, "missing_parent", "the parent does not exist; it follows the line before it");
      follow(node, previous);
    }
  }

  private void follow(Node node, int previous) {
    node.parent = previous;
    node.parentId = previous == NONE ? null : nodes.get(previous).id;
  }

  private void breakCycles() {
    byte[] state = new byte[nodes.size()];
    for (int i = 0; i < state.length; i++) {
      List<Integer> walked = new ArrayList<>();
      int at = i;
      while (at >= 0 && state[at] == 0) {
        state[at] = 1;
        walked.add(at);
        at = nodes.get(at).parent;
      }
      if (at >= 0 && state[at] == 1) {
        Node node = nodes.get(at);
        tally.repaired(
            node.line, "parent_cycle", "the parents form a circle; it begins a path of its own");
        follow(node, NONE);
      }
      walked.forEach(index -> state[index] = 2);
    }
  }

  int size() {
    return nodes.size();
  }

  Node node(int index) {
    return nodes.get(index);
  }

  /** Makes a line the leaf, if it is a node. */
  void leafAt(long line) {
    leaf = byLine.getOrDefault(line, leaf);
  }

  /** The leaf: the last line of the conversation, if none was named; {@link #NONE} for none. */
  int leaf() {
    return leaf;
  }

  /** The node of a line; null for a line that is none. */
  @Nullable Integer nodeAt(long line) {
    return byLine.get(line);
  }

  /** The entry id of a line; null for a line that is no node. */
  @Nullable String idAt(long line) {
    Integer index = byLine.get(line);
    return index == null ? null : nodes.get(index).id;
  }
}
