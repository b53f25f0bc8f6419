package dev.threadbase.cli;

import dev.threadbase.context.ArtifactRef;
import dev.threadbase.context.MessageAnnotation;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prints entries and messages for people: a line that says who and when, then what was said,
 * indented.
 */
final class EntryPrinter {

  private static final int WIDTH = 160;
  private static final int LINES = 12;
  private static final String INDENT = "  ";

  private final Output out;
  private final boolean full;

  EntryPrinter(Output out, boolean full) {
    this.out = out;
    this.full = full;
  }

  void print(Entry entry) {
    out.line(heading(entry));
    body(entry).forEach(this::text);
    out.line("");
  }

  /** A message as a model is sent it: who says it, what kind it is if it is not as stored. */
  void print(Message message, MessageAnnotation annotation) {
    Stream<@Nullable String> words =
        Stream.of(
            "● " + annotation.role(),
            annotation.kind().isEmpty() ? null : annotation.kind(),
            annotation.entryId(),
            annotation.tokenEstimate() + " tokens");
    out.line(line(words));
    parts(message.parts()).forEach(this::text);
    annotation.artifacts().forEach(artifact -> text(artifact(artifact)));
    out.line("");
  }

  private static String artifact(ArtifactRef artifact) {
    Stream<@Nullable String> names =
        Stream.of(artifact.safeLabel(), artifact.id(), artifact.url(), artifact.mime());
    return "[whole: " + line(names) + "]";
  }

  private static String line(Stream<@Nullable String> words) {
    return Printable.line(String.join(" · ", words.filter(Objects::nonNull).toList()));
  }

  private static String heading(Entry entry) {
    String type = entry.type().name();
    String who = entry.role() == null || entry.role().isEmpty() ? type : entry.role();
    Stream<@Nullable String> words =
        Stream.of(
            "● " + (who.isEmpty() ? "entry" : who),
            entry.createdAt().truncatedTo(ChronoUnit.SECONDS).toString(),
            entry.id(),
            entry.model());
    return line(words);
  }

  private static List<String> body(Entry entry) {
    return EntryText.content(entry)
        .map(EntryPrinter::body)
        .or(() -> LogText.of(entry).map(EntryPrinter::parts))
        .orElseGet(() -> List.of("[payload of " + entry.payload().length() + " characters]"));
  }

  private static List<String> body(Content content) {
    Message message = content.message();
    if (message != null) {
      return parts(message.parts());
    }
    List<String> texts = new ArrayList<>();
    if (content.turnStatus() != null) {
      texts.add("turn " + content.turnStatus().name());
    }
    if (content.model() != null) {
      texts.add("model " + content.model());
    }
    if (content.summary() != null) {
      texts.add("Σ " + content.summary());
    }
    if (content.error() != null) {
      texts.add("! " + content.error());
    }
    return texts;
  }

  /** In the order in which they were said; text parts that follow each other are one text. */
  private static List<String> parts(List<Part> parts) {
    List<String> texts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Text said) {
        plain.append(said.text());
        continue;
      }
      end(plain, texts);
      texts.add(other(part));
    }
    end(plain, texts);
    return texts;
  }

  private static void end(StringBuilder plain, List<String> texts) {
    if (plain.length() > 0) {
      texts.add(plain.toString());
      plain.setLength(0);
    }
  }

  private static String other(Part part) {
    if (part instanceof Part.ToolCall call) {
      return "→ " + call.name() + " " + call.arguments();
    }
    return part instanceof Part.ToolResult result
        ? result(result)
        : EntryText.withoutText(List.of(part));
  }

  private static String result(Part.ToolResult result) {
    String mark = "← " + (result.error() ? "failed " : "");
    String name = result.name() == null ? "" : result.name() + " ";
    String other = EntryText.withoutText(result.content());
    String text = EntryText.of(result.content());
    String said = other + (text.isEmpty() || other.isEmpty() ? "" : " ") + text;
    return (mark + name).strip() + (said.contains("\n") ? "\n" : " ") + said;
  }

  private void text(String text) {
    List<String> lines = Printable.block(text).lines().toList();
    int shown = full ? lines.size() : Math.min(LINES, lines.size());
    for (String line : lines.subList(0, shown)) {
      String shownLine = full ? line : Printable.shortened(line, WIDTH);
      out.line(shownLine.isEmpty() ? "" : INDENT + shownLine);
    }
    if (shown < lines.size()) {
      out.line(INDENT + "… " + (lines.size() - shown) + " more lines");
    }
  }
}
