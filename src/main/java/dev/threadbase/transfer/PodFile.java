package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.PodActiveSegmentRef;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.transfer.LogJournal.PodChild;
import dev.threadbase.transfer.LogJournal.PodRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The record of a pod as a file. */
final class PodFile {

  private static final String NAME = "pod_name";
  private static final String ACTIVE = "active";
  private static final String SESSION = "session_id";
  private static final String SEGMENT = "segment_id";
  private static final String CHILDREN = "spawned_children";
  private static final String SOCKET = "socket_path";
  private static final String SCOPE = "scope_delegated";
  private static final String CALLBACK = "callback_address";

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
                  .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                  .build())
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  /** Two spaces a level, as the reference writes. */
  private static final ObjectWriter INDENTED =
      MAPPER
          .writer()
          .with(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                          .withObjectEmptySeparator("")
                          .withArrayEmptySeparator(""))
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private PodFile() {}

  /**
   * Reads a record, members that this version does not know included.
   *
   * @throws InvalidData if it is none
   */
  static PodRecord read(byte[] file) {
    String text = LogLine.text(file);
    JsonNode json = JsonLines.object(file);
    if (text == null || json == null) {
      throw new InvalidData("a pod record is not a JSON object in UTF-8");
    }
    PodMetadata pod = PodMetadata.parse(text);
    PodActiveSegmentRef active = pod.active();
    UUID segment = active == null ? null : active.segmentId();
    ObjectNode unknown = MAPPER.createObjectNode();
    for (String member : json.propertyNames()) {
      if (!member.equals(NAME) && !member.equals(ACTIVE) && !member.equals(CHILDREN)) {
        unknown.set(member, json.get(member));
      }
    }
    return new PodRecord(
        pod.podName(),
        active == null ? null : active.sessionId().toString(),
        segment == null ? null : segment.toString(),
        children(pod, json),
        MAPPER.writeValueAsString(unknown));
  }

  private static List<PodChild> children(PodMetadata pod, JsonNode json) {
    List<PodChild> children = new ArrayList<>();
    for (int i = 0; i < pod.spawnedChildren().size(); i++) {
      JsonNode child = json.get(CHILDREN).get(i);
      children.add(
          new PodChild(
              child.get(NAME).stringValue(),
              child.get(SOCKET).stringValue(),
              child.get(CALLBACK).stringValue(),
              MAPPER.writeValueAsString(child.get(SCOPE))));
    }
    return children;
  }

  /** The record as the reference writes it, without a last line end. */
  static byte[] write(PodRecord pod) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put(NAME, pod.name());
    if (pod.sessionId() != null) {
      ObjectNode active = json.putObject(ACTIVE);
      active.put(SESSION, pod.sessionId());
      putIfAny(active, SEGMENT, pod.segmentId());
    }
    if (!pod.children().isEmpty()) {
      ArrayNode children = json.putArray(CHILDREN);
      for (PodChild child : pod.children()) {
        ObjectNode written = children.addObject();
        written.put(NAME, child.name());
        written.put(SOCKET, child.socketPath());
        written.set(SCOPE, parsed(child.scope()));
        written.put(CALLBACK, child.callbackAddress());
      }
    }
    JsonNode unknown = parsed(pod.unknown());
    for (String member : unknown.propertyNames()) {
      json.set(member, unknown.get(member));
    }
    return INDENTED.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
  }

  private static void putIfAny(ObjectNode object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  private static JsonNode parsed(String json) {
    return JsonLines.value(json);
  }
}
