package dev.threadbase.pool.compaction;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.thread.Entry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for a text, character by character and whatever its case. */
final class TextSearch {

  private static final int AROUND = 120;

  private final Pattern wanted;

  TextSearch(String text) {
    this.wanted =
        Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  Stream<SummaryMatch> in(Summary summary) {
    Matcher found = wanted.matcher(summary.text());
    return found.find()
        ? Stream.of(new SummaryMatch(summary.id(), null, around(summary.text(), found)))
        : Stream.empty();
  }

  Stream<SummaryMatch> in(Entry entry) {
    Message message = entry.role() == null ? null : entry.content().message();
    if (message == null) {
      return Stream.empty();
    }
    String text = text(message.parts().stream());
    Matcher found = wanted.matcher(text);
    return found.find()
        ? Stream.of(new SummaryMatch(null, entry.id(), around(text, found)))
        : Stream.empty();
  }

  private static String text(Stream<Part> parts) {
    return parts.map(TextSearch::text).collect(Collectors.joining("\n"));
  }

  private static String text(Part part) {
    if (part instanceof Part.Text text) {
      return text.text();
    }
    if (part instanceof Part.ToolCall call) {
      return call.name() + " " + call.arguments();
    }
    return part instanceof Part.ToolResult result ? text(result.content().stream()) : "";
  }

  private static String around(String text, Matcher found) {
    int from = Math.max(0, found.start() - AROUND);
    int to = Math.min(text.length(), found.end() + AROUND);
    if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
      from--;
    }
    if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
      to++;
    }
    return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
  }
}
