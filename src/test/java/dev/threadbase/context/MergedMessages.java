package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Paths as other agents write them: several calls, or several results, are one message. */
final class MergedMessages {

  private static final Set<EntryType> TYPES =
      Set.of(EntryType.TOOL_CALL, EntryType.TOOL_RESULT, EntryType.USER_MESSAGE);

  private MergedMessages() {}

  /** The same path with some neighbours of it as one entry, which has the id of the first. */
  static List<Entry> of(List<Entry> path, Random random) {
    List<Entry> merged = new ArrayList<>();
    for (Entry entry : path) {
      Entry last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && random.nextInt(3) > 0 && fit(last, entry)) {
        merged.set(merged.size() - 1, merge(last, entry));
      } else {
        merged.add(entry);
      }
    }
    return merged;
  }

  private static Message message(Entry entry) {
    try {
      Message message = entry.content().message();
      return message == null ? Message.user("") : message;
    } catch (RuntimeException foreign) {
      return Message.user("");
    }
  }

  private static boolean fit(Entry first, Entry second) {
    boolean said = !message(first).parts().isEmpty() && !message(second).parts().isEmpty();
    boolean same = first.type().equals(second.type()) || isAnsweredBy(first, second);
    return said && same && TYPES.contains(first.type()) && TYPES.contains(second.type());
  }

  /** Results may also stand in front of what the user says. */
  private static boolean isAnsweredBy(Entry first, Entry second) {
    return first.type().equals(EntryType.TOOL_RESULT)
        && second.type().equals(EntryType.USER_MESSAGE);
  }

  private static Entry merge(Entry first, Entry second) {
    List<Part> parts = new ArrayList<>(message(first).parts());
    parts.addAll(message(second).parts());
    Role role = message(second).role();
    Message both = new Message(role, parts);
    return ReferencePath.entryOf(
        (int) first.seq(),
        first.id(),
        first.parentId(),
        second.type(),
        first.turnId(),
        Content.of(both).toPayload());
  }
}
