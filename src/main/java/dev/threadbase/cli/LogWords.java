package dev.threadbase.cli;

import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.Reasoning;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What entries of a log say that are no messages, in words. */
final class LogWords {

  private LogWords() {}

  /** Where a log says that it began. */
  static String start(LogEntry.SegmentStart start) {
    String forked = start.forkedFrom() == null ? null : origin("forked from", start.forkedFrom());
    String compacted =
        start.compactedFrom() == null ? null : origin("sums up", start.compactedFrom());
    String both = forked == null || compacted == null ? "" : ", ";
    String began = forked == null && compacted == null ? "new" : text(forked) + both;
    String prompt = start.systemPrompt() == null ? "" : "\nsystem prompt: " + start.systemPrompt();
    return "a log begins: " + began + text(compacted) + prompt;
  }

  private static String text(@Nullable String words) {
    return words == null ? "" : words;
  }

  private static String origin(String how, SegmentOrigin origin) {
    return how
        + " "
        + origin.segmentId()
        + " at turn "
        + Long.toUnsignedString(origin.atTurnIndex());
  }

  /** The beginning of a fork that refers to its source; empty if it cannot be read. */
  static Optional<String> fork(String payload) {
    try {
      JsonNode mark = JsonMapper.shared().readTree(payload);
      JsonNode from = mark.required("forked_from");
      List<String> carried = new ArrayList<>();
      mark.path("carried").forEach(name -> carried.add(name.asString().replace('_', ' ')));
      return Optional.of(
          "a log begins: forked from "
              + from.required("segment_id").asString()
              + " at turn "
              + from.required("at_turn_index").asString()
              + (carried.isEmpty() ? "" : ", with its " + String.join(", ", carried)));
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
  }

  static String run(LogEntry.RunCompleted run) {
    return "run " + run.result().wireName() + interrupted(run.interrupted());
  }

  static String run(LogEntry.RunErrored run) {
    return "run failed" + interrupted(run.interrupted()) + ": " + run.message();
  }

  private static String interrupted(boolean interrupted) {
    return interrupted ? ", interrupted" : "";
  }

  static String usage(UsageRecord usage) {
    return "%s tokens in (%s read from a cache, %s written to it), %s out"
        .formatted(
            Long.toUnsignedString(usage.inputTotalTokens()),
            Long.toUnsignedString(usage.cacheReadTokens()),
            Long.toUnsignedString(usage.cacheWriteTokens()),
            Long.toUnsignedString(usage.outputTokens()));
  }

  /** What is asked for; the rest is as the provider has it. */
  static String config(RequestConfig config) {
    List<String> asked = new ArrayList<>();
    add(asked, "max_tokens", config.maxTokens());
    add(asked, "temperature", config.temperature());
    add(asked, "top_p", config.topP());
    add(asked, "top_k", config.topK());
    if (!config.stopSequences().isEmpty()) {
      add(asked, "stop sequences", config.stopSequences().size());
    }
    if (config.reasoning() instanceof Reasoning.Effort effort) {
      add(asked, "reasoning", effort.label());
    } else if (config.reasoning() instanceof Reasoning.Budget budget) {
      add(asked, "reasoning", budget.tokens());
    }
    return asked.isEmpty() ? "default" : String.join(", ", asked);
  }

  private static void add(List<String> asked, String name, @Nullable Object value) {
    if (value != null) {
      asked.add(name + " " + value);
    }
  }
}
