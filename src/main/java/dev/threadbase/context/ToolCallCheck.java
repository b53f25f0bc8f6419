package dev.threadbase.context;

import dev.threadbase.context.ToolCallProblem.Kind;
import dev.threadbase.context.ToolCalls.Call;
import dev.threadbase.context.ToolCalls.Result;
import dev.threadbase.message.Message;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Checks the tool calls of a whole path, what compactions cut off included; what a retry took back
 * is not looked at, and calls by which the agent speaks to its host need no result. Results that
 * are there but not right behind their calls are not reported: a repaired context moves them. Pure
 * functions.
 */
public final class ToolCallCheck {

  private final List<Projected> messages;
  private final ToolCalls calls;

  private ToolCallCheck(List<Entry> path) {
    PathView view = new PathView(path);
    List<Projected> stored = new ArrayList<>();
    for (int i = 0; i < view.size(); i++) {
      Message message = view.spoken(i);
      if (message != null) {
        stored.add(new Projected(message, view.entry(i)));
      }
    }
    this.messages = ControlSignal.replacedWhereOpen(stored);
    this.calls = ToolCalls.of(messages.stream().map(Projected::message).toList());
  }

  /**
   * What is wrong.
   *
   * @param path a path from its root on
   * @return in the order of the path; empty if nothing is wrong
   */
  public static List<ToolCallProblem> problems(List<Entry> path) {
    return new ToolCallCheck(path).problems();
  }

  /**
   * The results that the dangling calls of a path lack, to be appended at its leaf: each says that
   * the call was interrupted, is marked as {@link ContextRepair#INTERRUPTED_RESULT}, and belongs to
   * the turn of its call.
   *
   * @param path a path from its root on
   */
  public static List<NewEntry> missingResults(List<Entry> path) {
    ToolCallCheck check = new ToolCallCheck(path);
    return check.calls.unanswered().stream().map(check::result).toList();
  }

  private NewEntry result(Call call) {
    Entry entry = messages.get(call.message()).entry();
    return NewEntry.message(InterruptedResult.of(call.call().id(), call.call()))
        .inTurn(entry.turnId());
  }

  private record Found(int message, int part, ToolCallProblem problem) {}

  private List<ToolCallProblem> problems() {
    List<Found> found = new ArrayList<>();
    calls.unanswered().forEach(call -> found.add(found(Kind.DANGLING_CALL, call)));
    calls.withTakenId().forEach(call -> found.add(found(Kind.DUPLICATE_CALL_ID, call)));
    calls.orphans().forEach(result -> found.add(found(Kind.ORPHAN_RESULT, result)));
    calls.repeated().forEach(result -> found.add(found(Kind.DUPLICATE_RESULT, result)));
    found.sort(Comparator.comparingInt(Found::message).thenComparingInt(Found::part));
    return found.stream().map(Found::problem).toList();
  }

  private Found found(Kind kind, Call call) {
    String entry = messages.get(call.message()).entry().id();
    ToolCallProblem problem =
        new ToolCallProblem(kind, entry, call.call().id(), call.call().name());
    return new Found(call.message(), call.part(), problem);
  }

  private Found found(Kind kind, Result result) {
    String entry = messages.get(result.message()).entry().id();
    ToolCallProblem problem =
        new ToolCallProblem(kind, entry, result.result().callId(), result.result().name());
    return new Found(result.message(), result.part(), problem);
  }
}
