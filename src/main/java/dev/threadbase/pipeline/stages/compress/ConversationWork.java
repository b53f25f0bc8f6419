package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.stages.compress.CompressStats.Count;
import dev.threadbase.pipeline.stages.compress.EntryScan.Field;
import java.io.IOException;
import java.util.EnumMap;

/**
 * Keeps the conversation: headers and system entries go, a tool's run becomes a mark that says what
 * it was for, or goes if nothing says it. Everything else stays as it is.
 */
final class ConversationWork implements EntryWork {

  private final EntryScan scan = new EntryScan();
  private final ToolMarks marks = new ToolMarks();
  private final EnumMap<Count, Long> counts;

  ConversationWork(EnumMap<Count, Long> counts) {
    this.counts = counts;
  }

  @Override
  public void line(byte[] bytes, int start, int length, long number, EntryOutput output)
      throws IOException {
    String type = scan.read(bytes, start, length) ? scan.type() : "";
    switch (type) {
      case "header" -> count(Count.HEADER_DROPPED);
      case "system" -> count(Count.SYSTEM_DROPPED);
      case "tool" -> tool(bytes, start + length, output);
      default -> {
        release(output);
        output.line(bytes, start, length);
      }
    }
  }

  private void tool(byte[] bytes, int end, EntryOutput output) throws IOException {
    count(Count.TOOLS_MARKED);
    String description = ToolDescription.of(bytes, scan.start(Field.TOOL_INPUT), end);
    if (description == null) {
      count(Count.TOOLS_DROPPED);
    } else if (marks.add(description, output)) {
      count(Count.TOOLS_BATCHED);
    }
  }

  @Override
  public void release(EntryOutput output) throws IOException {
    marks.release(output);
  }

  private void count(Count count) {
    counts.merge(count, 1L, Long::sum);
  }
}
