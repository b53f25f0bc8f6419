package dev.threadbase.context;

import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.RetrySource;
import dev.threadbase.thread.TurnStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path in the reference's own shape, written item by item and read as entries. */
final class ReferencePath {

  /**
   * One entry of the path.
   *
   * @param rest what it says beside its message
   * @param foreign a payload of another hand instead of all that
   */
  record Item(
      String id,
      @Nullable String parentId,
      EntryType type,
      @Nullable String turnId,
      ReferenceMessage message,
      Content rest,
      @Nullable String foreign) {

    Entry entry(int position) {
      Content content =
          message.equals(ReferenceMessage.EMPTY) ? rest : rest.withMessage(message.toMessage());
      String payload = foreign == null ? content.toPayload() : foreign;
      return entryOf(position, id, parentId, type, turnId, payload);
    }
  }

  private final List<Item> items = new ArrayList<>();
  private @Nullable String turn;

  static Entry entryOf(
      int position,
      String id,
      @Nullable String parent,
      EntryType type,
      @Nullable String turn,
      String payload) {
    return new Entry(
        "s",
        "g",
        position,
        id,
        "t",
        position,
        parent,
        type,
        turn,
        null,
        null,
        null,
        Instant.EPOCH,
        payload,
        "",
        null);
  }

  static ReferenceMessage said(String role, String content) {
    return called(role, content, "", "", "");
  }

  static ReferenceMessage called(
      String role, String content, String callId, String name, String arguments) {
    return new ReferenceMessage(
        role, content, "", callId, name, arguments, "", "", "", null, "", 0, "");
  }

  List<Item> items() {
    return items;
  }

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Item item : items) {
      entries.add(item.entry(entries.size()));
    }
    return entries;
  }

  int size() {
    return items.size();
  }

  /** The id of the last entry; null if there is none. */
  @Nullable String leaf() {
    return items.isEmpty() ? null : items.get(items.size() - 1).id();
  }

  /** What follows belongs to this turn. */
  ReferencePath inTurn(@Nullable String value) {
    turn = value;
    return this;
  }

  void add(Item item) {
    items.add(item);
  }

  /** Returns the id of the entry, as all that add one do. */
  String add(EntryType type, ReferenceMessage message, Content rest, @Nullable String foreign) {
    String id = "e" + items.size();
    items.add(new Item(id, leaf(), type, turn, message, rest, foreign));
    return id;
  }

  String add(EntryType type, ReferenceMessage message) {
    return add(type, message, Content.EMPTY, null);
  }

  String add(EntryType type, Content rest) {
    return add(type, ReferenceMessage.EMPTY, rest, null);
  }

  String user(String text) {
    return add(EntryType.USER_MESSAGE, said("user", text));
  }

  String assistant(String text) {
    return add(EntryType.ASSISTANT_MESSAGE, said("assistant", text));
  }

  String call(String id, String name, String arguments) {
    return add(EntryType.TOOL_CALL, called("assistant", "tool_call", id, name, arguments));
  }

  String call(String id) {
    return call(id, "read", "{}");
  }

  String result(String id) {
    return add(EntryType.TOOL_RESULT, called("tool", "result of " + id, id, "read", ""));
  }

  String compaction(String summary, @Nullable String firstKept, String... keptUsers) {
    return add(EntryType.COMPACTION, cut(summary, firstKept, List.of(keptUsers)));
  }

  static Content cut(String summary, @Nullable String firstKept, List<String> keptUsers) {
    Compaction compaction =
        new Compaction(
            "c", null, null, null, 1, "w", firstKept, keptUsers, null, null, null, 0, 0, null,
            null);
    return Content.EMPTY.withCompaction(compaction).withSummary(summary);
  }

  String branchSummary(String summary) {
    return add(EntryType.BRANCH_SUMMARY, Content.EMPTY.withSummary(summary));
  }

  String marker(TurnStatus status) {
    return add(EntryType.TURN_MARKER, Content.EMPTY.withTurnStatus(status));
  }

  String retry(String source) {
    RetrySource from = new RetrySource(null, source, null);
    return add(
        EntryType.TURN_MARKER,
        Content.EMPTY.withTurnStatus(TurnStatus.STARTED).withMetadata(from.metadata()));
  }

  String failure() {
    return add(EntryType.RUN_FAILURE, Content.EMPTY.withError("boom"));
  }
}
