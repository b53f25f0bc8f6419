package dev.threadbase.segment;

import tools.jackson.core.JsonGenerator;

/** {@link LoggedItem} as JSON. */
final class ItemJson {

  private ItemJson() {}

  static void write(JsonGenerator out, LoggedItem item) {
    out.writeStartObject();
    JsonMembers.text(out, "kind", item.kind().wireName());
    switch (item.kind()) {
      case MESSAGE -> write(out, (LoggedItem.Message) item);
      case TOOL_CALL -> write(out, (LoggedItem.ToolCall) item);
      case TOOL_RESULT -> write(out, (LoggedItem.ToolResult) item);
      case REASONING -> write(out, (LoggedItem.Reasoning) item);
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, LoggedItem.Message message) {
    JsonMembers.text(out, "role", message.role().wireName());
    JsonMembers.list(out, "content", message.content(), ItemJson::write);
  }

  private static void write(JsonGenerator out, LoggedItem.ToolCall call) {
    JsonMembers.text(out, "call_id", call.callId());
    JsonMembers.text(out, "name", call.name());
    JsonMembers.text(out, "arguments", call.arguments());
  }

  private static void write(JsonGenerator out, LoggedItem.ToolResult result) {
    JsonMembers.text(out, "call_id", result.callId());
    JsonMembers.text(out, "summary", result.summary());
    JsonMembers.textIfAny(out, "content", result.content());
    if (result.error()) {
      out.writeBooleanProperty("is_error", true);
    }
  }

  private static void write(JsonGenerator out, LoggedItem.Reasoning reasoning) {
    JsonMembers.text(out, "text", reasoning.text());
    if (!reasoning.summary().isEmpty()) {
      JsonMembers.texts(out, "summary", reasoning.summary());
    }
    JsonMembers.textIfAny(out, "encrypted_content", reasoning.encryptedContent());
    JsonMembers.textIfAny(out, "signature", reasoning.signature());
  }

  private static void write(JsonGenerator out, ContentPart part) {
    out.writeStartObject();
    JsonMembers.text(out, "kind", part.kind().wireName());
    switch (part.kind()) {
      case TEXT -> JsonMembers.text(out, "text", ((ContentPart.Text) part).text());
      case REFUSAL -> JsonMembers.text(out, "refusal", ((ContentPart.Refusal) part).refusal());
    }
    out.writeEndObject();
  }

  static LoggedItem read(Fields item) {
    return switch (item.kind(LoggedItem.Kind.class)) {
      case MESSAGE ->
          new LoggedItem.Message(
              item.choice("role", LoggedItem.Role.class), item.objects("content", ItemJson::part));
      case TOOL_CALL ->
          new LoggedItem.ToolCall(item.text("call_id"), item.text("name"), item.text("arguments"));
      case TOOL_RESULT ->
          new LoggedItem.ToolResult(
              item.text("call_id"),
              item.text("summary"),
              item.textOrNull("content"),
              item.flagOr("is_error", false));
      case REASONING ->
          new LoggedItem.Reasoning(
              item.text("text"),
              item.textsOrEmpty("summary"),
              item.textOrNull("encrypted_content"),
              item.textOrNull("signature"));
    };
  }

  private static ContentPart part(Fields part) {
    return switch (part.kind(ContentPart.Kind.class)) {
      case TEXT -> new ContentPart.Text(part.text("text"));
      case REFUSAL -> new ContentPart.Refusal(part.text("refusal"));
    };
  }
}
