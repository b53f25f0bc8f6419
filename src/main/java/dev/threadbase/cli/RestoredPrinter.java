package dev.threadbase.cli;

import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.PodScopeSnapshot;
import dev.threadbase.segment.RestoredSegment;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.UsageRecord;
import java.math.BigInteger;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints the state of a log for people: what there is and how much, a line a value. */
final class RestoredPrinter {

  private final Output out;

  RestoredPrinter(Output out) {
    this.out = out;
  }

  void print(RestoredSegment restored) {
    RestoredState state = restored.state();
    line("session", restored.head().address().sessionId().toString());
    line("segment", restored.head().address().segmentId().toString());
    line("entries", Long.toString(restored.head().count()));
    line("turn", Long.toUnsignedString(state.turnCount()));
    line("interrupted", state.lastRunInterrupted() ? "yes" : "no");
    line("prompt", prompt(state.systemPrompt()));
    line("config", LogWords.config(state.config()));
    line("history", count(state.history().size(), "item"));
    line("inputs", Integer.toString(state.userSegments().size()));
    line("requests", requests(state.usageHistory()));
    line("extensions", extensions(state.extensions()));
    line("pod scope", scope(state.podScope()));
  }

  private void line(String name, String value) {
    out.line("%-12s%s".formatted(name, Printable.line(value)).stripTrailing());
  }

  private static String prompt(@Nullable String prompt) {
    return prompt == null ? "none" : count(prompt.length(), "character");
  }

  private static String requests(List<UsageRecord> usage) {
    if (usage.isEmpty()) {
      return "none";
    }
    return "%d: %s tokens in (%s read from a cache, %s written to it), %s out"
        .formatted(
            usage.size(),
            sum(usage, UsageRecord::inputTotalTokens),
            sum(usage, UsageRecord::cacheReadTokens),
            sum(usage, UsageRecord::cacheWriteTokens),
            sum(usage, UsageRecord::outputTokens));
  }

  private static BigInteger sum(List<UsageRecord> usage, ToLongFunction<UsageRecord> number) {
    return usage.stream()
        .map(record -> Unsigned.of(number.applyAsLong(record)))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static String extensions(List<LogEntry.Extension> extensions) {
    String domains =
        extensions.stream()
            .map(LogEntry.Extension::domain)
            .distinct()
            .collect(Collectors.joining(", "));
    return extensions.isEmpty() ? "none" : extensions.size() + ": " + domains;
  }

  private static String scope(@Nullable PodScopeSnapshot scope) {
    return scope == null
        ? "none"
        : "%d allowed, %d denied".formatted(scope.allow().size(), scope.deny().size());
  }

  private static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
