package dev.threadbase.transfer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tables that Threadbase's own format carries, in the order in which their rows can be
 * inserted. Leases, pods, and which conversation of a channel is active are no part of a session:
 * they say what is going on in one place, and the name of a pod or a channel may be another's
 * elsewhere.
 */
public enum NativeTable {
  /** The session. */
  SESSIONS("session_id created_at_ns", "session_id", "session_id"),
  /** Its segments. */
  SEGMENTS(
      "session_id segment_id origin parent_segment_id parent_length base_length depth source_segment_id at_turn_index"
          + " base_turn thread_id created_at_ns",
      "session_id segment_id",
      "depth, segment_id"),
  /** Its entries. */
  ENTRIES(
      "session_id segment_id seq entry_id thread_id ordinal parent_id type turn_id role model tool_name"
          + " created_at_ns payload payload_hash source_id source_line",
      "session_id segment_id seq",
      "segment_id, seq"),
  /** Its threads. */
  THREADS(
      "thread_id session_id base_segment_id inherited_length head_segment_id head_length head_open leaf_id"
          + " prior_leaf_id first_ordinal next_ordinal version parent_thread_id forked_from_thread_id"
          + " forked_from_entry_id title title_status title_source title_updated_at_ns title_error archived lease_required status"
          + " workspace channel vendor endpoint model metadata created_at_ns updated_at_ns last_active_at_ns"
          + " last_viewed_at_ns deleted_at_ns spoken",
      "thread_id",
      "thread_id"),
  /** Archived originals. */
  SOURCES(
      "source_id session_id thread_id format path length parsed_length line_count digest created_at_ns",
      "session_id source_id",
      "source_id"),
  /** Their bytes. */
  SOURCE_CHUNKS(
      "session_id source_id byte_offset length deflated",
      "session_id source_id byte_offset",
      "source_id, byte_offset"),
  /** How many traces its logs have. */
  TRACE_LOGS("session_id segment_id length", "session_id segment_id", "segment_id"),
  /** Their traces. */
  TRACE_ENTRIES(
      "session_id segment_id seq kind turn llm_call created_at_ns payload",
      "session_id segment_id seq",
      "segment_id, seq");

  private static final Map<String, NativeTable> BY_NAME =
      Stream.of(values()).collect(Collectors.toMap(NativeTable::tableName, table -> table));

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes them.
  private final List<String> columns;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Map<String, Integer> positions;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> key;

  private final String order;

  NativeTable(String columns, String key, String order) {
    this.columns = List.of(columns.split(" "));
    this.positions =
        IntStream.range(0, this.columns.size())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(this.columns::get, position -> position));
    this.key = List.of(key.split(" "));
    this.order = order;
  }

  /** The table of a name. */
  static Optional<NativeTable> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Its name. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its columns. */
  public List<String> columns() {
    return columns;
  }

  /** Where a column stands among them. */
  int position(String column) {
    return Objects.requireNonNull(positions.get(column), column);
  }

  /** The columns of its key. */
  public List<String> key() {
    return key;
  }

  /** What orders its rows within a session. */
  public String order() {
    return order;
  }
}
