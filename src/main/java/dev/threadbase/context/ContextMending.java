package dev.threadbase.context;

import dev.threadbase.context.ContextRepair.Kind;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a context that providers accept: nothing in it is empty and the user speaks first. */
final class ContextMending {

  private static final String NO_OUTPUT = "The tool failed and said nothing.";
  private static final String OPENING = "The conversation begins with the model.";

  private ContextMending() {}

  static List<Projected> of(List<Projected> messages, List<ContextRepair> repairs) {
    List<Projected> full = withoutEmpty(ControlSignal.replacedWhereOpen(messages), repairs);
    return opened(Pairing.of(full, repairs), repairs);
  }

  private static List<Projected> withoutEmpty(
      List<Projected> messages, List<ContextRepair> repairs) {
    List<Projected> said = new ArrayList<>();
    for (Projected projected : messages) {
      List<Part> parts = projected.message().parts();
      List<Part> full =
          parts.stream().filter(part -> !isEmpty(part)).map(ContextMending::full).toList();
      boolean silent = full.stream().allMatch(ContextMending::isLost);
      if (silent || !full.equals(parts)) {
        repairs.add(new ContextRepair(Kind.EMPTY_DROPPED, projected.entry().id(), null));
      }
      if (!silent) {
        said.add(full.equals(parts) ? projected : projected.saying(full));
      }
    }
    return said;
  }

  private static boolean isEmpty(Part part) {
    return part instanceof Part.Text text
        ? WhiteSpace.trim(text.text()).isEmpty()
        : part instanceof Part.Reasoning thought && thought.text().isEmpty() && isLost(part);
  }

  /** A thought without the provider's proof of it: nothing that can be sent alone. */
  private static boolean isLost(Part part) {
    return part instanceof Part.Reasoning thought
        && thought.signature() == null
        && thought.encrypted() == null;
  }

  /** A result without empty texts; a tool that failed must say something. */
  private static Part full(Part part) {
    if (!(part instanceof Part.ToolResult result)) {
      return part;
    }
    List<Part> content = result.content().stream().filter(inner -> !isEmpty(inner)).toList();
    if (content.isEmpty() && result.error()) {
      content = List.of(new Part.Text(NO_OUTPUT));
    }
    return content.equals(result.content())
        ? part
        : new Part.ToolResult(result.callId(), result.name(), content, result.error());
  }

  private static List<Projected> opened(List<Projected> messages, List<ContextRepair> repairs) {
    int first = 0;
    while (first < messages.size() && messages.get(first).isFrom(Role.SYSTEM)) {
      first++;
    }
    if (first == messages.size() || !messages.get(first).isFrom(Role.ASSISTANT)) {
      return messages;
    }
    Projected model = messages.get(first);
    repairs.add(new ContextRepair(Kind.OPENING_MADE, model.entry().id(), null));
    Map<String, String> mark = Map.of(ReferenceMessage.KIND, ContextRepair.OPENING);
    Message opening = new Message(Role.USER, List.of(new Part.Text(OPENING)), mark);
    List<Projected> opened = new ArrayList<>(messages);
    opened.add(first, new Projected(opening, model.entry()));
    return opened;
  }
}
