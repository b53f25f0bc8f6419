package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;

/**
 * Moves a cut back to where no turn is torn: to the user's message that the kept tail answers. If
 * the compaction keeps that message word for word it meant to cut inside the turn, and the cut only
 * moves to where no result loses its call and no message of a batch its neighbour.
 */
final class TurnCut {

  private TurnCut() {}

  /** The cut for a tail that begins at a position; the position itself if it keeps no tail. */
  static int before(PathView path, int firstKept) {
    int first = firstVisible(path, firstKept);
    if (first < 0 || path.isSpokenByUser(first)) {
      return firstKept;
    }
    int user = userBefore(path, first);
    boolean keptAnyway = user >= 0 && path.keptUserIds().contains(path.entry(user).id());
    int moved = user < 0 || keptAnyway ? batch(path, first) : user;
    return moved == first ? firstKept : moved;
  }

  /** Whether more of the path before its first entry would not move the cut. */
  static boolean isSettled(PathView path, int firstKept) {
    int first = firstVisible(path, firstKept);
    return first < 0 || path.isSpokenByUser(first) || userBefore(path, first) >= 0;
  }

  private static int userBefore(PathView path, int position) {
    int user = position - 1;
    while (user >= 0 && !path.isSpokenByUser(user)) {
      user--;
    }
    return user;
  }

  /** The first message of the tail before the compaction; -1 if there is none. */
  private static int firstVisible(PathView path, int firstKept) {
    for (int i = firstKept; i >= 0 && i < path.compaction(); i++) {
      if (path.visible(i) != null) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The first message of the batch that a position stands in: what the model said in one go, calls
   * and all, and the results behind it.
   */
  private static int batch(PathView path, int position) {
    int start = position;
    for (int i = position - 1; i >= 0; i--) {
      Message before = path.visible(i);
      if (before == null) {
        continue;
      }
      boolean results = isResult(before) && isResult(path, start);
      boolean joined = results || before.role().equals(Role.ASSISTANT);
      if (!joined) {
        return start;
      }
      start = i;
    }
    return start;
  }

  private static boolean isResult(PathView path, int position) {
    Message message = path.visible(position);
    return message != null && isResult(message);
  }

  private static boolean isResult(Message message) {
    return message.role().equals(Role.TOOL)
        || message.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
  }
}
