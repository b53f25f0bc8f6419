package dev.threadbase.transfer;

import dev.threadbase.transfer.table.IdTable;
import dev.threadbase.transfer.table.IntColumn;
import dev.threadbase.transfer.table.Scratch;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a transcript without its content: what has to be known of all lines at once to lay
 * the longest ones into few segments. Nodes are numbered from 0 in the order of the file; ids are
 * numbered too, those that are only named among them.
 */
final class Outline {

  /** No node: a root's parent. */
  static final int NONE = -1;

  private static final int ASIDE = 1;
  private static final int LOOSE = 2;
  private static final int WALKED = 4;
  private static final int CHECKED = 8;

  private final Tally tally;
  private final IdTable ids;
  private final IntColumn used;
  // By id: the last node that the file calls so, and 1.
  private final IntColumn latest;
  private final IntColumn lineOf;
  private final IntColumn idOf;
  // A node, or NONE, or what unlinked() makes of an id.
  private final IntColumn parentOf;
  private final IntColumn marks;
  private int size;
  private int lastLoose = NONE;
  private int leaf = NONE;
  // Mostly the lines are asked for in their order.
  private int lastFound = NONE;

  /**
   * Begins an outline.
   *
   * @param taken ids that no node may have
   */
  Outline(Tally tally, Set<String> taken, Scratch scratch) {
    this.tally = tally;
    this.ids = new IdTable(scratch);
    this.used = new IntColumn(scratch);
    this.latest = new IntColumn(scratch);
    this.lineOf = new IntColumn(scratch);
    this.idOf = new IntColumn(scratch);
    this.parentOf = new IntColumn(scratch);
    this.marks = new IntColumn(scratch);
    taken.forEach(id -> used.set(ids.add(id), 1));
  }

  /** Adds a line of the tree; an id that is there already is made unique. */
  void addNode(String id, @Nullable String parentId, boolean aside, long line) {
    int named = ids.add(id);
    int unique = free(id, line);
    if (unique != named) {
      tally.repaired(line, "duplicate_id", "the id is taken; stored under an id of its own");
    }
    int node = add(unique, line, aside ? ASIDE : 0, parentId == null ? NONE : parent(parentId));
    // What stands beside the conversation does not take the place of what it repeats.
    if (!aside || unique == named) {
      latest.set(named, node + 1);
    }
    latest.set(unique, node + 1);
    if (!aside) {
      leaf = node;
    }
  }

  private int parent(String parentId) {
    int id = ids.add(parentId);
    int earlier = latest.get(id) - 1;
    return earlier == NONE ? unlinked(id) : earlier;
  }

  /** What stands for a parent that is no node, or none yet; its own reverse. */
  private static int unlinked(int id) {
    return NONE - 1 - id;
  }

  private int free(String id, long line) {
    String free = id;
    int number = ids.add(free);
    while (used.get(number) != 0) {
      String longer = free + "#" + line;
      free =
          CleanText.isId(longer)
              ? longer
              : "line-" + line + "#" + Integer.toHexString(free.hashCode());
      number = ids.add(free);
    }
    used.set(number, 1);
    return number;
  }

  /** Adds a line outside the tree; these lines are a chain of their own. */
  void addLoose(long line) {
    lastLoose = add(free("line-" + line, line), line, ASIDE | LOOSE, lastLoose);
  }

  private int add(int id, long line, int mark, int parent) {
    int node = size++;
    lineOf.set(node, Math.toIntExact(line));
    idOf.set(node, id);
    marks.set(node, mark);
    parentOf.set(node, parent);
    return node;
  }

  /**
   * Finds the parents that come later in the file or are stored already, and mends what is missing
   * or circular: such a line follows the one before it.
   */
  void link(Stored stored) {
    int previous = NONE;
    for (int node = 0; node < size; node++) {
      if (isMarked(node, LOOSE)) {
        continue;
      }
      if (parentOf.get(node) < NONE) {
        linkLate(node, previous, stored);
      }
      if (!isMarked(node, ASIDE)) {
        previous = node;
      }
    }
    breakCycles();
  }

  private void linkLate(int node, int previous, Stored stored) {
    int parentId = unlinked(parentOf.get(node));
    int later = latest.get(parentId) - 1;
    if (later != NONE && later != node) {
      parentOf.set(node, later);
    } else if (!stored.contains(parentId)) {
      tally.repaired(
          lineOf.get(node),
          "missing_parent",
          "the parent does not exist; it follows the line before it");
      parentOf.set(node, previous);
    }
  }

  private void breakCycles() {
    for (int node = 0; node < size; node++) {
      int end = walk(node, WALKED);
      boolean circle = end >= 0 && !isMarked(end, CHECKED);
      walk(node, CHECKED);
      if (circle) {
        tally.repaired(
            lineOf.get(end),
            "parent_cycle",
            "the parents form a circle; it begins a path of its own");
        parentOf.set(end, NONE);
      }
    }
  }

  /** Marks the nodes on the way to a root; returns the first that is marked already, if any. */
  private int walk(int from, int mark) {
    int node = from;
    while (node >= 0 && !isMarked(node, mark)) {
      marks.set(node, marks.get(node) | mark);
      node = parentOf.get(node);
    }
    return node;
  }

  private boolean isMarked(int node, int mark) {
    return (marks.get(node) & mark) != 0;
  }

  int size() {
    return size;
  }

  /** The ids, by number. */
  IdTable ids() {
    return ids;
  }

  /** The number of a node's id. */
  int id(int node) {
    return idOf.get(node);
  }

  /** A node's id. */
  String idText(int node) {
    return ids.text(idOf.get(node));
  }

  long line(int node) {
    return lineOf.get(node);
  }

  /** The parent if it is a node; {@link #NONE} for a root and if the parent is stored already. */
  int parent(int node) {
    return Math.max(NONE, parentOf.get(node));
  }

  /** The number of the parent's id, be it a node or stored; {@link #NONE} for a root. */
  int parentId(int node) {
    int parent = parentOf.get(node);
    return parent >= 0 ? idOf.get(parent) : parent == NONE ? NONE : unlinked(parent);
  }

  /** The parent's id; null for a root. */
  @Nullable String parentIdText(int node) {
    int id = parentId(node);
    return id == NONE ? null : ids.text(id);
  }

  /** Makes a line the leaf, if it is a node. */
  void leafAt(long line) {
    int node = nodeAt(line);
    leaf = node == NONE ? leaf : node;
  }

  /** The leaf: the last line of the conversation, if none was named; {@link #NONE} for none. */
  int leaf() {
    return leaf;
  }

  /** The node of a line; {@link #NONE} for a line that is none. */
  int nodeAt(long line) {
    int next = lastFound + 1;
    lastFound = next < size && lineOf.get(next) == line ? next : lastNotAfter(line);
    return lastFound != NONE && lineOf.get(lastFound) == line ? lastFound : NONE;
  }

  private int lastNotAfter(long line) {
    int low = NONE;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (lineOf.get(middle) <= line) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The entry id of a line; null for a line that is no node. */
  @Nullable String idAt(long line) {
    int node = nodeAt(line);
    return node == NONE ? null : idText(node);
  }
}
