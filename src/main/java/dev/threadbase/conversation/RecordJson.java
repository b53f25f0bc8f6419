package dev.threadbase.conversation;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.context.ReferenceJson;
import dev.threadbase.message.RawText;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Records as JSON, to the byte as ggcode writes them (ggcode session, sections 1.4 to 1.7), and
 * back: what an entry of the type {@code usage}, {@code metric}, {@code tunnel_event} or {@code
 * cost} has as its data. Reading is lenient: what is absent or of another kind is empty.
 */
public final class RecordJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private RecordJson() {}

  /** A record of tokens as JSON. */
  public static String of(UsageRecord record) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("timestamp", RecordTimes.text(record.timestamp()));
    json.put("turn_index", record.turnIndex());
    putIfAny(json, "model", record.model());
    putIfAny(json, "vendor", record.vendor());
    putIfAny(json, "endpoint", record.endpoint());
    json.set("usage", json(record.tokens()));
    return ReferenceJson.plain(json);
  }

  /** Tokens as JSON. */
  public static String of(TokenUsage tokens) {
    return ReferenceJson.plain(json(tokens));
  }

  private static ObjectNode json(TokenUsage tokens) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("input_tokens", tokens.inputTokens()).put("output_tokens", tokens.outputTokens());
    json.put("cache_read_tokens", tokens.cacheReadTokens());
    json.put("cache_write_tokens", tokens.cacheWriteTokens());
    return putIfAny(json, "prompt_tokens_total", tokens.promptTokensTotal());
  }

  /** A metric as JSON. */
  public static String of(MetricEvent event) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("timestamp", RecordTimes.text(event.timestamp()));
    json.put("turn_index", event.turnIndex()).put("type", event.type());
    putIfAny(json, "ttft", event.firstToken().toNanos());
    putIfAny(json, "think_time", event.thinkTime().toNanos());
    putIfAny(json, "duration", event.duration().toNanos());
    putIfAny(json, "tool_name", event.toolName());
    if (event.toolSuccess()) {
      json.put("tool_success", true);
    }
    putIfAny(json, "tool_error", event.toolError());
    putIfAny(json, "tool_duration", event.toolDuration().toNanos());
    putIfAny(json, "model", event.model());
    putIfAny(json, "vendor", event.vendor());
    putIfAny(json, "endpoint", event.endpoint());
    return ReferenceJson.plain(json);
  }

  /**
   * An event as JSON.
   *
   * @throws InvalidData if its data is no JSON
   */
  public static String of(TunnelEvent event) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("event_id", event.eventId());
    putIfAny(json, "stream_id", event.streamId());
    json.put("type", event.type());
    if (event.data() != null) {
      json.putRawValue("data", new RawValue(compact("the data of a tunnel event", event.data())));
    }
    return ReferenceJson.plain(json);
  }

  /**
   * A JSON text without space between its tokens, otherwise as it is spelled.
   *
   * @throws InvalidData if it is no JSON; the message names what it is, not the text
   */
  public static String compact(String what, String json) {
    if (parse(json).isMissingNode()) {
      throw new InvalidData(what + " is no JSON");
    }
    return RawText.compact(json);
  }

  /**
   * An event with its data as it is stored.
   *
   * @throws InvalidData if that is no JSON
   */
  static TunnelEvent spelled(TunnelEvent event) {
    return event.data() == null
        ? event
        : new TunnelEvent(
            event.eventId(),
            event.streamId(),
            event.type(),
            compact("the data of tunnel event " + event.eventId(), event.data()));
  }

  /** Reads a record of tokens. */
  public static UsageRecord usage(String json) {
    JsonNode record = parse(json);
    return new UsageRecord(
        RecordTimes.parse(text(record, "timestamp")),
        number(record, "turn_index"),
        text(record, "model"),
        text(record, "vendor"),
        text(record, "endpoint"),
        tokens(record.path("usage")));
  }

  /** Reads tokens. */
  public static TokenUsage tokens(@Nullable String json) {
    return json == null ? TokenUsage.NONE : tokens(parse(json));
  }

  private static TokenUsage tokens(JsonNode tokens) {
    return new TokenUsage(
        number(tokens, "input_tokens"),
        number(tokens, "output_tokens"),
        number(tokens, "cache_read_tokens"),
        number(tokens, "cache_write_tokens"),
        number(tokens, "prompt_tokens_total"));
  }

  /** Reads a metric. */
  public static MetricEvent metric(String json) {
    JsonNode event = parse(json);
    return new MetricEvent(
        RecordTimes.parse(text(event, "timestamp")),
        number(event, "turn_index"),
        RecordTexts.nullToEmpty(text(event, "type")),
        nanos(event, "ttft"),
        nanos(event, "think_time"),
        nanos(event, "duration"),
        text(event, "tool_name"),
        event.path("tool_success").booleanValue(false),
        text(event, "tool_error"),
        nanos(event, "tool_duration"),
        text(event, "model"),
        text(event, "vendor"),
        text(event, "endpoint"));
  }

  /** Reads an event. */
  public static TunnelEvent tunnelEvent(String json) {
    JsonNode event = parse(json);
    Map<String, String> members =
        event.isObject() ? RawText.members(RawText.compact(json)) : Map.of();
    return new TunnelEvent(
        RecordTexts.nullToEmpty(text(event, "event_id")),
        text(event, "stream_id"),
        RecordTexts.nullToEmpty(text(event, "type")),
        members.get("data"));
  }

  private static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException broken) {
      return MAPPER.missingNode();
    }
  }

  private static @Nullable String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isString() ? value.stringValue() : null;
  }

  private static long number(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.canConvertToLong() ? value.longValue() : 0;
  }

  private static Duration nanos(JsonNode object, String name) {
    return Duration.ofNanos(number(object, name));
  }

  private static ObjectNode putIfAny(ObjectNode json, String name, @Nullable String text) {
    return text == null ? json : json.put(name, text);
  }

  private static ObjectNode putIfAny(ObjectNode json, String name, long number) {
    return number == 0 ? json : json.put(name, number);
  }
}
