package dev.threadbase.segment;

import tools.jackson.core.JsonGenerator;

/** {@link SystemItem} as JSON. */
final class SystemItemJson {

  private SystemItemJson() {}

  static void write(JsonGenerator out, SystemItem item) {
    out.writeStartObject();
    JsonMembers.text(out, "kind", item.kind().wireName());
    switch (item.kind()) {
      case NOTIFICATION ->
          JsonMembers.text(out, "message", ((SystemItem.Notification) item).message());
      case POD_EVENT -> {
        out.writeName("event");
        PodEventJson.write(out, ((SystemItem.FromPod) item).event());
      }
      case FILE_ATTACHMENT ->
          JsonMembers.text(out, "path", ((SystemItem.FileAttachment) item).path());
      case KNOWLEDGE -> JsonMembers.text(out, "slug", ((SystemItem.Knowledge) item).slug());
      case WORKFLOW -> JsonMembers.text(out, "slug", ((SystemItem.Workflow) item).slug());
      case TASK_REMINDER, INTERRUPT -> {}
    }
    JsonMembers.text(out, "body", item.body());
    out.writeEndObject();
  }

  static SystemItem read(Fields item) {
    return switch (item.kind(SystemItem.Kind.class)) {
      case NOTIFICATION -> new SystemItem.Notification(item.text("message"), item.text("body"));
      case POD_EVENT ->
          new SystemItem.FromPod(item.object("event", PodEventJson::read), item.text("body"));
      case FILE_ATTACHMENT -> new SystemItem.FileAttachment(item.text("path"), item.text("body"));
      case KNOWLEDGE -> new SystemItem.Knowledge(item.text("slug"), item.text("body"));
      case WORKFLOW -> new SystemItem.Workflow(item.text("slug"), item.text("body"));
      case TASK_REMINDER -> new SystemItem.TaskReminder(item.text("body"));
      case INTERRUPT -> new SystemItem.Interrupt(item.text("body"));
    };
  }
}
