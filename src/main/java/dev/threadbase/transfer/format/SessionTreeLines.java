package dev.threadbase.transfer.format;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.context.ReferenceJson;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.PayloadHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The lines of one thread's journal in a session tree, written in order. Entries that a fork
 * inherits become copies of its own, as a fork of the reference holds them (floret session tree,
 * Fork).
 */
public final class SessionTreeLines {

  private static final List<String> REFERENCES =
      List.of("compacted_through_entry_id", "first_kept_entry_id");

  private final String threadId;
  private final Set<String> taken;
  private final Map<String, String> firstIds = new HashMap<>();
  private final Map<String, String> lastIds = new HashMap<>();
  private final Set<String> followed = new HashSet<>();
  private final Losses losses;
  private long copies;
  private boolean isEmpty = true;

  /**
   * Begins a journal.
   *
   * @param taken the ids of the entries that the thread wrote itself
   * @param losses told what has no place in a line
   */
  public SessionTreeLines(String threadId, Set<String> taken, Losses losses) {
    this.threadId = threadId;
    this.losses = losses;
    this.taken = new HashSet<>(taken);
  }

  /** An entry that the thread inherits, as a copy that was made when the thread was. */
  public List<String> copied(Entry entry, Instant madeAt) {
    return lines(entry, madeAt, true);
  }

  /** An entry that the thread wrote itself. */
  public List<String> own(Entry entry) {
    return lines(entry, entry.createdAt(), false);
  }

  /**
   * An entry of the thread's archived original, which has its line already.
   *
   * @param id the id that it has there
   */
  public void archived(Entry entry, String id) {
    isEmpty = false;
    firstIds.put(entry.id(), id);
    lastIds.put(entry.id(), id);
    follow(entry.parentId());
  }

  /** The id that an entry's last line has; null for an entry without a line. */
  public @Nullable String idOf(@Nullable String entryId) {
    return entryId == null ? null : lastIds.get(entryId);
  }

  /** Whether a reader of the journal would take an entry for the leaf if the snapshot names it. */
  public boolean canBeLeaf(@Nullable String entryId) {
    return isEmpty || (lastIds.containsKey(entryId) && !followed.contains(entryId));
  }

  private void follow(@Nullable String parentId) {
    if (parentId != null) {
      followed.add(parentId);
    }
  }

  private List<String> lines(Entry entry, Instant createdAt, boolean copy) {
    isEmpty = false;
    follow(entry.parentId());
    Content content = content(entry);
    JsonNode data = content == null ? null : data(content);
    if (content == null || !PayloadHash.of(content.toPayload()).equals(entry.payloadHash())) {
      losses.field(entry, "payload");
    }
    if (content != null) {
      SessionTreeEntry.missing(content).forEach(field -> losses.field(entry, field));
    }
    List<String> lines = new ArrayList<>();
    String parent = entry.parentId() == null ? null : idOf(entry.parentId());
    if (parent == null && !copy) {
      parent = entry.parentId();
    }
    String firstId = null;
    for (ObjectNode unit :
        SessionTreeEntry.write(entry.type(), content == null ? Content.EMPTY : content)) {
      String id = copy ? nextCopy() : lines.isEmpty() ? entry.id() : part(entry.id());
      refer(unit, copy);
      unit.put("id", id).put("thread_id", threadId).put("parent_id", parent);
      unit.put("turn_id", entry.turnId()).put("created_at", SessionTreeTimes.text(createdAt));
      ObjectNode line = SessionTreeForm.prepared(unit);
      if (data != null && lines.isEmpty() && !SessionTreeEntry.addUnknown(line, data)) {
        losses.field(entry, "data");
      }
      lines.add(ReferenceJson.compact(line));
      firstId = firstId == null ? id : firstId;
      parent = id;
    }
    firstIds.put(entry.id(), String.valueOf(firstId));
    lastIds.put(entry.id(), String.valueOf(parent));
    return lines;
  }

  private static @Nullable Content content(Entry entry) {
    try {
      return entry.content();
    } catch (InvalidData raw) {
      return null;
    }
  }

  private static @Nullable JsonNode data(Content content) {
    return content.data() == null ? null : RawJson.parsedOrText(content.data());
  }

  private String nextCopy() {
    String id;
    do {
      id = threadId + "-entry-" + ++copies;
    } while (!taken.add(id));
    return id;
  }

  /** An id for a further line of an entry that is several lines. */
  private String part(String entryId) {
    int number = 2;
    while (!taken.add(entryId + "#" + number)) {
      number++;
    }
    return entryId + "#" + number;
  }

  /** Points references at lines; a copy knows only what was copied before it. */
  private void refer(ObjectNode unit, boolean copy) {
    for (String name : REFERENCES) {
      JsonNode reference = unit.get(name);
      if (reference != null) {
        Map<String, String> ids = name.startsWith("first") ? firstIds : lastIds;
        unit.put(name, ids.getOrDefault(reference.asString(), copy ? "" : reference.asString()));
      }
    }
    JsonNode kept = unit.get("kept_user_entry_ids");
    if (kept != null) {
      ArrayNode mapped = JsonMapper.shared().createArrayNode();
      for (JsonNode id : kept) {
        String line = firstIds.getOrDefault(id.asString(), copy ? null : id.asString());
        if (line != null) {
          mapped.add(line);
        }
      }
      unit.set("kept_user_entry_ids", mapped);
    }
  }
}
