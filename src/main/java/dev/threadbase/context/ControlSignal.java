package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls by which the agent speaks to its host, not to a tool: no result ever answers them, and a
 * provider is sent what they say as text (floret session tree, visible message of an entry).
 */
final class ControlSignal {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Map<String, String> MARK = Map.of(ReferenceMessage.KIND, "control_signal");

  private ControlSignal() {}

  /** Whether a call is one. */
  static boolean is(Part part) {
    return part instanceof Part.ToolCall call && prefix(call) != null;
  }

  /**
   * A message as the reference sees it: one that is such a call is what the call says, and nothing
   * else of it; of several calls in one message, which the reference cannot have, each stands for
   * itself.
   */
  static Message replacedIn(Message message) {
    if (!message.role().equals(Role.ASSISTANT)
        || message.parts().stream().noneMatch(ControlSignal::is)) {
      return message;
    }
    long calls = message.parts().stream().filter(Part.ToolCall.class::isInstance).count();
    if (calls > 1) {
      List<Part> parts = message.parts().stream().map(ControlSignal::replaced).toList();
      return new Message(message.role(), parts, message.attributes());
    }
    List<Part> text =
        message.parts().stream().filter(ControlSignal::is).map(ControlSignal::replaced).toList();
    return new Message(message.role(), text, MARK);
  }

  /**
   * Messages with such calls as text where no result answers them: a host may have a tool of the
   * name. What is said beside a call stays.
   */
  static List<Projected> replacedWhereOpen(List<Projected> messages) {
    ToolCalls calls = ToolCalls.of(messages.stream().map(Projected::message).toList());
    List<Projected> replaced = new ArrayList<>(messages);
    for (ToolCalls.Call call : calls.unanswered()) {
      if (is(call.call())) {
        Projected projected = replaced.get(call.message());
        List<Part> parts = new ArrayList<>(projected.message().parts());
        parts.set(call.part(), replaced(call.call()));
        boolean alone = parts.stream().noneMatch(Part.ToolCall.class::isInstance);
        Map<String, String> attributes = alone ? MARK : projected.message().attributes();
        Message message = new Message(projected.message().role(), parts, attributes);
        replaced.set(call.message(), new Projected(message, projected.entry()));
      }
    }
    return replaced;
  }

  private static Part replaced(Part part) {
    if (!(part instanceof Part.ToolCall call)) {
      return part;
    }
    String prefix = prefix(call);
    return prefix == null ? part : new Part.Text(prefix + said(call));
  }

  private static @Nullable String prefix(Part.ToolCall call) {
    return switch (call.name()) {
      case "ask_user" -> "Agent requested user input: ";
      case "task_complete" -> "Agent completed the task: ";
      default -> null;
    };
  }

  /** The one text that the arguments hold; the arguments as they are if they hold anything else. */
  private static String said(Part.ToolCall call) {
    String name = call.name().equals("ask_user") ? "question" : "output";
    try {
      JsonNode arguments = JSON.readTree(WhiteSpace.trim(call.arguments()));
      JsonNode value = arguments.get(name);
      return arguments.isObject() && arguments.size() == 1 && value != null && value.isString()
          ? value.stringValue()
          : call.arguments();
    } catch (JacksonException broken) {
      return call.arguments();
    }
  }
}
