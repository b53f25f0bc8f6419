package dev.threadbase.segment;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@link RestoredState} as JSON. It is only written. */
final class RestoredStateJson {

  private static final String WHAT = "a restored state";

  private RestoredStateJson() {}

  static String write(RestoredState state) {
    return JsonText.write(WHAT, out -> write(out, state));
  }

  static String write(RestoredSegment segment) {
    return JsonText.write(WHAT, out -> write(out, segment));
  }

  private static void write(JsonGenerator out, RestoredState state) {
    out.writeStartObject();
    JsonMembers.text(
        out, "session_id", state.sessionId() == null ? null : state.sessionId().toString());
    members(out, state);
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, RestoredSegment segment) {
    out.writeStartObject();
    JsonMembers.text(out, "session_id", segment.head().address().sessionId().toString());
    JsonMembers.text(out, "segment_id", segment.head().address().segmentId().toString());
    JsonMembers.unsigned(out, "entries", segment.head().count());
    members(out, segment.state());
    out.writeEndObject();
  }

  private static void members(JsonGenerator out, RestoredState state) {
    JsonMembers.text(out, "system_prompt", state.systemPrompt());
    out.writeName("config");
    RequestConfigJson.write(out, state.config());
    JsonMembers.list(out, "history", state.history(), ItemJson::write);
    JsonMembers.unsigned(out, "turn_count", state.turnCount());
    out.writeBooleanProperty("last_run_interrupted", state.lastRunInterrupted());
    JsonMembers.unsigned(out, "entries_count", state.entriesCount());
    JsonMembers.list(out, "usage_history", state.usageHistory(), RestoredStateJson::write);
    JsonMembers.list(out, "extensions", state.extensions(), RestoredStateJson::write);
    out.writeName("pod_scope");
    if (state.podScope() == null) {
      out.writeNull();
    } else {
      PodScopeJson.write(out, state.podScope());
    }
    JsonMembers.list(out, "user_segments", state.userSegments(), RestoredStateJson::write);
  }

  private static void write(JsonGenerator out, UsageRecord usage) {
    out.writeStartObject();
    LogEntryJson.usage(out, usage);
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, LogEntry.Extension extension) {
    out.writeStartObject();
    JsonMembers.unsigned(out, "ts", extension.ts());
    LogEntryJson.extension(out, extension);
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, List<InputSegment> segments) {
    out.writeStartArray();
    segments.forEach(segment -> InputSegmentJson.write(out, segment));
    out.writeEndArray();
  }
}
