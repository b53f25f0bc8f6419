package dev.threadbase.transfer.format;

import dev.threadbase.context.ReferenceJson;
import dev.threadbase.message.RawText;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Title;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a session file of ggcode: its entries are one line, and the id of an entry is that of its
 * message, in files that have them, else made of the line's number. A message whose id was there
 * already stands beside the line: an older ggcode wrote messages twice.
 */
final class ConversationReader implements TranscriptReader {

  private final String sessionId;
  private final @Nullable ConversationMeta index;
  private final Set<String> messageIds = new HashSet<>();
  private ConversationMeta meta = ConversationMeta.NONE;
  private @Nullable String lastMeta;
  private @Nullable String previous;
  private @Nullable String firstText;

  ConversationReader(Path file, Notes notes) {
    this.sessionId = SessionNames.fileName(file);
    this.index = ConversationIndex.element(file, sessionId, notes);
  }

  /** Reads lines beside which there is no index. */
  ConversationReader(String sessionId) {
    this.sessionId = sessionId;
    this.index = null;
  }

  @Override
  public LineShape shape(JsonNode line, long number) {
    String type = JsonFields.textOrEmpty(line, "type");
    if (type.equals(ConversationMeta.TYPE)) {
      meta = ConversationMeta.of(line);
      lastMeta = ReferenceJson.plain(line);
      return LineShape.header();
    }
    JsonNode message = JsonFields.object(line, ConversationMessage.MEMBER);
    noteTitle(message);
    String given = message == null ? "" : JsonFields.textOrEmpty(message, "id");
    String id = given.isEmpty() ? "line-" + number : given;
    if (!given.isEmpty() && !messageIds.add(given)) {
      return LineShape.node(id, previous, true);
    }
    LineShape shape = LineShape.node(id, previous, false);
    previous = id;
    return shape;
  }

  private void noteTitle(@Nullable JsonNode message) {
    if (firstText == null
        && message != null
        && Role.USER.name().equals(JsonFields.text(message, "role"))) {
      for (JsonNode block : message.path("content")) {
        String text =
            "text".equals(JsonFields.text(block, "type")) ? JsonFields.text(block, "text") : null;
        firstText = firstText != null || text == null ? firstText : Titles.of(text);
      }
    }
  }

  @Override
  public ThreadMeta thread() {
    ConversationMeta known = newest();
    String source = known.title().equals(meta.title()) ? "meta" : "index";
    return ThreadMeta.builder(sessionId.isEmpty() ? "unnamed" : sessionId)
        .sessionId(sessionId.isEmpty() ? "unnamed" : sessionId)
        .title(
            known.title().isEmpty()
                ? Titles.ready(firstText, "first_message")
                : Title.of(known.title(), source))
        .workspace(ConversationMeta.orNull(known.workspace()))
        .vendor(ConversationMeta.orNull(known.vendor()))
        .endpoint(ConversationMeta.orNull(known.endpoint()))
        .model(ConversationMeta.orNull(known.model()))
        .createdAt(known.created())
        .updatedAt(known.updated())
        .metadata(known.metadata(lastMeta, Map.of()))
        .build();
  }

  /** The last record, and the index where that is newer. */
  private ConversationMeta newest() {
    Instant listed = index == null ? null : index.updated();
    Instant written = meta.updated();
    boolean newer = listed != null && (written == null || listed.isAfter(written));
    return index != null && newer ? meta.with(index) : meta;
  }

  /** What a newer record or index says, except where the thread was changed here. */
  @Override
  public ThreadUpdate update(ThreadMeta known) {
    ThreadMeta named = thread();
    Map<String, String> metadata = newest().metadata(lastMeta, known.metadata());
    if (metadata.equals(known.metadata())) {
      return ThreadUpdate.NOTHING;
    }
    String keptMeta = known.metadata().get(ConversationMeta.KEPT);
    ConversationMeta last =
        keptMeta == null
            ? ConversationMeta.NONE
            : ConversationMeta.of(RawJson.parsedOrText(keptMeta));
    ThreadUpdate update = ThreadUpdate.NOTHING.metadata(metadata);
    String titleSource = known.title().source();
    if (titleSource == null || Set.of("meta", "index", "first_message").contains(titleSource)) {
      update = update.title(named.title());
    }
    if (isAs(known.workspace(), last.workspace())) {
      update = update.workspace(named.workspace());
    }
    if (isAs(known.vendor(), last.vendor())) {
      update = update.vendor(named.vendor());
    }
    if (isAs(known.endpoint(), last.endpoint())) {
      update = update.endpoint(named.endpoint());
    }
    if (isAs(known.model(), last.model())) {
      update = update.model(named.model());
    }
    Instant updatedAt = named.updatedAt();
    Instant before = known.updatedAt();
    return updatedAt != null && (before == null || updatedAt.isAfter(before))
        ? update.updatedAt(updatedAt)
        : update;
  }

  private static boolean isAs(@Nullable String known, String last) {
    return Objects.equals(known, ConversationMeta.orNull(last));
  }

  @Override
  public NewEntry entry(JsonNode line, long number, LongFunction<@Nullable String> entryIds) {
    return entry(line.toString().getBytes(StandardCharsets.UTF_8), line, number, entryIds);
  }

  @Override
  public NewEntry entry(
      byte[] text, JsonNode line, long number, LongFunction<@Nullable String> entryIds) {
    String whole = RawText.ofLine(text);
    Translated read = read(line, RawText.members(RawText.compact(whole)), entryIds.apply(number));
    String written = ConversationEncoder.line(read.type(), read.content(), sessionId);
    return read.saying(KeptLine.beside(read.content(), ConversationFormat.NAME, whole, written))
        .entry();
  }

  private static Translated read(
      JsonNode record, Map<String, String> members, @Nullable String entryId) {
    String type = JsonFields.textOrEmpty(record, "type");
    return switch (type) {
      case ConversationMessage.TYPE ->
          ConversationMessage.entry(record, members.get(ConversationMessage.MEMBER));
      case ConversationCheckpoint.TYPE ->
          ConversationCheckpoint.entry(record, ConversationCheckpoint.text(members), entryId);
      case ConversationUsage.TYPE ->
          ConversationUsage.entry(record, members.get(ConversationUsage.MEMBER));
      case ConversationMetric.TYPE ->
          ConversationMetric.entry(record, members.get(ConversationMetric.MEMBER));
      case ConversationTunnelEvent.TYPE ->
          ConversationTunnelEvent.entry(members.get(ConversationTunnelEvent.MEMBER));
      case ConversationCost.TYPE -> ConversationCost.entry(members.get(ConversationCost.MEMBER));
      default -> Translated.of(new EntryType("conversation_" + type), Content.EMPTY);
    };
  }
}
