package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The result of a call that never got one. */
public final class InterruptedResult {

  private static final String TEXT =
      "The call was interrupted: whether it did anything is not known.";

  private InterruptedResult() {}

  /**
   * A tool's message that answers a call, marked as {@link ContextRepair#INTERRUPTED_RESULT}; empty
   * for a call by which the agent speaks to its host, which needs no result.
   */
  public static Optional<Message> of(Part.ToolCall call) {
    return ControlSignal.is(call) ? Optional.empty() : Optional.of(of(call.id(), call));
  }

  /** A tool's message, marked by its kind, that answers a call under an id. */
  static Message of(String callId, Part.ToolCall call) {
    Part answer = new Part.ToolResult(callId, call.name(), List.of(new Part.Text(TEXT)), true);
    Map<String, String> mark = Map.of(ReferenceMessage.KIND, ContextRepair.INTERRUPTED_RESULT);
    return new Message(Role.TOOL, List.of(answer), mark);
  }
}
