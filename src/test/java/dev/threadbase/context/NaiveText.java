package dev.threadbase.context;

import dev.threadbase.context.ReferencePath.Item;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The texts of {@link NaiveProjection}: the checkpoint, estimates, previews and messages. */
final class NaiveText {

  private static final int PREVIEW = 240;

  private NaiveText() {}

  static String trim(String text) {
    return text.replaceAll("(?U)^\\s+", "").replaceAll("(?U)\\s+\\z", "");
  }

  static String checkpoint(String summary, List<Item> users, boolean tail) {
    String head =
        tail
            ? """
            The conversation before the retained tail was compacted into this checkpoint.
            Use it as historical context only. Do not answer this checkpoint directly.
            The retained tail follows after this message and is the most recent source of truth.

            """
            : """
            The compacted conversation is represented by this checkpoint.
            Use it as the current conversation context.
            No retained tail follows this checkpoint.

            """;
    String kept =
        users.isEmpty()
            ? ""
            : """
            <preserved_user_inputs>
            These recent user messages were preserved from before the retained tail because they may contain \
            intent, constraints, or preferences.
            Treat them as historical requirements unless the retained tail or the latest user message supersedes \
            them.

            """
                + users.stream()
                    .map(NaiveText::user)
                    .collect(Collectors.joining(",\n", "[\n", "\n]"))
                + "\n</preserved_user_inputs>\n\n";
    return head
        + kept
        + "<compaction_summary schema=\"floret.compaction.summary.v1\">\n"
        + trim(summary)
        + "\n</compaction_summary>";
  }

  private static String user(Item user) {
    String content = user.message().content();
    return "  {\n    \"entry_id\": "
        + quoted(user.id())
        + ",\n    \"content\": "
        + quoted(content)
        + "\n  }";
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(escaped(c)));
    return quoted.append('"').toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '<', '>', '&', 0x2028, 0x2029 -> String.format("\\u%04x", c);
      default -> c < ' ' ? String.format("\\u%04x", c) : Character.toString(c);
    };
  }

  static long tokens(ReferenceMessage message) {
    return tokens(message.content())
        + tokens(message.toolName())
        + tokens(message.toolArgs())
        + tokens(message.toolCallId())
        + tokens(message.kind())
        + 8;
  }

  static long tokens(String text) {
    int ascii = 0;
    int others = 0;
    for (int c : trim(text).codePoints().toArray()) {
      if (c <= 127) {
        ascii++;
      } else {
        others++;
      }
    }
    return (long) Math.ceil(ascii / 3.0) + others;
  }

  /** Decodes byte by byte: whatever begins no whole character is a replacement. */
  static String preview(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= PREVIEW) {
      return content;
    }
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    int at = 0;
    while (at < PREVIEW) {
      int length = 1;
      while (length < 4 && at + length < PREVIEW && !isText(bytes, at, length)) {
        length++;
      }
      boolean whole = isText(bytes, at, length);
      byte[] next = whole ? slice(bytes, at, length) : "\ufffd".getBytes(StandardCharsets.UTF_8);
      shown.writeBytes(next);
      at += whole ? length : 1;
    }
    return shown.toString(StandardCharsets.UTF_8) + "...";
  }

  private static byte[] slice(byte[] bytes, int from, int length) {
    return java.util.Arrays.copyOfRange(bytes, from, from + length);
  }

  private static boolean isText(byte[] bytes, int from, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
      return true;
    } catch (CharacterCodingException torn) {
      return false;
    }
  }

  static @Nullable JsonNode fullOutput(ReferenceMessage message) {
    String view = message.toolResult();
    return view == null ? null : JsonMapper.shared().readTree(view).get("full_output");
  }

  static ObjectNode json(ReferenceMessage message) {
    String view = message.toolResult();
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("Role", message.role());
    json.put("Content", message.content());
    json.put("Reasoning", message.reasoning());
    json.put("ToolCallID", message.toolCallId());
    json.put("ToolName", message.toolName());
    json.put("ToolArgs", message.toolArgs());
    json.put("EntryID", message.entryId());
    json.put("ParentEntryID", message.parentEntryId());
    json.put("Kind", message.kind());
    json.set("ToolResult", JsonMapper.shared().readTree(view == null ? "null" : view));
    json.put("CompactionID", message.compactionId());
    json.put("CompactionGeneration", message.compactionGeneration());
    json.put("CompactionWindowID", message.compactionWindowId());
    return json;
  }
}
