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
    int first = firstKept < 0 ? -1 : firstVisible(path, firstKept);
    if (first < 0 || isSpokenByUser(path, first)) {
      return firstKept;
    }
    int user = first - 1;
    while (user >= 0 && !isSpokenByUser(path, user)) {
      user--;
    }
    boolean keptAnyway = user >= 0 && path.keptUserIds().contains(path.entry(user).id());
    int batch = batch(path, first);
    int moved = user < 0 || keptAnyway ? batch : user;
    return moved == first ? firstKept : moved;
  }

  /** The first message of the tail before the compaction; -1 if there is none. */
  private static int firstVisible(PathView path, int firstKept) {
    for (int i = firstKept; i < path.compaction(); i++) {
      if (path.visible(i) != null) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isSpokenByUser(PathView path, int position) {
    return path.visible(position) != null && path.isUser(position);
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
