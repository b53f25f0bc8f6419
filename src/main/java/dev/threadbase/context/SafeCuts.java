package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The positions in a list of messages before which it can be cut: no result behind the cut has its
 * call before it, none is still to come of a call before it, and nothing that the model said in one
 * go is torn. The beginning is none of them.
 */
public final class SafeCuts {

  private final List<Integer> betweenTurns = new ArrayList<>();
  private final List<Integer> insideTurns = new ArrayList<>();
  private final long[] tokensFrom;
  private final boolean waits;

  /** Looks at messages, in order. */
  public SafeCuts(List<Message> messages) {
    int size = messages.size();
    this.tokensFrom = new long[size + 1];
    for (int i = size - 1; i >= 0; i--) {
      tokensFrom[i] = tokensFrom[i + 1] + TokenEstimate.of(messages.get(i));
    }
    ToolCalls calls = ToolCalls.of(messages);
    int[] openedOrClosed = new int[size + 1];
    calls
        .answers()
        .forEach(
            (call, result) -> {
              openedOrClosed[call.message() + 1]++;
              openedOrClosed[result.message() + 1]--;
            });
    calls.waiting().forEach(call -> openedOrClosed[call.message() + 1]++);
    this.waits = !calls.waiting().isEmpty();
    int open = 0;
    for (int i = 1; i < size; i++) {
      open += openedOrClosed[i];
      if (open == 0) {
        note(i, messages.get(i - 1), messages.get(i));
      }
    }
  }

  private void note(int position, Message before, Message behind) {
    boolean results =
        behind.role().equals(Role.TOOL)
            || behind.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
    if (results) {
      return;
    }
    if (behind.role().equals(Role.USER)) {
      betweenTurns.add(position);
    } else if (!before.role().equals(Role.ASSISTANT) || !behind.role().equals(Role.ASSISTANT)) {
      insideTurns.add(position);
    }
  }

  /** Whether calls at the end wait for their results, so that not all of it can be cut off. */
  boolean waits() {
    return waits;
  }

  /** Before a user's message, in order. */
  public List<Integer> betweenTurns() {
    return List.copyOf(betweenTurns);
  }

  /** Before what the model says next in a turn, in order. */
  List<Integer> insideTurns() {
    return insideTurns;
  }

  /** All of them, in order. */
  List<Integer> all() {
    List<Integer> all = new ArrayList<>(betweenTurns);
    all.addAll(insideTurns);
    all.sort(null);
    return all;
  }

  /** The tokens of the messages from a position on. */
  long tokensFrom(int position) {
    return tokensFrom[position];
  }
}
