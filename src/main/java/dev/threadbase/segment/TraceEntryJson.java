package dev.threadbase.segment;

import tools.jackson.core.JsonGenerator;

/** {@link TraceEntry} as JSON: the members of the payload stand in the entry's own object. */
final class TraceEntryJson {

  private static final String WHAT = "a trace entry";

  private TraceEntryJson() {}

  static String write(TraceEntry entry) {
    return JsonText.write(WHAT, out -> write(out, entry));
  }

  private static void write(JsonGenerator out, TraceEntry entry) {
    out.writeStartObject();
    JsonMembers.unsigned(out, "ts", entry.ts());
    JsonMembers.unsigned(out, "turn", entry.turn());
    if (entry.llmCall() != null) {
      JsonMembers.unsigned(out, "llm_call", entry.llmCall());
    }
    JsonMembers.text(out, "kind", entry.payload().kind().wireName());
    switch (entry.payload().kind()) {
      case STREAM_EVENT ->
          JsonMembers.json(out, "event", ((TraceEntry.StreamEvent) entry.payload()).eventJson());
      case LIFECYCLE -> write(out, (TraceEntry.Lifecycle) entry.payload());
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, TraceEntry.Lifecycle lifecycle) {
    JsonMembers.text(out, "label", lifecycle.label());
    if (lifecycle.dataJson() != null) {
      JsonMembers.json(out, "data", lifecycle.dataJson());
    }
  }

  static TraceEntry read(String json) {
    Fields entry = Fields.parse(json, WHAT);
    return new TraceEntry(
        entry.unsigned("ts"),
        entry.unsigned("turn"),
        entry.unsignedOrNull("llm_call"),
        payload(entry));
  }

  private static TraceEntry.Payload payload(Fields entry) {
    return switch (entry.kind(TraceEntry.Payload.Kind.class)) {
      case STREAM_EVENT -> new TraceEntry.StreamEvent(entry.json("event"));
      case LIFECYCLE -> new TraceEntry.Lifecycle(entry.text("label"), entry.jsonOrNull("data"));
    };
  }
}
