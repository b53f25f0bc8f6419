package dev.threadbase.pool;

import dev.threadbase.context.InterruptedResult;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tool calls of a turn that have no result yet. */
final class OpenCalls {

  private final Map<String, Part.ToolCall> calls = new LinkedHashMap<>();

  void note(Message message) {
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolCall call) {
        calls.put(call.id(), call);
      } else if (part instanceof Part.ToolResult result) {
        calls.remove(result.callId());
      }
    }
  }

  /** What was not stored after all needs no result. */
  void forget(Message message) {
    for (Part part : message.parts()) {
      if (part instanceof Part.ToolCall call) {
        calls.remove(call.id());
      }
    }
  }

  /** A result for each that says that none came. */
  List<Message> interrupted() {
    return calls.values().stream().map(InterruptedResult::of).flatMap(Optional::stream).toList();
  }
}
