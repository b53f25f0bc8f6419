package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Entry;
import java.util.List;

/**
 * A message on its way into a context.
 *
 * @param message the message
 * @param entry the entry that it stands for
 */
record Projected(Message message, Entry entry) {

  boolean isFrom(Role role) {
    return message.role().equals(role);
  }

  Projected saying(List<Part> parts) {
    return new Projected(new Message(message.role(), parts, message.attributes()), entry);
  }
}
