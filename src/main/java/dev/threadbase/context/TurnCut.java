package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Moves a cut back to where no turn is torn: to the user's message that the kept tail answers, and
 * to the calls whose results are in the tail. If that message is kept word for word, or stands more
 * than {@value #FAR} tokens before, the compaction meant to cut inside the turn: the cut then only
 * moves to the beginning of a batch.
 */
final class TurnCut {

  /** How many tokens a tail may grow by; more would undo the compaction of a long turn. */
  static final long FAR = 12_000;

  private final PathView path;
  private final int first;
  private final int floor;
  private final boolean reachedFar;
  private final List<Integer> positions = new ArrayList<>();
  private final ToolCalls calls;

  private TurnCut(PathView path, int first) {
    this.path = path;
    this.first = first;
    int from = first;
    long tokens = 0;
    while (from > 0 && tokens <= FAR) {
      from--;
      Message message = path.spoken(from);
      tokens += message == null ? 0 : TokenEstimate.of(message);
    }
    this.reachedFar = tokens > FAR;
    this.floor = from;
    List<Message> messages = new ArrayList<>();
    for (int i = floor; i < path.size(); i++) {
      Message message = path.spoken(i);
      if (message != null) {
        positions.add(i);
        messages.add(message);
      }
    }
    this.calls = ToolCalls.of(messages);
  }

  /** The cut for a tail that begins at a position; the position itself if nothing need move. */
  static int before(PathView path, int firstKept) {
    int first = firstSpoken(path, firstKept);
    int moved = first < 0 ? first : new TurnCut(path, first).cut();
    return moved == first ? firstKept : moved;
  }

  /** Whether more of the path before its first entry would not move the cut. */
  static boolean isSettled(PathView path, int firstKept) {
    int first = firstSpoken(path, firstKept);
    return first < 0 || new TurnCut(path, first).isSettled();
  }

  /** The first message of the tail before the compaction; -1 if there is none. */
  private static int firstSpoken(PathView path, int firstKept) {
    for (int i = firstKept; i >= 0 && i < path.compaction(); i++) {
      if (path.spoken(i) != null) {
        return i;
      }
    }
    return -1;
  }

  private int cut() {
    int cut = first;
    int before;
    do {
      before = cut;
      cut = beginningOfTurn(withCalls(cut));
    } while (cut != before);
    return cut;
  }

  private boolean isSettled() {
    int cut = cut();
    boolean begins = path.isSpokenByUser(cut);
    return (begins && !keepsOrphans(cut)) || (reachedFar && (begins || cut > 0));
  }

  /** Whether a call that is not read yet may have its result behind a cut. */
  private boolean keepsOrphans(int cut) {
    return calls.orphans().stream().anyMatch(orphan -> positions.get(orphan.message()) >= cut);
  }

  /** The first call whose result is behind a cut. */
  private int withCalls(int cut) {
    int first = cut;
    for (Map.Entry<ToolCalls.Call, ToolCalls.Result> answered : calls.answers().entrySet()) {
      if (positions.get(answered.getValue().message()) >= cut) {
        first = Math.min(first, positions.get(answered.getKey().message()));
      }
    }
    return first;
  }

  private int beginningOfTurn(int cut) {
    int user = cut;
    while (user >= floor && !path.isSpokenByUser(user)) {
      user--;
    }
    boolean kept = user >= floor && path.keptUserIds().contains(path.entry(user).id());
    return user < floor || (kept && user != cut) ? beginningOfBatch(cut) : user;
  }

  /** Of what the model says in one go, calls and all, and the results behind it. */
  private int beginningOfBatch(int cut) {
    int start = cut;
    Message behind = Objects.requireNonNull(path.spoken(cut));
    for (int i = cut - 1; i >= 0; i--) {
      Message before = path.spoken(i);
      if (before == null) {
        continue;
      }
      boolean results = isResult(before) && isResult(behind);
      if (!results && !before.role().equals(Role.ASSISTANT)) {
        return start;
      }
      start = i;
      behind = before;
    }
    return start;
  }

  private static boolean isResult(Message message) {
    return message.role().equals(Role.TOOL)
        || message.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
  }
}
