package dev.threadbase.cli;

import dev.threadbase.context.ToolCallProblem;
import dev.threadbase.message.Part;
import dev.threadbase.thread.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code check} found or appended, as {@code --json} prints it; the components are the names,
 * in their order.
 */
record CheckLine(String kind, String entryId, String toolCallId, @Nullable String toolName) {

  static CheckLine of(ToolCallProblem problem) {
    return new CheckLine(
        problem.kind().name().toLowerCase(Locale.ROOT),
        problem.entryId(),
        problem.toolCallId(),
        problem.toolName());
  }

  /** Of the entry that a repair appended. */
  static Stream<CheckLine> appended(Entry entry) {
    List<Part> parts = Objects.requireNonNull(entry.content().message()).parts();
    return parts.stream()
        .filter(Part.ToolResult.class::isInstance)
        .map(Part.ToolResult.class::cast)
        .map(made -> new CheckLine("result_appended", entry.id(), made.callId(), made.name()));
  }
}
