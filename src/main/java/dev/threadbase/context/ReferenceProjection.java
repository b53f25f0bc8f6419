package dev.threadbase.context;

import dev.threadbase.message.Message;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A context as the reference's JSON (floret session tree, ContextProjection). A message with
 * several calls or results is as many messages there.
 */
public final class ReferenceProjection {

  private final ContextPurpose purpose;
  private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode segments = JsonNodeFactory.instance.arrayNode();

  private ReferenceProjection(ContextPurpose purpose) {
    this.purpose = purpose;
  }

  /** The context with its segments, as the reference's object. */
  public static JsonNode json(ContextProjection context) {
    ReferenceProjection projection = new ReferenceProjection(context.purpose());
    for (int i = 0; i < context.messages().size(); i++) {
      projection.add(context.messages().get(i), context.annotations().get(i));
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (projection.messages.isEmpty()) {
      return json.putNull("messages");
    }
    json.set("messages", projection.messages);
    return json.set("segments", projection.segments);
  }

  private void add(Message message, MessageAnnotation annotation) {
    List<ReferenceMessage> units = ReferenceMessage.of(message);
    for (int i = 0; i < units.size(); i++) {
      ReferenceMessage unit =
          units.get(i).standingFor(annotation.entryId(), annotation.parentEntryId());
      segments.add(segment(unit, annotation, i == 0));
      messages.add(unit.json());
    }
  }

  private ObjectNode segment(
      ReferenceMessage unit, MessageAnnotation annotation, boolean withArtifacts) {
    ObjectNode segment = JsonNodeFactory.instance.objectNode();
    putSaid(segment, "entry_id", unit.entryId());
    putSaid(segment, "entry_type", annotation.entryType().name());
    segment.put("message_index", messages.size());
    putSaid(segment, "role", unit.role());
    putSaid(segment, "tool_call_id", unit.toolCallId());
    putSaid(segment, "tool_name", unit.toolName());
    segment.put("token_estimate", TokenEstimate.of(unit));
    if (purpose == ContextPurpose.UI) {
      if (withArtifacts && !annotation.artifacts().isEmpty()) {
        segment.set("artifact_refs", JsonMapper.shared().valueToTree(annotation.artifacts()));
      }
      putSaid(segment, "ui_preview", Annotations.preview(unit.content()));
    }
    return segment;
  }

  private static void putSaid(ObjectNode object, String name, String value) {
    if (!value.isEmpty()) {
      object.put(name, value);
    }
  }
}
