package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which result answers which call in a list of messages. A result answers the first open call of
 * its id in the last batch that has one, of the tool that it names if one is: ids come again, and
 * an older call that was given up must not take the result of a newer one. A batch is what the
 * model says without an interruption; nobody else can call.
 */
final class ToolCalls {

  /**
   * A call.
   *
   * @param message the message's position
   * @param part its position in the message
   * @param batch the number of its batch
   * @param call what is called
   */
  record Call(int message, int part, int batch, Part.ToolCall call) {}

  /**
   * A result.
   *
   * @param message the message's position
   * @param part its position in the message
   * @param result what is answered
   */
  record Result(int message, int part, Part.ToolResult result) {}

  private final List<Call> calls = new ArrayList<>();
  private final Map<Call, Result> answers = new LinkedHashMap<>();
  private final Map<Integer, List<Call>> byMessage = new TreeMap<>();
  private final Set<Result> orphans = new LinkedHashSet<>();
  private final Set<Result> repeated = new LinkedHashSet<>();
  private final Map<String, List<Call>> open = new HashMap<>();
  private final Set<String> known = new HashSet<>();

  private int lastBatch;

  private ToolCalls() {}

  static ToolCalls of(List<Message> messages) {
    ToolCalls found = new ToolCalls();
    int batch = 0;
    boolean speaking = false;
    for (int i = 0; i < messages.size(); i++) {
      boolean model = messages.get(i).role().equals(Role.ASSISTANT);
      batch += model && !speaking ? 1 : 0;
      speaking = model;
      found.lastBatch = batch;
      found.take(messages.get(i), i, batch);
    }
    return found;
  }

  private void take(Message message, int position, int batch) {
    List<Part> parts = message.parts();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Part.ToolCall call && message.role().equals(Role.ASSISTANT)) {
        Call made = new Call(position, i, batch, call);
        calls.add(made);
        byMessage.computeIfAbsent(position, none -> new ArrayList<>()).add(made);
        known.add(call.id());
        open.computeIfAbsent(call.id(), id -> new ArrayList<>()).add(made);
      } else if (parts.get(i) instanceof Part.ToolResult result) {
        answer(new Result(position, i, result));
      }
    }
  }

  private void answer(Result result) {
    String id = result.result().callId();
    List<Call> waiting = open.getOrDefault(id, List.of());
    if (waiting.isEmpty()) {
      (known.contains(id) ? repeated : orphans).add(result);
      return;
    }
    List<Call> named =
        waiting.stream().filter(call -> call.call().name().equals(result.result().name())).toList();
    Call answered = firstOfLastBatch(named.isEmpty() ? waiting : named);
    waiting.remove(answered);
    answers.put(answered, result);
  }

  private static Call firstOfLastBatch(List<Call> waiting) {
    int last = waiting.size() - 1;
    int first = last;
    while (first > 0 && waiting.get(first - 1).batch() == waiting.get(last).batch()) {
      first--;
    }
    return waiting.get(first);
  }

  /** Every call, in order. */
  List<Call> calls() {
    return calls;
  }

  /** The calls of one message, in order. */
  List<Call> of(int message) {
    return byMessage.getOrDefault(message, List.of());
  }

  /** The answered calls and their results. */
  Map<Call, Result> answers() {
    return answers;
  }

  /** The calls without a result, in order. */
  List<Call> unanswered() {
    return calls.stream().filter(call -> !answers.containsKey(call)).toList();
  }

  /** The calls of the last batch of all whose results may still come, in order. */
  List<Call> waiting() {
    return unanswered().stream().filter(call -> call.batch() == lastBatch).toList();
  }

  /** The results whose call is not before them, in order. */
  Set<Result> orphans() {
    return orphans;
  }

  /** The results of calls that were answered before, in order. */
  Set<Result> repeated() {
    return repeated;
  }

  /** The calls whose id an earlier call has, in order. */
  List<Call> withTakenId() {
    Set<String> taken = new HashSet<>();
    return calls.stream().filter(call -> !taken.add(call.call().id())).toList();
  }
}
