package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What providers refuse in a list of messages. */
final class Acceptance {

  private final List<Message> messages;
  private final List<String> complaints = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private Acceptance(List<Message> messages) {
    this.messages = messages;
  }

  /** Every reason to refuse the messages; empty if they are accepted. */
  static List<String> complaints(List<Message> messages) {
    Acceptance acceptance = new Acceptance(messages);
    acceptance.opening();
    messages.forEach(acceptance::message);
    acceptance.runs();
    return acceptance.complaints;
  }

  private boolean is(int position, Role role) {
    return position < messages.size() && messages.get(position).role().equals(role);
  }

  private void opening() {
    int first = 0;
    while (is(first, Role.SYSTEM)) {
      first++;
    }
    if (is(first, Role.ASSISTANT) || is(first, Role.TOOL)) {
      complaints.add("the user does not speak first");
    }
  }

  private void message(Message message) {
    if (message.parts().isEmpty()) {
      complaints.add("an empty message");
    }
    for (Part part : message.parts()) {
      if (part instanceof Part.Text text && NaiveText.trim(text.text()).isEmpty()) {
        complaints.add("an empty text");
      }
      if (part instanceof Part.ToolCall && !message.role().equals(Role.ASSISTANT)) {
        complaints.add("a call that is not the model's");
      }
      if (part instanceof Part.ToolResult != message.role().equals(Role.TOOL)) {
        complaints.add("a result outside a tool's message, or something else in one");
      }
    }
  }

  /** All that the model says in one go, and all results behind it. */
  private void runs() {
    int at = 0;
    while (at < messages.size()) {
      Set<String> open = new HashSet<>();
      for (; is(at, Role.ASSISTANT); at++) {
        for (Part part : messages.get(at).parts()) {
          if (part instanceof Part.ToolCall call) {
            open.add(call.id());
            if (call.id().isEmpty() || !ids.add(call.id())) {
              complaints.add("a call without an id of its own");
            }
          }
        }
      }
      for (; is(at, Role.TOOL); at++) {
        for (Part part : messages.get(at).parts()) {
          if (part instanceof Part.ToolResult result && !open.remove(result.callId())) {
            complaints.add("a result without a call right before it");
          }
        }
      }
      if (!open.isEmpty()) {
        complaints.add("a call without a result right behind it");
      }
      while (at < messages.size() && !is(at, Role.ASSISTANT) && !is(at, Role.TOOL)) {
        at++;
      }
    }
  }
}
