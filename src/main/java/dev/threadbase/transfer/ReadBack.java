package dev.threadbase.transfer;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.format.LineShape;
import dev.threadbase.transfer.format.Notes;
import dev.threadbase.transfer.format.TranscriptFormat;
import dev.threadbase.transfer.format.TranscriptReader;
import java.nio.charset.StandardCharsets;
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

  private final LossTally losses;
  private final TranscriptReader reader;
  private final Map<String, OpenCall> openCalls = new LinkedHashMap<>();
  private long number;

  private record OpenCall(Entry entry, Part.ToolCall call) {}

  ReadBack(TranscriptFormat format, LossTally losses) {
    this.losses = losses;
    this.reader = reader(format);
  }

  /** A reader of lines that are in no file. */
  static TranscriptReader reader(TranscriptFormat format) {
    return format.reader(UNHEARD);
  }

  /** A line as it is read. */
  private record Read(LineShape shape, NewEntry entry, Content content) {}

  private List<Read> read(List<String> lines) {
    List<Read> read = new ArrayList<>();
    for (String line : lines) {
      byte[] text = line.getBytes(StandardCharsets.UTF_8);
      JsonNode json = JsonLines.object(text);
      number++;
      LineShape shape = json == null ? LineShape.header() : reader.shape(json, number);
      if (json != null && shape.kind() != LineShape.Kind.HEADER) {
        NewEntry entry = reader.entry(text, json, number, other -> null);
        read.add(new Read(shape, entry, Content.parse(entry.payload())));
      }
    }
    return read;
  }

  /** Takes lines that are about the file, or of calls that waited for a result in vain. */
  void about(List<String> lines) {
    read(lines).forEach(read -> closesCalls(read.content));
  }

  /**
   * Takes the lines of an entry.
   *
   * @param wanted what the entry says
   * @return whether one of the lines could be the leaf
   */
  boolean entry(Entry entry, Content wanted, List<String> lines) {
    List<Read> all = read(lines);
    List<Read> found = all.stream().filter(read -> !isLate(read, wanted)).toList();
    List<Part.ToolCall> late = new ArrayList<>();
    if (found.isEmpty()) {
      withoutLine(entry, wanted, late);
    } else {
      MissingContent missing =
          MissingContent.of(wanted, found.stream().map(Read::content).toList());
      missing.fields().forEach(field -> losses.field(entry, field));
      late.addAll(missing.calls());
      compareFrame(entry, wanted, found);
      compareCut(entry, wanted, found);
    }
    all.forEach(read -> closesCalls(read.content));
    late.forEach(call -> open(entry, call));
    return all.stream()
        .anyMatch(read -> read.shape.kind() == LineShape.Kind.NODE && !read.shape.aside());
  }

  /** Whether a line holds nothing but calls of earlier entries. */
  private boolean isLate(Read read, Content wanted) {
    Message message = read.content.message();
    Message said = wanted.message();
    return message != null
        && !message.parts().isEmpty()
        && message.parts().stream()
            .allMatch(
                part ->
                    part instanceof Part.ToolCall call
                        && openCalls.containsKey(call.id())
                        && (said == null || !said.parts().contains(part)));
  }

  /** An entry without a line may still come with a later one if it is a tool call. */
  private void withoutLine(Entry entry, Content wanted, List<Part.ToolCall> late) {
    Message message = wanted.message();
    List<Part> parts = message == null ? List.of() : message.parts();
    parts.stream()
        .filter(Part.ToolCall.class::isInstance)
        .forEach(part -> late.add((Part.ToolCall) part));
    if (late.isEmpty()) {
      losses.entry(entry);
    } else if (message != null) {
      MissingContent.of(wanted, List.of(Content.of(new Message(message.role(), List.copyOf(late)))))
          .fields()
          .forEach(field -> losses.field(entry, field));
    }
  }

  private void compareFrame(Entry entry, Content wanted, List<Read> found) {
    Message message = wanted.message();
    // The type of a message says nothing more than the message.
    boolean plain = message != null && NewEntry.message(message).type().equals(entry.type());
    if (!plain && found.stream().noneMatch(read -> read.entry.type().equals(entry.type()))) {
      losses.field(entry, "type");
    }
    String turn = entry.turnId();
    if (turn != null && found.stream().noneMatch(read -> turn.equals(read.entry.turnId()))) {
      losses.field(entry, "turn_id");
    }
    Instant time = entry.createdAt();
    if (found.stream().noneMatch(read -> time.equals(read.entry.createdAt()))) {
      losses.field(entry, "created_at");
    }
  }

  /** A compaction that keeps something before it, and is read as one that keeps nothing. */
  private void compareCut(Entry entry, Content wanted, List<Read> found) {
    Compaction cut = wanted.compaction();
    String first = cut == null ? null : cut.firstKeptEntryId();
    boolean keepsNothing =
        found.stream()
            .anyMatch(
                read -> {
                  Compaction other = read.content.compaction();
                  String kept = other == null ? null : other.firstKeptEntryId();
                  return kept != null && kept.equals(read.shape.id());
                });
    if (first != null && keepsNothing && !first.equals(entry.id())) {
      losses.field(entry, "compaction.first_kept_entry_id");
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

  private void closesCalls(Content content) {
    Message message = content.message();
    if (openCalls.isEmpty() || message == null) {
      return;
    }
    for (Part part : message.parts()) {
      OpenCall open = part instanceof Part.ToolCall call ? openCalls.remove(call.id()) : null;
      if (open != null) {
        MissingContent.differences(open.call, part)
            .forEach(field -> losses.field(open.entry, field));
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
