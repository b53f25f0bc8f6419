package dev.threadbase.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One part of a message. Parts stand in the order in which they were said.
 *
 * <p>Text inside a part is kept exactly, broken tool arguments included; it is never parsed or
 * normalised here.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Part.Text.class, name = "text"),
  @JsonSubTypes.Type(value = Part.Reasoning.class, name = "reasoning"),
  @JsonSubTypes.Type(value = Part.Media.class, name = "media"),
  @JsonSubTypes.Type(value = Part.ToolCall.class, name = "tool_call"),
  @JsonSubTypes.Type(value = Part.ToolResult.class, name = "tool_result"),
  @JsonSubTypes.Type(value = Part.Opaque.class, name = "opaque")
})
public sealed interface Part {

  /**
   * Plain text.
   *
   * @param text the text, possibly empty
   */
  record Text(String text) implements Part {
    /** Checks that the text is there. */
    public Text {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
      return "Text[" + text.length() + " chars]";
    }
  }

  /**
   * What the model thought before it spoke.
   *
   * @param text the readable thought, possibly empty
   * @param signature the provider's proof, to be sent back unchanged; null when there is none
   * @param encrypted the thought in a form that only the provider reads; null when there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Reasoning(String text, @Nullable String signature, @Nullable String encrypted)
      implements Part {
    /** Checks that the text is there. */
    public Reasoning {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
      return "Reasoning[" + text.length() + " chars]";
    }
  }

  /**
   * An image or another document, inside the message or beside it.
   *
   * @param mimeType the media type, for example {@code image/png}
   * @param data the content in base64; null when it is only referred to
   * @param url where the content is; null when it is inside
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Media(
      @JsonProperty("mime_type") String mimeType, @Nullable String data, @Nullable String url)
      implements Part {
    /** Checks that the media type is there. */
    public Media {
      Objects.requireNonNull(mimeType, "mimeType");
    }

    @Override
    public String toString() {
      return "Media[" + mimeType + "]";
    }
  }

  /**
   * The model asks for a tool.
   *
   * @param id the call's id, which its result repeats
   * @param name the tool's name
   * @param arguments the arguments as the model wrote them: JSON text, unless the model broke it
   */
  record ToolCall(String id, String name, String arguments) implements Part {
    /** Checks that all three are there. */
    public ToolCall {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(arguments, "arguments");
    }

    @Override
    public String toString() {
      return "ToolCall[" + id + "]";
    }
  }

  /**
   * What a tool answered.
   *
   * @param callId the id of the call that this answers
   * @param name the tool's name; null when the record did not hold it
   * @param content the answer's own parts, in order
   * @param error whether the tool failed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ToolResult(
      @JsonProperty("call_id") String callId,
      @Nullable String name,
      List<Part> content,
      boolean error)
      implements Part {
    /** Copies the content. */
    public ToolResult {
      Objects.requireNonNull(callId, "callId");
      content = List.copyOf(content);
    }

    @Override
    public String toString() {
      return "ToolResult[" + callId + ", " + content.size() + " parts]";
    }
  }

  /**
   * A part of a foreign format that the model has no word for, kept as it was.
   *
   * @param kind what the foreign format calls it
   * @param json the part as JSON text
   */
  record Opaque(String kind, String json) implements Part {
    /** Checks that both are there. */
    public Opaque {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(json, "json");
    }

    @Override
    public String toString() {
      return "Opaque[" + kind + "]";
    }
  }
}
