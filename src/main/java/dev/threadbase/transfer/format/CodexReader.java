package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Usage;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a rollout of Codex. Its lines follow one another, but for what comes behind a rollback:
 * that goes on from the line before the turns that were dropped, which become a branch.
 */
final class CodexReader implements TranscriptReader {

  /** The metadata that says of what kind an event was. */
  static final String EVENT = "event";

  static final String ROLLBACK = "thread_rolled_back";

  private final Path file;
  private final Notes notes;
  private final CodexHistory history = new CodexHistory();

  /** What stands for everything before a compaction that does not say it itself, by line. */
  private final Map<Long, List<Message>> rebuilt = new HashMap<>();

  private @Nullable JsonNode meta;
  private @Nullable String previous;
  private @Nullable String typedText;
  private @Nullable String firstText;
  private @Nullable String model;

  CodexReader(Path file, Notes notes) {
    this.file = file;
    this.notes = notes;
  }

  @Override
  public LineShape shape(JsonNode json, long number) {
    CodexLine line = CodexLine.of(json);
    if (line.is(CodexLine.SESSION_META)) {
      // A fork begins with its own and holds that of its origin too, before the copied lines.
      meta = meta == null ? line.payload() : meta;
      return LineShape.loose();
    }
    String id = "line-" + number;
    LineShape shape = LineShape.node(id, before(line, number), false);
    previous = id;
    return shape;
  }

  private @Nullable String before(CodexLine line, long number) {
    if (line.is(CodexLine.RESPONSE_ITEM)) {
      Message message = CodexItems.message(line.payload());
      if (message != null && CodexHistory.isSaid(message)) {
        history.said(message, previous);
        firstText = firstText == null ? Titles.of(message.text()) : firstText;
      }
    } else if (line.is(CodexLine.COMPACTED)) {
      compacted(line.payload(), number);
    } else if (line.is(CodexLine.TURN_CONTEXT)) {
      String named = JsonFields.text(line.payload(), "model");
      model = named == null ? model : named;
    } else if (line.is(CodexLine.EVENT)) {
      return beforeEvent(line, number);
    }
    return previous;
  }

  private @Nullable String beforeEvent(CodexLine line, long number) {
    if (line.kind().equals("user_message") && typedText == null) {
      typedText = Titles.of(JsonFields.textOrEmpty(line.payload(), "message"));
    }
    if (!line.kind().equals(ROLLBACK)) {
      return previous;
    }
    long turns = JsonFields.count(line.payload(), "num_turns");
    if (!history.canRollBack(turns)) {
      notes.warn(number, "rollback", "it drops more turns than there are behind a compaction");
    }
    return history.rollBack(turns, previous);
  }

  private void compacted(JsonNode payload, long number) {
    String summary = JsonFields.textOrEmpty(payload, "message");
    if (payload.path("replacement_history").isArray()) {
      history.replaced(replacement(payload), summary);
    } else {
      rebuilt.put(number, history.compacted(summary));
    }
  }

  private static List<Message> replacement(JsonNode payload) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode item : payload.path("replacement_history")) {
      Message message = CodexItems.message(item);
      if (message != null) {
        messages.add(message);
      }
    }
    return messages;
  }

  @Override
  public ThreadMeta thread() {
    JsonNode known = meta == null ? JsonMapper.shared().createObjectNode() : meta;
    return CodexMeta.thread(known, CodexMeta.id(meta, file))
        .title(Titles.ready(typedText != null ? typedText : firstText, "first_message"))
        .model(model)
        .build();
  }

  @Override
  public NewEntry entry(JsonNode json, long number, LongFunction<@Nullable String> entryIds) {
    CodexLine line = CodexLine.of(json);
    return translate(line, number, entryIds).at(line.time()).entry();
  }

  private Translated translate(
      CodexLine line, long number, LongFunction<@Nullable String> entryIds) {
    return switch (line.type()) {
      case CodexLine.RESPONSE_ITEM -> {
        Translated item = CodexItems.entry(line.payload());
        yield item != null ? item : beside("codex_" + line.kind(), line);
      }
      case CodexLine.COMPACTED -> compaction(line.payload(), number, entryIds.apply(number));
      case CodexLine.TURN_CONTEXT -> turnContext(line);
      case CodexLine.EVENT -> event(line);
      case CodexLine.SESSION_META, CodexLine.STATE -> beside(line.type(), line);
      default -> beside("codex_" + line.type(), line);
    };
  }

  /** A line beside the conversation, kept as it is. */
  private static Translated beside(String type, CodexLine line) {
    return Translated.of(new EntryType(type), data(line));
  }

  private static Content data(CodexLine line) {
    return Content.EMPTY
        .withData(line.payload().toString())
        .withMetadata(Map.of(CodexItems.TYPE, line.type()));
  }

  private static Translated turnContext(CodexLine line) {
    String named = JsonFields.text(line.payload(), "model");
    return named == null
        ? beside(line.type(), line)
        : Translated.of(EntryType.MODEL_CHANGE, data(line).withModel(null, named));
  }

  /** What the user saw; the messages among these are items too, so they are in no context. */
  private static Translated event(CodexLine line) {
    Content content =
        data(line).withMetadata(Map.of(CodexItems.TYPE, line.type(), EVENT, line.kind()));
    JsonNode last = line.payload().path("info").path("last_token_usage");
    if (line.kind().equals("token_count") && last.isObject()) {
      long cached = JsonFields.count(last, "cached_input_tokens");
      content =
          content.withUsage(
              new Usage(
                  Math.max(0, JsonFields.count(last, "input_tokens") - cached),
                  JsonFields.count(last, "output_tokens"),
                  cached,
                  0));
    }
    return Translated.of(new EntryType(CodexLine.EVENT), content);
  }

  private Translated compaction(JsonNode payload, long number, @Nullable String id) {
    List<Message> messages =
        payload.path("replacement_history").isArray()
            ? replacement(payload)
            : rebuilt.getOrDefault(number, List.of());
    String summary = JsonFields.textOrEmpty(payload, "message");
    Content content =
        Content.EMPTY
            .withCompaction(Compaction.keeping(id == null ? "line-" + number : id))
            .withReplacement(messages);
    if (!summary.isEmpty()) {
      content = content.withSummary(summary);
    }
    ObjectNode written = CodexEncoder.compacted(content);
    return Translated.of(EntryType.COMPACTION, CodexRemainder.beside(content, payload, written));
  }
}
