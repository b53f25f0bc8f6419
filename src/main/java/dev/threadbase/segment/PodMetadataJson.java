package dev.threadbase.segment;

import tools.jackson.core.JsonGenerator;

/** {@link PodMetadata} as JSON. */
final class PodMetadataJson {

  private static final String WHAT = "a pod record";

  private PodMetadataJson() {}

  static String write(PodMetadata pod) {
    return JsonText.writePretty(WHAT, out -> write(out, pod));
  }

  private static void write(JsonGenerator out, PodMetadata pod) {
    out.writeStartObject();
    JsonMembers.text(out, "pod_name", pod.podName());
    JsonMembers.objectIfAny(out, "active", pod.active(), PodMetadataJson::write);
    if (!pod.spawnedChildren().isEmpty()) {
      JsonMembers.list(out, "spawned_children", pod.spawnedChildren(), PodMetadataJson::write);
    }
    out.writeEndObject();
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
    JsonMembers.list(out, "scope_delegated", child.scopeDelegated(), PodMetadataJson::write);
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
        pod.text("pod_name"),
        pod.objectOrNull(
            "active",
            active ->
                new PodActiveSegmentRef(
                    active.uuid("session_id"), active.uuidOrNull("segment_id"))),
        pod.objectsOrEmpty("spawned_children", PodMetadataJson::child));
  }

  private static PodSpawnedChild child(Fields child) {
    return new PodSpawnedChild(
        child.text("pod_name"),
        child.text("socket_path"),
        child.objects("scope_delegated", PodMetadataJson::rule),
        child.text("callback_address"));
  }

  private static PodSpawnedScopeRule rule(Fields rule) {
    return new PodSpawnedScopeRule(
        rule.text("target"), rule.text("permission"), rule.flag("recursive"));
  }
}
