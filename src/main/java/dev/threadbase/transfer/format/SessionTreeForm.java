package dev.threadbase.transfer.format;

import dev.threadbase.context.ReferenceJson;
import dev.threadbase.thread.Sha256;
import dev.threadbase.transfer.format.GoObject.Holds;
import dev.threadbase.transfer.format.GoObject.Member;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of a session tree's files, member by member, and the text that an entry's fingerprint
 * is taken of: version 1 of the reference's raw encoder (floret session tree, RawForEntry). It is
 * frozen: what is written once must be written the same ever after.
 */
final class SessionTreeForm {

  /** Where a full output is. */
  private static final GoObject ARTIFACT =
      new GoObject(
          join(
              GoObject.optional(Holds.TEXT, "id", "safe_label", "url", "kind", "mime"),
              GoObject.optional(Holds.LONG, "size_bytes"),
              GoObject.optional(Holds.TEXT, "sha256")));

  /** How a result was cut. */
  static final GoObject TOOL_RESULT =
      new GoObject(
          join(
              GoObject.optional(Holds.FLAG, "truncated"),
              GoObject.optional(
                  Holds.LONG, "original_bytes", "visible_bytes", "original_lines", "visible_lines"),
              GoObject.optional(Holds.TEXT, "strategy", "content_sha256"),
              List.of(Member.object("full_output", Holds.POINTER, false, ARTIFACT))));

  /** How full a context was. */
  static final GoObject USAGE =
      new GoObject(
          join(
              GoObject.optional(
                  Holds.LONG,
                  "prefix_tokens",
                  "message_tokens",
                  "input_tokens",
                  "context_window",
                  "threshold_tokens",
                  "ratio_limit_tokens",
                  "request_safe_limit_tokens",
                  "max_output_tokens",
                  "reserved_output",
                  "reserved_summary",
                  "output_headroom_tokens",
                  "auto_compact_ratio_pct",
                  "recent_tail_tokens",
                  "recent_user_tokens"),
              GoObject.optional(Holds.TEXT, "source", "method", "confidence"),
              GoObject.optional(Holds.FLAG, "compaction_needed", "hard_limit_exceeded")));

  private static final GoObject MESSAGE =
      new GoObject(
          join(
              GoObject.always(
                  Holds.TEXT,
                  "Role",
                  "Content",
                  "Reasoning",
                  "ToolCallID",
                  "ToolName",
                  "ToolArgs",
                  "EntryID",
                  "ParentEntryID",
                  "Kind"),
              List.of(Member.object("ToolResult", Holds.POINTER, true, TOOL_RESULT)),
              GoObject.always(Holds.TEXT, "CompactionID"),
              GoObject.always(Holds.INT, "CompactionGeneration"),
              GoObject.always(Holds.TEXT, "CompactionWindowID")));

  private static final List<Member> SAID =
      join(
          GoObject.optional(
              Holds.TEXT,
              "provider",
              "model",
              "compaction_id",
              "previous_compaction_id",
              "compacted_through_entry_id",
              "summary_schema_version"),
          GoObject.optional(Holds.INT, "compaction_generation"),
          GoObject.optional(Holds.TEXT, "compaction_window_id", "first_kept_entry_id"),
          GoObject.optional(Holds.TEXTS, "kept_user_entry_ids"),
          GoObject.optional(
              Holds.TEXT, "summary", "compaction_trigger", "compaction_reason", "compaction_phase"),
          GoObject.optional(Holds.LONG, "tokens_before", "tokens_after_estimate"));

  private static final List<Member> ENDING =
      join(
          GoObject.optional(Holds.TEXT, "error"),
          GoObject.optional(Holds.TEXT_BY_NAME, "metadata"));

  private static final Member SPOKEN = Member.object("message", Holds.OBJECT, true, MESSAGE);

  /** What a fingerprint covers. */
  private static final GoObject RAW =
      new GoObject(
          join(
              GoObject.always(Holds.TEXT, "type"),
              GoObject.optional(Holds.TEXT, "turn_status"),
              List.of(SPOKEN),
              SAID,
              ENDING));

  /** A line of the journal. */
  static final GoObject ENTRY =
      new GoObject(
          join(
              GoObject.always(Holds.TEXT, "id", "thread_id"),
              GoObject.optional(Holds.TEXT, "parent_id"),
              GoObject.always(Holds.TEXT, "type"),
              GoObject.optional(Holds.TEXT, "turn_id"),
              GoObject.always(Holds.TEXT, "created_at"),
              List.of(SPOKEN),
              GoObject.optional(Holds.TEXT, "raw", "raw_hash", "turn_status"),
              SAID,
              List.of(
                  Member.object("context_usage_before", Holds.OBJECT, true, USAGE),
                  Member.object("context_usage_after", Holds.OBJECT, true, USAGE)),
              ENDING));

  /** A thread's snapshot. */
  static final GoObject THREAD =
      new GoObject(
          join(
              GoObject.always(Holds.TEXT, "id"),
              GoObject.optional(
                  Holds.TEXT,
                  "leaf_id",
                  "parent_thread_id",
                  "forked_from_thread_id",
                  "forked_from_entry_id"),
              GoObject.optional(Holds.FLAG, "archived"),
              GoObject.optional(Holds.TEXT, "title", "title_status", "title_source"),
              GoObject.always(Holds.TEXT, "title_updated_at"),
              GoObject.optional(Holds.TEXT, "title_error"),
              GoObject.always(Holds.TEXT, "created_at", "updated_at"),
              GoObject.optional(Holds.TEXT, "status"),
              GoObject.always(Holds.TEXT, "last_viewed_at")));

  /** Whose turn it is. */
  static final GoObject LEASE =
      new GoObject(GoObject.always(Holds.TEXT, "thread_id", "turn_id", "owner_id", "created_at"));

  private SessionTreeForm() {}

  /** The text that stands for what an entry says, wherever it stands. */
  static String raw(JsonNode entry) {
    return ReferenceJson.compact(RAW.write(entry));
  }

  /** The fingerprint of a text: SHA-256 of its UTF-8 bytes in lower-case hex. */
  static String hash(String raw) {
    return HexFormat.of().formatHex(Sha256.begin().digest(raw.getBytes(StandardCharsets.UTF_8)));
  }

  /** An entry in the journal's form, with its text and fingerprint. */
  static ObjectNode prepared(ObjectNode entry) {
    String raw = raw(entry);
    entry.put("raw", raw);
    entry.put("raw_hash", hash(raw));
    return ENTRY.write(entry);
  }

  @SafeVarargs
  private static List<Member> join(List<Member>... parts) {
    List<Member> joined = new ArrayList<>();
    for (List<Member> part : parts) {
      joined.addAll(part);
    }
    return joined;
  }
}
