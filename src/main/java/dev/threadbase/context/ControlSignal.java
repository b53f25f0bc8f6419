package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.HashMap;
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

  private ControlSignal() {}

  /** Whether a call is one. */
  static boolean is(Part part) {
    return part instanceof Part.ToolCall call && prefix(call) != null;
  }

  /**
   * An assistant's message with such calls as text. One that is nothing but such a call becomes
   * that text alone; beside other parts only the call is replaced.
   */
  static Message replacedIn(Message message) {
    if (!message.role().equals(Role.ASSISTANT)
        || message.parts().stream().noneMatch(ControlSignal::is)) {
      return message;
    }
    boolean others =
        message.parts().stream()
            .anyMatch(part -> part instanceof Part.ToolCall && !ControlSignal.is(part));
    long calls = message.parts().stream().filter(Part.ToolCall.class::isInstance).count();
    if (others || calls > 1) {
      List<Part> parts = message.parts().stream().map(ControlSignal::replaced).toList();
      return new Message(message.role(), parts, message.attributes());
    }
    List<Part> text =
        message.parts().stream()
            .filter(ControlSignal::is)
            .map(ControlSignal::replaced)
            .limit(1)
            .toList();
    Map<String, String> attributes = new HashMap<>(message.attributes());
    attributes.keySet().removeAll(ReferenceMessage.SAID);
    attributes.put(ReferenceMessage.KIND, "control_signal");
    return new Message(message.role(), text, attributes);
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
