package dev.threadbase.segment;

import tools.jackson.core.JsonGenerator;

/** {@link LogEntry} as JSON. */
final class LogEntryJson {

  private static final String WHAT = "a log entry";

  private LogEntryJson() {}

  static String write(LogEntry entry) {
    return JsonText.write(WHAT, out -> write(out, entry));
  }

  private static void write(JsonGenerator out, LogEntry entry) {
    out.writeStartObject();
    JsonMembers.text(out, "kind", entry.kind().wireName());
    JsonMembers.unsigned(out, "ts", entry.ts());
    switch (entry.kind()) {
      case SEGMENT_START -> write(out, (LogEntry.SegmentStart) entry);
      case INVOKE ->
          JsonMembers.text(out, "trigger", ((LogEntry.Invoke) entry).trigger().wireName());
      case USER_INPUT ->
          JsonMembers.list(
              out, "segments", ((LogEntry.UserInput) entry).segments(), InputSegmentJson::write);
      case ASSISTANT_ITEM -> item(out, ((LogEntry.AssistantItem) entry).item());
      case TOOL_RESULT -> item(out, ((LogEntry.ToolResult) entry).item());
      case SYSTEM_ITEM -> {
        out.writeName("item");
        SystemItemJson.write(out, ((LogEntry.SystemEvent) entry).item());
      }
      case TURN_END ->
          JsonMembers.unsigned(out, "turn_count", ((LogEntry.TurnEnd) entry).turnCount());
      case RUN_COMPLETED -> write(out, (LogEntry.RunCompleted) entry);
      case RUN_ERRORED -> write(out, (LogEntry.RunErrored) entry);
      case CONFIG_CHANGED -> config(out, ((LogEntry.ConfigChanged) entry).config());
      case LLM_USAGE -> usage(out, ((LogEntry.LlmUsage) entry).usage());
      case EXTENSION -> extension(out, (LogEntry.Extension) entry);
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, LogEntry.SegmentStart start) {
    JsonMembers.text(out, "session_id", start.sessionId().toString());
    JsonMembers.text(out, "system_prompt", start.systemPrompt());
    config(out, start.config());
    JsonMembers.list(out, "history", start.history(), ItemJson::write);
    JsonMembers.objectIfAny(out, "forked_from", start.forkedFrom(), LogEntryJson::write);
    JsonMembers.objectIfAny(out, "compacted_from", start.compactedFrom(), LogEntryJson::write);
  }

  private static void write(JsonGenerator out, SegmentOrigin origin) {
    out.writeStartObject();
    JsonMembers.text(out, "segment_id", origin.segmentId().toString());
    JsonMembers.unsigned(out, "at_turn_index", origin.atTurnIndex());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, LogEntry.RunCompleted run) {
    out.writeBooleanProperty("interrupted", run.interrupted());
    JsonMembers.text(out, "result", run.result().wireName());
  }

  private static void write(JsonGenerator out, LogEntry.RunErrored run) {
    out.writeBooleanProperty("interrupted", run.interrupted());
    JsonMembers.text(out, "message", run.message());
  }

  private static void item(JsonGenerator out, LoggedItem item) {
    out.writeName("item");
    ItemJson.write(out, item);
  }

  private static void config(JsonGenerator out, RequestConfig config) {
    out.writeName("config");
    RequestConfigJson.write(out, config);
  }

  /** The five numbers, as members of the object that is being written. */
  static void usage(JsonGenerator out, UsageRecord usage) {
    JsonMembers.unsigned(out, "history_len", usage.historyLen());
    JsonMembers.unsigned(out, "input_total_tokens", usage.inputTotalTokens());
    JsonMembers.unsigned(out, "cache_read_tokens", usage.cacheReadTokens());
    JsonMembers.unsigned(out, "cache_write_tokens", usage.cacheWriteTokens());
    JsonMembers.unsigned(out, "output_tokens", usage.outputTokens());
  }

  /** Domain and payload, as members of the object that is being written. */
  static void extension(JsonGenerator out, LogEntry.Extension extension) {
    JsonMembers.text(out, "domain", extension.domain());
    JsonMembers.json(out, "payload", extension.payload());
  }

  static LogEntry read(String json) {
    Fields entry = Fields.parse(json, WHAT);
    LogEntry.Kind kind = entry.kind(LogEntry.Kind.class);
    long ts = entry.unsigned("ts");
    return switch (kind) {
      case SEGMENT_START -> start(entry, ts);
      case INVOKE -> new LogEntry.Invoke(ts, entry.choice("trigger", Trigger.class));
      case USER_INPUT ->
          new LogEntry.UserInput(ts, entry.objects("segments", InputSegmentJson::read));
      case ASSISTANT_ITEM -> new LogEntry.AssistantItem(ts, entry.object("item", ItemJson::read));
      case TOOL_RESULT -> new LogEntry.ToolResult(ts, entry.object("item", ItemJson::read));
      case SYSTEM_ITEM -> new LogEntry.SystemEvent(ts, entry.object("item", SystemItemJson::read));
      case TURN_END -> new LogEntry.TurnEnd(ts, entry.unsigned("turn_count"));
      case RUN_COMPLETED ->
          new LogEntry.RunCompleted(
              ts, entry.flag("interrupted"), entry.choice("result", RunResult.class));
      case RUN_ERRORED ->
          new LogEntry.RunErrored(ts, entry.flag("interrupted"), entry.text("message"));
      case CONFIG_CHANGED ->
          new LogEntry.ConfigChanged(ts, entry.object("config", RequestConfigJson::read));
      case LLM_USAGE -> new LogEntry.LlmUsage(ts, usage(entry));
      case EXTENSION -> new LogEntry.Extension(ts, entry.text("domain"), entry.json("payload"));
    };
  }

  private static LogEntry.SegmentStart start(Fields entry, long ts) {
    return new LogEntry.SegmentStart(
        ts,
        entry.uuid("session_id"),
        entry.textOrNull("system_prompt"),
        entry.object("config", RequestConfigJson::read),
        entry.objects("history", ItemJson::read),
        entry.objectOrNull("forked_from", LogEntryJson::origin),
        entry.objectOrNull("compacted_from", LogEntryJson::origin));
  }

  private static SegmentOrigin origin(Fields origin) {
    return new SegmentOrigin(origin.uuid("segment_id"), origin.unsigned("at_turn_index"));
  }

  private static UsageRecord usage(Fields entry) {
    return new UsageRecord(
        entry.unsigned("history_len"),
        entry.unsigned("input_total_tokens"),
        entry.unsigned("cache_read_tokens"),
        entry.unsigned("cache_write_tokens"),
        entry.unsigned("output_tokens"));
  }
}
