package dev.threadbase.segment;

import dev.threadbase.ThreadbaseException.InvalidData;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** {@link PodMetadata} as JSON. */
final class PodMetadataJson {

  private static final String WHAT = "a pod record";
  private static final String NAME = "pod_name";
  private static final String ACTIVE = "active";
  private static final String CHILDREN = "spawned_children";
  private static final String SCOPE = "scope_delegated";
  private static final Set<String> KNOWN = Set.of(NAME, ACTIVE, CHILDREN);

  private PodMetadataJson() {}

  /** A record with members that this version does not know behind those that it knows. */
  static String write(PodMetadata pod, String unknown) {
    List<JsonValue.Member> members = members(unknown);
    return JsonText.writePretty(WHAT, out -> write(out, pod, members));
  }

  private static void write(JsonGenerator out, PodMetadata pod, List<JsonValue.Member> unknown) {
    out.writeStartObject();
    JsonMembers.text(out, NAME, pod.podName());
    JsonMembers.objectIfAny(out, ACTIVE, pod.active(), PodMetadataJson::write);
    if (!pod.spawnedChildren().isEmpty()) {
      JsonMembers.list(out, CHILDREN, pod.spawnedChildren(), PodMetadataJson::write);
    }
    JsonText.writeMembers(out, unknown);
    out.writeEndObject();
  }

  /** The members of a record that this version does not know. */
  static String unknown(String json) {
    List<JsonValue.Member> unknown =
        members(json).stream().filter(member -> !KNOWN.contains(member.name())).toList();
    return JsonText.write(new JsonValue.ObjectOf(unknown), WHAT);
  }

  private static List<JsonValue.Member> members(String json) {
    if (JsonText.parse(json, WHAT) instanceof JsonValue.ObjectOf object) {
      return object.members();
    }
    throw new InvalidData(WHAT + ": not a JSON object");
  }

  /** What a child may touch, as a JSON array. */
  static String writeScope(List<PodSpawnedScopeRule> scope) {
    return JsonText.write(
        WHAT,
        out -> {
          out.writeStartArray();
          scope.forEach(rule -> write(out, rule));
          out.writeEndArray();
        });
  }

  static List<PodSpawnedScopeRule> readScope(String json) {
    return Fields.parse("{\"" + SCOPE + "\":" + json + "}", WHAT)
        .objects(SCOPE, PodMetadataJson::rule);
  }

  private static void write(JsonGenerator out, PodActiveSegmentRef active) {
    out.writeStartObject();
    JsonMembers.text(out, "session_id", active.sessionId().toString());
    if (active.segmentId() != null) {
      JsonMembers.text(out, "segment_id", active.segmentId().toString());
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, PodSpawnedChild child) {
    out.writeStartObject();
    JsonMembers.text(out, "pod_name", child.podName());
    JsonMembers.text(out, "socket_path", child.socketPath());
    JsonMembers.list(out, SCOPE, child.scopeDelegated(), PodMetadataJson::write);
    JsonMembers.text(out, "callback_address", child.callbackAddress());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, PodSpawnedScopeRule rule) {
    out.writeStartObject();
    JsonMembers.text(out, "target", rule.target());
    JsonMembers.text(out, "permission", rule.permission());
    out.writeBooleanProperty("recursive", rule.recursive());
    out.writeEndObject();
  }

  static PodMetadata read(String json) {
    Fields pod = Fields.parse(json, WHAT);
    return new PodMetadata(
        pod.text(NAME),
        pod.objectOrNull(
            ACTIVE,
            active ->
                new PodActiveSegmentRef(
                    active.uuid("session_id"), active.uuidOrNull("segment_id"))),
        pod.objectsOrEmpty(CHILDREN, PodMetadataJson::child));
  }

  private static PodSpawnedChild child(Fields child) {
    return new PodSpawnedChild(
        child.text("pod_name"),
        child.text("socket_path"),
        child.objects(SCOPE, PodMetadataJson::rule),
        child.text("callback_address"));
  }

  private static PodSpawnedScopeRule rule(Fields rule) {
    return new PodSpawnedScopeRule(
        rule.text("target"), rule.text("permission"), rule.flag("recursive"));
  }
}
