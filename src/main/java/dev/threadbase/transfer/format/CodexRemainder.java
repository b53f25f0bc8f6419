package dev.threadbase.transfer.format;

import dev.threadbase.thread.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The members of a payload that the model has no word for, as data, and back. */
final class CodexRemainder {

  private CodexRemainder() {}

  /** The content with whatever of its payload would not be written. */
  static Content beside(Content content, JsonNode payload, ObjectNode written) {
    ObjectNode remainder = JsonMapper.shared().createObjectNode();
    for (Map.Entry<String, JsonNode> member : payload.properties()) {
      JsonNode value = member.getValue();
      JsonNode same = written.get(member.getKey());
      boolean isWritten = value.isNull() ? same == null || same.isNull() : value.equals(same);
      if (!isWritten) {
        remainder.set(member.getKey(), value);
      }
    }
    return remainder.isEmpty()
        ? content
        : content.withData("{\"" + CodexFormat.NAME + "\":" + remainder + "}");
  }

  /** The members that were kept; null if there are none. */
  static @Nullable JsonNode of(Content content) {
    String data = content.data();
    return data == null || !data.startsWith("{\"" + CodexFormat.NAME + "\":")
        ? null
        : JsonFields.object(RawJson.parsedOrText(data), CodexFormat.NAME);
  }

  /** Writes the members that were kept over those that the model has. */
  static void addTo(ObjectNode payload, @Nullable JsonNode remainder) {
    if (remainder != null) {
      remainder.properties().forEach(member -> payload.set(member.getKey(), member.getValue()));
    }
  }
}
