package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes annotations of messages. */
final class Annotations {

  /** How many bytes of UTF-8 of a message are shown. */
  private static final int PREVIEW = 240;

  private static final String MORE = "...";
  private static final String TORN = "\ufffd";

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Annotations() {}

  static MessageAnnotation of(Projected projected, ContextPurpose purpose) {
    Message message = projected.message();
    ReferenceMessage flat = ReferenceMessage.of(message).get(0);
    boolean shown = purpose == ContextPurpose.UI;
    return new MessageAnnotation(
        projected.entry().id(),
        projected.entry().parentId(),
        projected.entry().type(),
        flat.role(),
        flat.kind(),
        emptyToNull(flat.toolCallId()),
        emptyToNull(flat.toolName()),
        TokenEstimate.of(message),
        shown ? artifacts(message) : List.of(),
        shown ? preview(flat.content()) : null);
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static List<ArtifactRef> artifacts(Message message) {
    List<ArtifactRef> artifacts = new ArrayList<>();
    String view = message.attributes().get(ReferenceMessage.TOOL_RESULT);
    if (view != null) {
      fullOutput(view, artifacts);
    }
    message.parts().forEach(part -> media(part, artifacts));
    return artifacts;
  }

  private static void fullOutput(String view, List<ArtifactRef> artifacts) {
    try {
      JsonNode full = JSON.readTree(view).get("full_output");
      if (full != null && full.isObject()) {
        artifacts.add(JSON.treeToValue(full, ArtifactRef.class));
      }
    } catch (JacksonException foreign) {
      // Another hand's account of the result, which names no artifact in our words.
    }
  }

  private static void media(Part part, List<ArtifactRef> artifacts) {
    if (part instanceof Part.Media media && media.url() != null) {
      artifacts.add(new ArtifactRef(null, null, media.url(), null, media.mimeType(), 0, null));
    } else if (part instanceof Part.ToolResult result) {
      result.content().forEach(inner -> media(inner, artifacts));
    }
  }

  /** Cut at a byte, as the reference cuts: bytes of a torn character are U+FFFD each. */
  static String preview(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= PREVIEW) {
      return content;
    }
    int whole = PREVIEW;
    while (isContinued(bytes[whole])) {
      whole--;
    }
    String begin = new String(bytes, 0, whole, StandardCharsets.UTF_8);
    return begin + TORN.repeat(PREVIEW - whole) + MORE;
  }

  private static boolean isContinued(byte octet) {
    return (octet & 0xc0) == 0x80;
  }
}
