package dev.threadbase.transfer;

import java.util.List;

/**
 * What became of a session that was exported to folders.
 *
 * @param threadIds its threads, each in a folder of its own
 * @param lost how many entries have something to say for which the format has no place
 * @param leavesLost the threads whose leaf the format cannot keep: it goes on to the end of its
 *     branch
 */
public record FolderExport(List<String> threadIds, long lost, List<String> leavesLost) {

  /** Copies the lists. */
  public FolderExport {
    threadIds = List.copyOf(threadIds);
    leavesLost = List.copyOf(leavesLost);
  }

  /** How much the format could not keep. */
  public long losses() {
    return lost + leavesLost.size();
  }
}
