package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.segment.ContentPart;
import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.PayloadHash;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.Journal.Snapshot;
import dev.threadbase.transfer.format.Losses;
import dev.threadbase.transfer.format.SegmentFilesLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a log as entries that carry messages, one chain. An entry of several messages, as
 * a beginning with a history is, becomes several entries; one that is no message has none.
 */
final class LogMessages {

  private final Losses losses;
  private final Consumer<Entry> target;
  private @Nullable String last;

  private LogMessages(Losses losses, Consumer<Entry> target) {
    this.losses = losses;
    this.target = target;
  }

  /** Whether a thread is a log. */
  static boolean isLog(Snapshot snapshot, ThreadMeta thread) {
    return address(thread).filter(snapshot.logs()::isHere).isPresent();
  }

  private static Optional<SegmentAddress> address(ThreadMeta thread) {
    Optional<UUID> session = SegmentFilesLayout.id(String.valueOf(thread.sessionId()));
    Optional<UUID> segment = SegmentFilesLayout.id(thread.id());
    return session.isPresent() && segment.isPresent()
        ? Optional.of(new SegmentAddress(session.get(), segment.get()))
        : Optional.empty();
  }

  /** Reads a log. */
  static void read(Snapshot snapshot, ThreadMeta thread, Losses losses, Consumer<Entry> entries) {
    LogMessages messages = new LogMessages(losses, entries);
    long[] read = {0};
    long unread =
        snapshot
            .logs()
            .entries(
                address(thread).orElseThrow(),
                entry -> {
                  read[0]++;
                  messages.take(entry);
                });
    if (unread > 0) {
      losses.thread("inherited_entries");
    }
  }

  private void take(Entry entry) {
    try {
      LogEntry parsed = LogEntry.parse(entry.payload());
      List<Message> messages = messages(entry, parsed);
      if (messages.isEmpty()) {
        put(entry, entry.id(), entry.type(), Content.EMPTY);
      }
      for (int i = 0; i < messages.size(); i++) {
        Message message = messages.get(i);
        boolean system = message.role().equals(Role.SYSTEM);
        EntryType type = system ? entry.type() : NewEntry.message(message).type();
        put(entry, i == 0 ? entry.id() : entry.id() + "#" + (i + 1), type, Content.of(message));
      }
    } catch (InvalidData unreadable) {
      put(entry, entry.id(), entry.type(), Content.EMPTY);
    }
  }

  private void put(Entry entry, String id, EntryType type, Content content) {
    Message message = content.message();
    String payload = content.toPayload();
    target.accept(
        new Entry(
            entry.sessionId(),
            entry.segmentId(),
            entry.seq(),
            id,
            entry.threadId(),
            entry.ordinal(),
            last,
            type,
            null,
            message == null ? null : message.role().name(),
            null,
            null,
            entry.createdAt(),
            payload,
            PayloadHash.of(payload),
            null));
    last = id;
  }

  private List<Message> messages(Entry entry, LogEntry parsed) {
    if (parsed instanceof LogEntry.SegmentStart start) {
      return start(entry, start);
    }
    if (parsed instanceof LogEntry.UserInput input) {
      boolean typed = input.segments().stream().allMatch(InputSegment.Text.class::isInstance);
      if (!typed) {
        losses.field(entry, "user_input.segments");
      }
      return List.of(Message.user(InputSegment.flatten(input.segments())));
    }
    if (parsed instanceof LogEntry.AssistantItem assistant) {
      return List.of(message(entry, assistant.item()));
    }
    if (parsed instanceof LogEntry.ToolResult result) {
      return List.of(message(entry, result.item()));
    }
    if (parsed instanceof LogEntry.SystemEvent event) {
      return List.of(Message.system(event.item().historyText()));
    }
    return List.of();
  }

  private List<Message> start(Entry entry, LogEntry.SegmentStart start) {
    if (!start.config().equals(RequestConfig.DEFAULT)) {
      losses.field(entry, "segment_start.config");
    }
    if (start.forkedFrom() != null || start.compactedFrom() != null) {
      losses.field(entry, "segment_start.origin");
    }
    List<Message> messages = new ArrayList<>();
    if (start.systemPrompt() != null) {
      messages.add(Message.system(start.systemPrompt()));
    }
    start.history().forEach(item -> messages.add(message(entry, item)));
    return messages;
  }

  private Message message(Entry entry, LoggedItem item) {
    if (item instanceof LoggedItem.ToolCall call) {
      return Message.toolCall(call.callId(), call.name(), call.arguments());
    }
    if (item instanceof LoggedItem.ToolResult result) {
      return result(entry, result);
    }
    if (item instanceof LoggedItem.Reasoning thought) {
      if (!thought.summary().isEmpty()) {
        losses.field(entry, "reasoning.summary");
      }
      Part part =
          new Part.Reasoning(thought.text(), thought.signature(), thought.encryptedContent());
      return new Message(Role.ASSISTANT, List.of(part));
    }
    return said(entry, (LoggedItem.Message) item);
  }

  private Message result(Entry entry, LoggedItem.ToolResult result) {
    String content = result.content();
    if (content != null && !content.equals(result.summary())) {
      losses.field(entry, "tool_result.summary");
    }
    Part text = new Part.Text(content == null ? result.summary() : content);
    Part part = new Part.ToolResult(result.callId(), null, List.of(text), result.error());
    return new Message(Role.TOOL, List.of(part));
  }

  private Message said(Entry entry, LoggedItem.Message message) {
    List<Part> parts = new ArrayList<>();
    for (ContentPart part : message.content()) {
      if (part instanceof ContentPart.Refusal refusal) {
        losses.field(entry, "message.refusal");
        parts.add(new Part.Text(refusal.refusal()));
      } else if (part instanceof ContentPart.Text text) {
        parts.add(new Part.Text(text.text()));
      }
    }
    return new Message(new Role(message.role().wireName()), parts);
  }
}
