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

  private static final String OPENING = "The conversation begins with the model.";

  private ContextMending() {}

  static List<Projected> of(List<Projected> messages, List<ContextRepair> repairs) {
    return opened(Pairing.of(withoutEmpty(messages, repairs), repairs), repairs);
  }

  private static List<Projected> withoutEmpty(
      List<Projected> messages, List<ContextRepair> repairs) {
    List<Projected> said = new ArrayList<>();
    for (Projected projected : messages) {
      List<Part> parts = projected.message().parts();
      List<Part> full = parts.stream().filter(part -> !isBlank(part)).toList();
      if (full.size() < parts.size() || full.isEmpty()) {
        repairs.add(new ContextRepair(Kind.EMPTY_DROPPED, projected.entry().id(), null));
      }
      if (full.size() == parts.size() && !full.isEmpty()) {
        said.add(projected);
      } else if (!full.isEmpty()) {
        said.add(projected.saying(full));
      }
    }
    return said;
  }

  private static boolean isBlank(Part part) {
    return part instanceof Part.Text text && WhiteSpace.trim(text.text()).isEmpty();
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
