package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a session file of pi. */
final class PiReader implements TranscriptReader {

  private static final Pattern SESSION_IN_PATH =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.jsonl$");

  private @Nullable JsonNode header;
  private boolean chained = true;
  private @Nullable String previous;
  private @Nullable String name;
  private @Nullable String firstText;

  @Override
  public LineShape shape(JsonNode line, long number) {
    String type = JsonFields.textOrEmpty(line, "type");
    if (type.equals("session")) {
      if (header == null) {
        header = line;
        // Version 1 has neither ids nor parents: its lines are one chain.
        chained = JsonFields.count(line, "version") < 2;
      }
      return LineShape.header();
    }
    noteTitle(type, line);
    if (chained) {
      String id = "line-" + number;
      LineShape shape = LineShape.node(id, previous, false);
      previous = id;
      return shape;
    }
    String id = JsonFields.text(line, "id");
    return id == null
        ? LineShape.loose()
        : LineShape.node(id, JsonFields.text(line, "parentId"), false);
  }

  private void noteTitle(String type, JsonNode line) {
    if (type.equals("session_info")) {
      name = JsonFields.text(line, "name");
    }
    JsonNode message = JsonFields.object(line, "message");
    if (firstText == null && message != null && "user".equals(JsonFields.text(message, "role"))) {
      String text = PiMessages.text(message.get("content"));
      // A command to the program says nothing about the conversation.
      firstText = text.startsWith("/") ? null : Titles.of(text);
    }
  }

  @Override
  public ThreadMeta thread() {
    JsonNode session = Objects.requireNonNull(header, "a pi file begins with its header");
    String id = JsonFields.textOrEmpty(session, "id");
    String origin = JsonFields.text(session, "parentSession");
    if (origin == null) {
      origin = JsonFields.text(session, "branchedFrom");
    }
    Map<String, String> metadata = new HashMap<>();
    metadata.put("pi_version", String.valueOf(Math.max(1, JsonFields.count(session, "version"))));
    if (origin != null) {
      metadata.put("pi_parent_session", origin);
    }
    String thinking = JsonFields.text(session, "thinkingLevel");
    if (thinking != null) {
      metadata.put("pi_thinking_level", thinking);
    }
    return ThreadMeta.builder(id)
        .sessionId(id)
        .forkedFromThreadId(origin == null ? null : sessionInPath(origin))
        .title(
            Titles.ready(
                name != null ? name : firstText, name != null ? "session_info" : "first_message"))
        .workspace(JsonFields.text(session, "cwd"))
        .vendor(JsonFields.text(session, "provider"))
        .model(JsonFields.text(session, "modelId"))
        .createdAt(JsonFields.time(session, "timestamp"))
        .metadata(metadata)
        .build();
  }

  private static @Nullable String sessionInPath(String path) {
    Matcher matcher = SESSION_IN_PATH.matcher(path);
    return matcher.find() ? matcher.group(1) : null;
  }

  @Override
  public NewEntry entry(JsonNode line, long number, LongFunction<@Nullable String> entryIds) {
    Instant time = JsonFields.time(line, "timestamp");
    return translate(line, entryIds).at(time);
  }

  private static NewEntry translate(JsonNode line, LongFunction<@Nullable String> entryIds) {
    String type = JsonFields.textOrEmpty(line, "type");
    JsonNode message = JsonFields.object(line, "message");
    if (type.equals("message") && message != null) {
      return PiMessages.read(message);
    }
    return switch (type) {
      case "custom_message" -> customMessage(line);
      case "model_change" ->
          NewEntry.of(
              EntryType.MODEL_CHANGE,
              Content.EMPTY.withModel(
                  JsonFields.text(line, "provider"), JsonFields.text(line, "modelId")));
      case "compaction" -> compaction(line, entryIds);
      case "branch_summary" ->
          NewEntry.of(
              EntryType.BRANCH_SUMMARY,
              Content.EMPTY
                  .withSummary(JsonFields.textOrEmpty(line, "summary"))
                  .withMetadata(present(line, "fromId", "fromHook")));
      case "session_info" ->
          NewEntry.of(EntryType.THREAD_INFO, Content.EMPTY.withData(line.toString()));
      // Thinking levels, labels, extension state, and whatever a newer version brings.
      default -> NewEntry.of(new EntryType(type), Content.EMPTY.withData(line.toString()));
    };
  }

  private static NewEntry customMessage(JsonNode line) {
    List<Part> parts = PiMessages.parts(line.get("content"));
    Content content =
        Content.of(new Message(Role.USER, parts))
            .withMetadata(present(line, "customType", "display"));
    JsonNode details = line.get("details");
    return NewEntry.of(
        EntryType.USER_MESSAGE, details == null ? content : content.withData(details.toString()));
  }

  private static NewEntry compaction(JsonNode line, LongFunction<@Nullable String> entryIds) {
    String firstKept = JsonFields.text(line, "firstKeptEntryId");
    JsonNode index = line.get("firstKeptEntryIndex");
    if (firstKept == null && index != null && index.isIntegralNumber()) {
      // Version 1 counts the file's lines from 0, the header first.
      firstKept = entryIds.apply(index.longValue() + 1);
    }
    Compaction compaction =
        new Compaction(
            null,
            null,
            null,
            null,
            0,
            null,
            firstKept,
            List.of(),
            null,
            null,
            null,
            JsonFields.count(line, "tokensBefore"),
            0,
            null,
            null);
    Content content =
        Content.EMPTY
            .withCompaction(compaction)
            .withSummary(JsonFields.textOrEmpty(line, "summary"))
            .withMetadata(present(line, "fromHook"));
    JsonNode details = line.get("details");
    return NewEntry.of(
        EntryType.COMPACTION, details == null ? content : content.withData(details.toString()));
  }

  private static Map<String, String> present(JsonNode line, String... names) {
    Map<String, String> values = new HashMap<>();
    for (String member : names) {
      JsonNode value = line.get(member);
      if (value != null && value.isValueNode() && !value.isNull()) {
        values.put(member, value.asString());
      }
    }
    return values;
  }
}
