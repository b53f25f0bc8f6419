package dev.threadbase.transfer;

import dev.threadbase.thread.Entry;
import dev.threadbase.transfer.EntryLines.Written;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Orders lines for readers that take the last line of the tree for the leaf: an entry of the path
 * waits for the next one, unless something else follows it. Parents stay before their children.
 */
final class LeafLast {

  private final Consumer<List<String>> target;
  private final Set<String> waitingIds = new HashSet<>();
  private @Nullable List<String> waiting;
  private boolean anyNode;
  private boolean leafIsLast;

  LeafLast(Consumer<List<String>> target) {
    this.target = target;
  }

  /**
   * Takes the next entry, parents before children.
   *
   * @param written what became of it
   */
  void add(Entry entry, Written written, boolean onPath) {
    boolean follows = entry.parentId() != null && waitingIds.contains(entry.parentId());
    if (written.lines().isEmpty()) {
      if (follows) {
        waitingIds.add(entry.id());
      }
      return;
    }
    anyNode |= written.isNode();
    if (onPath && written.isNode()) {
      flush();
      waiting = written.lines();
      waitingIds.clear();
      waitingIds.add(entry.id());
      leafIsLast = true;
      return;
    }
    if (follows) {
      flush();
    }
    target.accept(written.lines());
    if (written.isNode() && waiting == null) {
      leafIsLast = false;
    }
  }

  private void flush() {
    if (waiting != null) {
      target.accept(waiting);
    }
    waiting = null;
  }

  /**
   * Ends the file.
   *
   * @return whether a reader finds the leaf
   */
  boolean end() {
    flush();
    return leafIsLast || !anyNode;
  }
}
