package dev.threadbase.transfer.format;

import dev.threadbase.message.Message;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.Sha256;
import dev.threadbase.thread.ThreadMeta;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a thread as a file of pi's tree versions. In a new file ids are eight hex digits, made of
 * the entries' own; behind an original they stay as they are: a file of version 1 has no place for
 * an id, and pi ignores it there.
 */
final class PiEncoder implements TranscriptEncoder {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");
  private static final int ID_DIGITS = 8;

  private final ThreadMeta thread;
  private final Losses losses;
  private final PiMessageWriter writer = new PiMessageWriter();
  private final Set<String> taken = new HashSet<>();
  private boolean isNew;
  private FileIds ids = new FileIds(id -> id);
  private @Nullable String name;

  PiEncoder(ThreadMeta thread, Losses losses) {
    this.thread = thread;
    this.losses = losses;
  }

  @Override
  public List<String> begin() {
    isNew = true;
    ids = new FileIds(id -> null);
    ObjectNode header = JsonMapper.shared().createObjectNode();
    header.put("type", "session").put("version", 3).put("id", FileNames.uuid(thread.id()));
    header.put(
        "timestamp", Objects.requireNonNullElse(thread.createdAt(), Instant.EPOCH).toString());
    header.put("cwd", Objects.requireNonNullElse(thread.workspace(), ""));
    put(header, "provider", thread.vendor());
    put(header, "modelId", thread.model());
    put(header, "thinkingLevel", thread.metadata().get("pi_thinking_level"));
    String origin = thread.metadata().get("pi_parent_session");
    if (origin == null && thread.forkedFromThreadId() != null) {
      origin = FileNames.uuid(thread.forkedFromThreadId()) + FileNames.ENDING;
    }
    put(header, "parentSession", origin);
    return List.of(header.toString());
  }

  private static void put(ObjectNode object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  @Override
  public List<String> lines(Entry entry) {
    return lines(entry, false);
  }

  @Override
  public List<String> lines(Entry entry, boolean same) {
    List<ObjectNode> units = units(entry, same);
    if (units.isEmpty()) {
      losses.entry(entry);
      ids.skip(entry);
    }
    List<String> lines = new ArrayList<>();
    @Nullable String parent = ids.of(entry.parentId());
    for (ObjectNode unit : units) {
      String id = id(lines.isEmpty() ? entry.id() : entry.id() + "#" + (lines.size() + 1));
      lines.add(line(unit, id, parent, entry.createdAt()));
      ids.note(entry.id(), id);
      parent = id;
    }
    return lines;
  }

  private String id(String entryId) {
    if (!isNew || (ID.matcher(entryId).matches() && taken.add(entryId))) {
      return entryId;
    }
    String id;
    int tries = 0;
    do {
      String text = tries == 0 ? entryId : entryId + "/" + tries;
      byte[] digest = Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
      id = HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
      tries++;
    } while (!taken.add(id));
    return id;
  }

  private static String line(ObjectNode unit, String id, @Nullable String parent, Instant time) {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.set("type", unit.get("type"));
    line.put("id", id).put("parentId", parent).put("timestamp", time.toString());
    unit.properties().stream()
        .filter(member -> !line.has(member.getKey()))
        .forEach(member -> line.set(member.getKey(), member.getValue()));
    return line.toString();
  }

  /** The lines of an entry without their places. */
  private List<ObjectNode> units(Entry entry, boolean same) {
    Content content = entry.content();
    Message message = content.message();
    if (message != null) {
      return same && content.metadata().containsKey("customType")
          ? List.of(customMessage(message, content))
          : messages(message, content, entry.createdAt(), same);
    }
    JsonNode data = content.data() == null ? null : RawJson.parsedOrText(content.data());
    if (entry.type().equals(EntryType.MODEL_CHANGE)) {
      ObjectNode line = unit("model_change");
      put(line, "provider", content.provider());
      put(line, "modelId", content.model());
      return List.of(line);
    }
    if (entry.type().equals(EntryType.COMPACTION)) {
      return List.of(compaction(entry, content, data));
    }
    if (entry.type().equals(EntryType.BRANCH_SUMMARY)) {
      return List.of(branchSummary(entry, content));
    }
    return same && data instanceof ObjectNode whole && JsonFields.text(whole, "type") != null
        ? List.of(whole(whole))
        : List.of();
  }

  private static ObjectNode unit(String type) {
    return JsonMapper.shared().createObjectNode().put("type", type);
  }

  private List<ObjectNode> messages(Message message, Content content, Instant time, boolean same) {
    List<ObjectNode> lines = new ArrayList<>();
    for (ObjectNode written : writer.messages(message, content, same)) {
      ObjectNode line = unit("message");
      line.set("message", written.put("timestamp", time.toEpochMilli()));
      lines.add(line);
    }
    return lines;
  }

  private ObjectNode customMessage(Message message, Content content) {
    ObjectNode line = unit("custom_message");
    put(line, "customType", content.metadata().get("customType"));
    line.set("content", writer.blocks(message.parts()));
    putFlag(line, content, "display");
    if (content.data() != null) {
      line.set("details", RawJson.parsedOrText(content.data()));
    }
    return line;
  }

  private static void putFlag(ObjectNode line, Content content, String name) {
    String value = content.metadata().get(name);
    if (value != null) {
      line.set(name, RawJson.parsedOrText(value));
    }
  }

  private ObjectNode compaction(Entry entry, Content content, @Nullable JsonNode details) {
    ObjectNode line = unit("compaction");
    line.put("summary", Objects.requireNonNullElse(content.summary(), ""));
    Compaction compaction = content.compaction();
    if (compaction != null) {
      String first = compaction.firstKeptEntryId();
      put(
          line,
          "firstKeptEntryId",
          entry.id().equals(first) ? plannedId(entry.id()) : ids.of(first));
      line.put("tokensBefore", compaction.tokensBefore());
    }
    if (details != null) {
      line.set("details", details);
    }
    putFlag(line, content, "fromHook");
    return line;
  }

  /** The id that an entry's line is about to have: nothing before it is kept. */
  private String plannedId(String entryId) {
    String id = id(entryId);
    taken.remove(id);
    return id;
  }

  private ObjectNode branchSummary(Entry entry, Content content) {
    ObjectNode line = unit("branch_summary");
    String from = ids.of(content.metadata().get("fromId"));
    put(line, "fromId", from != null ? from : ids.of(entry.parentId()));
    line.put("summary", Objects.requireNonNullElse(content.summary(), ""));
    putFlag(line, content, "fromHook");
    return line;
  }

  private ObjectNode whole(ObjectNode kept) {
    ObjectNode line = kept.deepCopy();
    String target = JsonFields.text(line, "targetId");
    String mapped = ids.of(target);
    if (mapped != null) {
      line.put("targetId", mapped);
    }
    if ("session_info".equals(JsonFields.text(line, "type"))) {
      name = JsonFields.text(line, "name");
    }
    return line;
  }

  /** A title that nothing in the file says yet. */
  @Override
  public List<String> end() {
    String title = thread.title().text();
    boolean derived = "first_message".equals(thread.title().source()) && name == null;
    if (title == null || derived || title.equals(name)) {
      return List.of();
    }
    ObjectNode line = unit("session_info").put("name", title);
    Instant time = Objects.requireNonNullElse(thread.updatedAt(), Instant.EPOCH);
    return List.of(line(line, id(thread.id() + "/title"), ids.of(thread.leafId()), time));
  }
}
