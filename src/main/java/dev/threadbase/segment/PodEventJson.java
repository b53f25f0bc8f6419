package dev.threadbase.segment;

import tools.jackson.core.JsonGenerator;

/** {@link PodEvent} as JSON. */
final class PodEventJson {

  private PodEventJson() {}

  static void write(JsonGenerator out, PodEvent event) {
    out.writeStartObject();
    JsonMembers.text(out, "kind", event.kind().wireName());
    switch (event.kind()) {
      case TURN_ENDED -> JsonMembers.text(out, "pod_name", ((PodEvent.TurnEnded) event).podName());
      case ERRORED -> {
        JsonMembers.text(out, "pod_name", ((PodEvent.Errored) event).podName());
        JsonMembers.text(out, "message", ((PodEvent.Errored) event).message());
      }
      case SHUT_DOWN -> JsonMembers.text(out, "pod_name", ((PodEvent.ShutDown) event).podName());
      case SCOPE_SUB_DELEGATED -> write(out, (PodEvent.ScopeSubDelegated) event);
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, PodEvent.ScopeSubDelegated event) {
    JsonMembers.text(out, "parent_pod", event.parentPod());
    JsonMembers.text(out, "sub_pod", event.subPod());
    JsonMembers.text(out, "sub_socket", event.subSocket());
    JsonMembers.list(out, "scope", event.scope(), PodScopeJson::write);
  }

  static PodEvent read(Fields event) {
    return switch (event.kind(PodEvent.Kind.class)) {
      case TURN_ENDED -> new PodEvent.TurnEnded(event.text("pod_name"));
      case ERRORED -> new PodEvent.Errored(event.text("pod_name"), event.text("message"));
      case SHUT_DOWN -> new PodEvent.ShutDown(event.text("pod_name"));
      case SCOPE_SUB_DELEGATED ->
          new PodEvent.ScopeSubDelegated(
              event.text("parent_pod"),
              event.text("sub_pod"),
              event.text("sub_socket"),
              event.objects("scope", PodScopeJson::rule));
    };
  }
}
