package dev.threadbase.transfer;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.format.LineShape;
import dev.threadbase.transfer.format.Notes;
import dev.threadbase.transfer.format.TranscriptFormat;
import dev.threadbase.transfer.format.TranscriptReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads lines as soon as they are written and tells what the reader does not find again. A tool
 * call may come through later than its entry, in the line of its result.
 */
final class ReadBack {

  private static final int MOST_OPEN_CALLS = 10_000;
  private static final Path FILE = Path.of("thread.jsonl");

  private final LossTally losses;
  private final TranscriptReader reader;
  private final Map<String, OpenCall> openCalls = new LinkedHashMap<>();
  private long number;

  private record OpenCall(Entry entry, Part.ToolCall call) {}

  ReadBack(TranscriptFormat format, LossTally losses) {
    this.losses = losses;
    this.reader = format.reader(FILE, UNHEARD);
  }

  /** Takes lines that are about the file. */
  void about(List<String> lines) {
    for (String line : lines) {
      JsonNode json = JsonLines.object(line.getBytes(StandardCharsets.UTF_8));
      number++;
      if (json != null) {
        reader.shape(json, number);
      }
    }
  }

  /**
   * Takes the lines of an entry.
   *
   * @param wanted what the entry says
   * @return whether one of the lines could be the leaf
   */
  boolean entry(Entry entry, Content wanted, List<String> lines) {
    List<NewEntry> found = new ArrayList<>();
    boolean isNode = false;
    for (String line : lines) {
      JsonNode json =
          Objects.requireNonNull(JsonLines.object(line.getBytes(StandardCharsets.UTF_8)), "line");
      LineShape shape = reader.shape(json, ++number);
      isNode |= shape.kind() == LineShape.Kind.NODE && !shape.aside();
      if (shape.kind() != LineShape.Kind.HEADER) {
        found.add(reader.entry(json, number, line1 -> null));
      }
    }
    List<Content> contents = found.stream().map(NewEntry::payload).map(Content::parse).toList();
    List<Part> late = new ArrayList<>();
    if (found.isEmpty()) {
      withoutLine(entry, wanted, late);
    } else {
      MissingContent missing = MissingContent.of(wanted, contents);
      missing.fields().forEach(field -> losses.field(entry, field));
      late.addAll(missing.calls());
      compareFrame(entry, found);
    }
    closeCalls(contents);
    late.forEach(call -> open(entry, (Part.ToolCall) call));
    return isNode;
  }

  /** An entry without a line may still come with a later one if it is a tool call. */
  private void withoutLine(Entry entry, Content wanted, List<Part> late) {
    Message message = wanted.message();
    List<Part> parts = message == null ? List.of() : message.parts();
    parts.stream().filter(Part.ToolCall.class::isInstance).forEach(late::add);
    if (late.isEmpty()) {
      losses.entry(entry);
    } else if (message != null) {
      MissingContent.of(wanted, List.of(Content.of(new Message(message.role(), late))))
          .fields()
          .forEach(field -> losses.field(entry, field));
    }
  }

  private void compareFrame(Entry entry, List<NewEntry> found) {
    if (found.stream().noneMatch(read -> read.type().equals(entry.type()))) {
      losses.field(entry, "type");
    }
    String turn = entry.turnId();
    if (turn != null && found.stream().noneMatch(read -> turn.equals(read.turnId()))) {
      losses.field(entry, "turn_id");
    }
    Instant time = entry.createdAt();
    if (found.stream().noneMatch(read -> time.equals(read.createdAt()))) {
      losses.field(entry, "created_at");
    }
  }

  private void open(Entry entry, Part.ToolCall call) {
    OpenCall earlier = openCalls.put(call.id(), new OpenCall(entry, call));
    if (earlier != null) {
      losses.field(earlier.entry, "tool_call");
    }
    if (openCalls.size() > MOST_OPEN_CALLS) {
      OpenCall oldest = openCalls.values().iterator().next();
      losses.field(oldest.entry, "tool_call");
      openCalls.remove(oldest.call.id());
    }
  }

  private void closeCalls(List<Content> contents) {
    if (openCalls.isEmpty()) {
      return;
    }
    for (Content content : contents) {
      Message message = content.message();
      for (Part part : message == null ? List.<Part>of() : message.parts()) {
        OpenCall open = part instanceof Part.ToolCall call ? openCalls.remove(call.id()) : null;
        if (open != null) {
          MissingContent.differences(open.call, part)
              .forEach(field -> losses.field(open.entry, field));
        }
      }
    }
  }

  /** The file ends; what is not there now does not come. */
  void end() {
    openCalls.values().forEach(open -> losses.field(open.entry, "tool_call"));
    openCalls.clear();
  }

  /** Compares what is known about the thread. */
  void thread(ThreadMeta wanted) {
    ThreadMeta found = reader.thread();
    compare("title", wanted.title().text(), found.title().text());
    compare("status", wanted.status(), found.status());
    compare("workspace", wanted.workspace(), found.workspace());
    compare("channel", wanted.channel(), found.channel());
    compare("vendor", wanted.vendor(), found.vendor());
    compare("endpoint", wanted.endpoint(), found.endpoint());
    compare("model", wanted.model(), found.model());
    compare("created_at", wanted.createdAt(), found.createdAt());
    compare("last_viewed_at", wanted.lastViewedAt(), found.lastViewedAt());
    compare("archived", wanted.archived() ? true : null, found.archived());
    compare("lease_required", wanted.leaseRequired() ? true : null, found.leaseRequired());
    // Ids are made to fit the file; that there is one is what counts.
    present("parent_thread_id", wanted.parentThreadId(), found.parentThreadId());
    present("forked_from_thread_id", wanted.forkedFromThreadId(), found.forkedFromThreadId());
    present("forked_from_entry_id", wanted.forkedFromEntryId(), found.forkedFromEntryId());
    wanted
        .metadata()
        .forEach((name, value) -> compare("metadata." + name, value, found.metadata().get(name)));
  }

  private void compare(String name, @Nullable Object wanted, @Nullable Object found) {
    if (wanted != null && !wanted.equals(found)) {
      losses.thread(name);
    }
  }

  private void present(String name, @Nullable Object wanted, @Nullable Object found) {
    if (wanted != null && found == null) {
      losses.thread(name);
    }
  }

  private static final Notes UNHEARD =
      new Notes() {
        @Override
        public void warn(long line, String code, String message) {
          Objects.requireNonNull(code, "code");
        }

        @Override
        public void leftOut(long line, String code, String message) {
          Objects.requireNonNull(code, "code");
        }
      };
}
