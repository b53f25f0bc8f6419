package dev.threadbase.context;

import dev.threadbase.context.ContextRepair.Kind;
import dev.threadbase.context.ToolCalls.Call;
import dev.threadbase.context.ToolCalls.Result;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Mends the messages of a context so that providers accept them: what the model says in one go is
 * followed by exactly the results of its calls, and every call has an id of its own.
 */
final class Pairing {

  private final List<Projected> messages;
  private final List<ContextRepair> repairs;
  private final ToolCalls calls;
  private final CallIds ids;
  private final List<Projected> paired = new ArrayList<>();

  private Pairing(List<Projected> messages, List<ContextRepair> repairs) {
    this.messages = messages;
    this.repairs = repairs;
    this.calls = ToolCalls.of(messages.stream().map(Projected::message).toList());
    this.ids = new CallIds(calls.calls());
  }

  static List<Projected> of(List<Projected> messages, List<ContextRepair> repairs) {
    Pairing pairing = new Pairing(messages, repairs);
    pairing.run();
    return pairing.paired;
  }

  private void run() {
    int next = 0;
    while (next < messages.size()) {
      if (!messages.get(next).isFrom(Role.ASSISTANT)) {
        withoutResults(next);
        next++;
        continue;
      }
      int end = next;
      while (end < messages.size() && messages.get(end).isFrom(Role.ASSISTANT)) {
        withoutResults(end);
        end++;
      }
      answer(next, end);
      next = end;
    }
  }

  /** A message but for the results in it: they stand behind their calls, or nowhere. */
  private void withoutResults(int position) {
    Projected projected = messages.get(position);
    List<Part> rest = new ArrayList<>();
    List<Part> parts = projected.message().parts();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Part.ToolResult result) {
        noteDropped(position, i, result, projected.entry());
      } else if (parts.get(i) instanceof Part.ToolCall call && !projected.isFrom(Role.ASSISTANT)) {
        note(Kind.MISPLACED_CALL_DROPPED, projected.entry(), call.id());
      } else {
        rest.add(renamed(position, i, parts.get(i), projected.entry()));
      }
    }
    if (projected.isFrom(Role.TOOL)) {
      if (parts.stream().noneMatch(Part.ToolResult.class::isInstance)) {
        note(Kind.ORPHAN_RESULT_DROPPED, projected.entry(), null);
      } else if (!rest.isEmpty()) {
        note(Kind.MISPLACED_PART_DROPPED, projected.entry(), null);
      }
    } else if (!rest.isEmpty()) {
      paired.add(rest.equals(parts) ? projected : projected.saying(rest));
    }
  }

  private void noteDropped(int message, int part, Part.ToolResult result, Entry entry) {
    Result found = new Result(message, part, result);
    if (calls.orphans().contains(found)) {
      note(Kind.ORPHAN_RESULT_DROPPED, entry, result.callId());
    } else if (calls.repeated().contains(found)) {
      note(Kind.DUPLICATE_RESULT_DROPPED, entry, result.callId());
    }
  }

  private Part renamed(int message, int index, Part part, Entry entry) {
    for (Call call : calls.of(message)) {
      if (call.part() == index && ids.isRenamed(call)) {
        note(Kind.CALL_RENAMED, entry, call.call().id());
        return new Part.ToolCall(ids.of(call), call.call().name(), call.call().arguments());
      }
    }
    return part;
  }

  /** The results of a batch of calls, and one for each call that has none. */
  private void answer(int from, int to) {
    Map<Integer, List<Call>> answered = new TreeMap<>();
    List<Call> open = new ArrayList<>();
    for (int i = from; i < to; i++) {
      for (Call call : calls.of(i)) {
        Result result = calls.answers().get(call);
        List<Call> those =
            result == null
                ? open
                : answered.computeIfAbsent(result.message(), message -> new ArrayList<>());
        those.add(call);
      }
    }
    answered.forEach((message, those) -> results(message, those, isBehind(to, message)));
    for (Call call : open) {
      Entry entry = messages.get(call.message()).entry();
      note(Kind.RESULT_MADE, entry, call.call().id());
      paired.add(new Projected(InterruptedResult.of(ids.of(call), call.call()), entry));
    }
  }

  /** Whether nothing but results stands between a batch and a message. */
  private boolean isBehind(int batchEnd, int message) {
    for (int i = batchEnd; i < message; i++) {
      if (!isOnlyResults(messages.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** A tool's message is, once mended. */
  private static boolean isOnlyResults(Projected projected) {
    return projected.isFrom(Role.TOOL)
        || projected.message().parts().stream().allMatch(Part.ToolResult.class::isInstance);
  }

  private void results(int position, List<Call> answered, boolean isBehind) {
    Projected projected = messages.get(position);
    boolean inPlace = isBehind && projected.isFrom(Role.TOOL);
    List<Part> parts = new ArrayList<>();
    answered.sort(Comparator.comparingInt(call -> answer(call).part()));
    for (Call call : answered) {
      Part.ToolResult result = answer(call).result();
      parts.add(new Part.ToolResult(ids.of(call), result.name(), result.content(), result.error()));
      if (!inPlace) {
        note(Kind.RESULT_MOVED, projected.entry(), result.callId());
      }
    }
    boolean whole = inPlace && parts.equals(projected.message().parts());
    paired.add(whole ? projected : tool(projected, parts));
  }

  private Result answer(Call call) {
    return Objects.requireNonNull(calls.answers().get(call));
  }

  /** Whatever else the message said stays where it was said. */
  private static Projected tool(Projected projected, List<Part> parts) {
    Message message = projected.message();
    Map<String, String> attributes =
        message.role().equals(Role.TOOL) ? message.attributes() : Map.of();
    return new Projected(new Message(Role.TOOL, parts, attributes), projected.entry());
  }

  private void note(Kind kind, Entry entry, @Nullable String callId) {
    repairs.add(new ContextRepair(kind, entry.id(), callId));
  }
}
