package dev.threadbase.segment;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** {@link RequestConfig} as JSON. */
final class RequestConfigJson {

  private RequestConfigJson() {}

  static void write(JsonGenerator out, RequestConfig config) {
    out.writeStartObject();
    u32(out, "max_tokens", config.maxTokens());
    f32(out, "temperature", config.temperature());
    f32(out, "top_p", config.topP());
    u32(out, "top_k", config.topK());
    JsonMembers.texts(out, "stop_sequences", config.stopSequences());
    out.writeName("reasoning");
    reasoning(out, config.reasoning());
    out.writeEndObject();
  }

  private static void u32(JsonGenerator out, String name, @Nullable Long value) {
    JsonMembers.json(out, name, value == null ? "null" : value.toString());
  }

  private static void f32(JsonGenerator out, String name, @Nullable Float value) {
    JsonMembers.json(out, name, value == null ? "null" : FloatText.of(value));
  }

  private static void reasoning(JsonGenerator out, @Nullable Reasoning reasoning) {
    if (reasoning instanceof Reasoning.Effort effort) {
      out.writeString(effort.label());
    } else if (reasoning instanceof Reasoning.Budget budget) {
      out.writeNumber(budget.tokens());
    } else {
      out.writeNull();
    }
  }

  static RequestConfig read(Fields config) {
    return new RequestConfig(
        config.u32OrNull("max_tokens"),
        config.floatOrNull("temperature"),
        config.floatOrNull("top_p"),
        config.u32OrNull("top_k"),
        config.texts("stop_sequences"),
        reasoning(config));
  }

  private static @Nullable Reasoning reasoning(Fields config) {
    JsonValue value = config.optional("reasoning");
    if (value == null) {
      return null;
    }
    if (value instanceof JsonValue.Text label) {
      return new Reasoning.Effort(label.text());
    }
    Integer tokens = WireNumbers.signed32(value);
    if (tokens == null) {
      throw config.invalid("reasoning", "must be a string or a signed 32-bit number");
    }
    return new Reasoning.Budget(tokens);
  }
}
