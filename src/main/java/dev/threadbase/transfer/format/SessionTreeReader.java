package dev.threadbase.transfer.format;

import dev.threadbase.lease.TurnLease;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Title;
import dev.threadbase.transfer.table.Scratch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a thread's folder of a session tree. */
final class SessionTreeReader implements TranscriptReader {

  /** The key of a thread's metadata that holds its snapshot as it was imported. */
  static final String SNAPSHOT = "sessiontree_thread";

  /** The key that holds the leaf which the snapshot stood for, by its id in the journal. */
  static final String LEAF = "sessiontree_leaf";

  private final Path folder;
  private final Notes notes;
  private final @Nullable String snapshotText;
  private final @Nullable ObjectNode snapshot;
  private final SessionTreeLeaf leaf;
  private @Nullable String firstThreadId;

  SessionTreeReader(Path file, Notes notes, Scratch scratch) {
    this.folder = SessionTreeFolder.of(file);
    this.notes = notes;
    this.snapshotText =
        SessionTreeFolder.read(folder.resolve(SessionTreeFolder.THREAD)).orElse(null);
    this.snapshot = snapshotText == null ? null : SessionTreeFolder.known(snapshotText);
    this.leaf =
        new SessionTreeLeaf(
            snapshot == null ? "" : JsonFields.textOrEmpty(snapshot, "leaf_id"), scratch);
    if (snapshot == null) {
      notes.leftOut(
          0,
          "unreadable_thread",
          SessionTreeFolder.THREAD + " does not say what thread it is; only entries are stored");
    }
  }

  @Override
  public LineShape shape(JsonNode line, long number) {
    ObjectNode others = JsonMapper.shared().createObjectNode();
    ObjectNode entry = SessionTreeForm.ENTRY.read(line, others);
    check(entry, others, number);
    String id = JsonFields.textOrEmpty(entry, "id");
    if (id.isEmpty()) {
      notes.warn(number, "no_id", "it has no id; stored under one of its own, beside the others");
      return LineShape.loose();
    }
    String parent = JsonFields.textOrEmpty(entry, "parent_id");
    leaf.add(number, id, parent, JsonFields.time(entry, "created_at"));
    return LineShape.node(id, parent.isEmpty() ? null : parent, false);
  }

  private void check(ObjectNode entry, ObjectNode others, long number) {
    String threadId = JsonFields.textOrEmpty(entry, "thread_id");
    if (firstThreadId == null && !threadId.isEmpty()) {
      firstThreadId = threadId;
    }
    if (!threadId.equals(threadId())) {
      notes.warn(number, "other_thread", "it names another thread; stored in the folder's");
    }
    if (others.propertyNames().stream().anyMatch(this::isOfAnotherType)) {
      notes.warn(number, "bad_member", "a member is of another type; kept as data");
    }
    if (JsonFields.time(entry, "created_at") == null) {
      notes.warn(number, "bad_time", "it has no time; it has that of the line before");
    }
    checkRaw(entry, number);
  }

  /** Members of the message are collected under its name; that is no sign of another type. */
  private boolean isOfAnotherType(String name) {
    return SessionTreeForm.ENTRY.knows(name)
        && !name.equals("message")
        && !name.startsWith("context_usage_");
  }

  private void checkRaw(ObjectNode entry, long number) {
    String raw = JsonFields.text(entry, "raw");
    if (raw == null) {
      return;
    }
    if (!SessionTreeForm.hash(raw).equals(JsonFields.textOrEmpty(entry, "raw_hash"))) {
      notes.warn(number, "raw_hash", "its fingerprint is not that of its text; both are archived");
    }
    if (!SessionTreeForm.raw(entry).equals(raw)) {
      notes.warn(
          number, "raw_encoding", "its text is not that of its members; the members are stored");
    }
  }

  private String threadId() {
    if (snapshot != null) {
      return JsonFields.textOrEmpty(snapshot, "id");
    }
    return firstThreadId != null ? firstThreadId : SessionTreeFolder.threadId(folder);
  }

  @Override
  public boolean isThread() {
    return snapshot != null;
  }

  @Override
  public ThreadMeta thread() {
    JsonNode known = snapshot == null ? JsonMapper.shared().createObjectNode() : snapshot;
    String id = threadId();
    String origin = text(known, "forked_from_thread_id");
    String parent = text(known, "parent_thread_id");
    Map<String, String> metadata = new HashMap<>();
    if (snapshot != null && snapshotText != null) {
      metadata.put(SNAPSHOT, snapshotText);
      leaf.effective().ifPresent(entry -> metadata.put(LEAF, entry.id()));
    }
    return ThreadMeta.builder(id)
        .sessionId(origin != null ? origin : parent != null ? parent : id)
        .parentThreadId(parent)
        .forkedFromThreadId(origin)
        .forkedFromEntryId(text(known, "forked_from_entry_id"))
        .archived(JsonFields.isTrue(known, "archived"))
        .title(title(known))
        .status(text(known, "status"))
        .metadata(metadata)
        .createdAt(JsonFields.time(known, "created_at"))
        .updatedAt(updatedAt(known))
        .lastViewedAt(time(known, "last_viewed_at"))
        .build();
  }

  private static Title title(JsonNode known) {
    return new Title(
        text(known, "title"),
        text(known, "title_status"),
        text(known, "title_source"),
        time(known, "title_updated_at"),
        text(known, "title_error"));
  }

  /** A snapshot that the journal has left behind was last changed by the entry that is the leaf. */
  private @Nullable Instant updatedAt(JsonNode known) {
    Instant written = JsonFields.time(known, "updated_at");
    return leaf.isMoved()
        ? leaf.effective().map(SessionTreeLeaf.Candidate::createdAt).orElse(written)
        : written;
  }

  private static @Nullable Instant time(JsonNode known, String name) {
    Instant time = JsonFields.time(known, name);
    return time == null || SessionTreeTimes.isZero(time) ? null : time;
  }

  /** What another snapshot than the last one says, except where the thread was changed here. */
  @Override
  public ThreadUpdate update(ThreadMeta known) {
    String lastText = known.metadata().get(SNAPSHOT);
    JsonNode last = lastText == null ? null : SessionTreeFolder.known(lastText);
    ThreadMeta named = thread();
    if (snapshot == null
        || last == null
        || Objects.equals(lastText, named.metadata().get(SNAPSHOT))) {
      return ThreadUpdate.NOTHING;
    }
    Map<String, String> metadata = new HashMap<>(known.metadata());
    metadata.putAll(named.metadata());
    ThreadUpdate update = ThreadUpdate.NOTHING.metadata(metadata);
    if (known.title().equals(title(last))) {
      update = update.title(named.title());
    }
    if (known.archived() == JsonFields.isTrue(last, "archived")) {
      update = update.archived(named.archived());
    }
    if (Objects.equals(known.status(), text(last, "status"))) {
      update = update.status(named.status());
    }
    return update.lastViewedAt(later(known.lastViewedAt(), named.lastViewedAt()));
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  private static @Nullable String text(JsonNode object, String name) {
    String text = JsonFields.textOrEmpty(object, name);
    return text.isEmpty() ? null : text;
  }

  @Override
  public OptionalLong leaf() {
    if (snapshot != null && leaf.isDangling()) {
      notes.warn(0, "no_leaf", "no entry is the leaf; the last one is, if there is any");
    } else if (snapshot != null && leaf.isMoved()) {
      notes.warn(
          0, "leaf_moved", "the journal goes on behind the snapshot's leaf; so does the leaf");
    }
    return leaf.effective()
        .map(entry -> OptionalLong.of(entry.line()))
        .orElse(OptionalLong.empty());
  }

  @Override
  public Optional<TurnLease> lease() {
    return SessionTreeFolder.lease(folder, notes);
  }

  @Override
  public NewEntry entry(JsonNode line, long number, LongFunction<@Nullable String> entryIds) {
    ObjectNode others = JsonMapper.shared().createObjectNode();
    ObjectNode entry = SessionTreeForm.ENTRY.read(line, others);
    return SessionTreeEntry.read(entry, others).at(JsonFields.time(entry, "created_at"));
  }
}
