package dev.threadbase.transfer;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.transfer.format.StopReasons;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one content says and some others do not, in the words of the model.
 *
 * @param fields the names
 * @param calls tool calls that are not there
 */
record MissingContent(Set<String> fields, List<Part.ToolCall> calls) {

  /** Ids of other entries, which are others in every file. */
  private static final Set<String> REFERENCES = Set.of("fromId");

  /**
   * Compares.
   *
   * @param found what was read back, in order; of a content that became several, all
   */
  static MissingContent of(Content wanted, List<Content> found) {
    Set<String> fields = new LinkedHashSet<>();
    any(fields, "turn_status", wanted, found, Content::turnStatus);
    any(fields, "provider", wanted, found, Content::provider);
    any(fields, "model", wanted, found, Content::model);
    any(fields, "error", wanted, found, Content::error);
    any(fields, "usage", wanted, found, Content::usage);
    any(fields, "replacement", wanted, found, MissingContent::replacement);
    summary(fields, wanted.summary(), found);
    compaction(fields, wanted.compaction(), found);
    metadata(fields, "metadata.", common(wanted), found.stream().map(MissingContent::common));
    String data = wanted.data();
    if (data != null && found.stream().noneMatch(read -> SameJson.ofEntry(data, read.data()))) {
      fields.add("data");
    }
    List<Part.ToolCall> calls = new ArrayList<>();
    Message message = wanted.message();
    if (message != null) {
      message(fields, calls, message, found);
    }
    return new MissingContent(fields, calls);
  }

  private static @Nullable Object replacement(Content content) {
    return content.replacement().isEmpty() ? null : content.replacement();
  }

  /** A field of a content. */
  private interface Field {
    @Nullable Object of(Content content);
  }

  private static void any(
      Set<String> fields, String name, Content wanted, List<Content> found, Field field) {
    Object value = field.of(wanted);
    if (value != null && found.stream().noneMatch(read -> value.equals(field.of(read)))) {
      fields.add(name);
    }
  }

  /** A summary may have become a message of its own. */
  private static void summary(Set<String> fields, @Nullable String wanted, List<Content> found) {
    boolean kept =
        wanted == null
            || wanted.isEmpty()
            || found.stream()
                .anyMatch(
                    read ->
                        wanted.equals(read.summary())
                            || (read.message() != null && wanted.equals(read.message().text()))
                            || read.replacement().stream()
                                .anyMatch(message -> message.text().contains(wanted)));
    if (!kept) {
      fields.add("summary");
    }
  }

  private static Map<String, String> common(Content content) {
    return StopReasons.common(content.metadata());
  }

  private static void metadata(
      Set<String> fields,
      String prefix,
      Map<String, String> wanted,
      Stream<Map<String, String>> found) {
    List<Map<String, String>> all = found.toList();
    wanted.forEach(
        (name, value) -> {
          boolean kept =
              all.stream()
                  .map(read -> read.get(name))
                  .anyMatch(read -> REFERENCES.contains(name) ? read != null : value.equals(read));
          if (!kept) {
            fields.add(prefix + name);
          }
        });
  }

  private static void compaction(
      Set<String> fields, @Nullable Compaction wanted, List<Content> found) {
    if (wanted == null) {
      return;
    }
    Compaction read =
        found.stream().map(Content::compaction).filter(Objects::nonNull).findFirst().orElse(null);
    if (read == null) {
      fields.add("compaction");
      return;
    }
    reference(fields, "id", wanted.id(), read.id());
    reference(fields, "previous_id", wanted.previousId(), read.previousId());
    reference(
        fields,
        "compacted_through_entry_id",
        wanted.compactedThroughEntryId(),
        read.compactedThroughEntryId());
    reference(fields, "first_kept_entry_id", wanted.firstKeptEntryId(), read.firstKeptEntryId());
    value(
        fields,
        "summary_schema_version",
        wanted.summarySchemaVersion(),
        read.summarySchemaVersion());
    value(fields, "generation", number(wanted.generation()), number(read.generation()));
    reference(fields, "window_id", wanted.windowId(), read.windowId());
    boolean keptUsers = wanted.keptUserEntryIds().size() <= read.keptUserEntryIds().size();
    reference(fields, "kept_user_entry_ids", "", keptUsers ? "" : null);
    value(fields, "trigger", wanted.trigger(), read.trigger());
    value(fields, "reason", wanted.reason(), read.reason());
    value(fields, "phase", wanted.phase(), read.phase());
    value(fields, "tokens_before", number(wanted.tokensBefore()), number(read.tokensBefore()));
    value(
        fields,
        "tokens_after_estimate",
        number(wanted.tokensAfterEstimate()),
        number(read.tokensAfterEstimate()));
    value(fields, "context_usage_before", wanted.contextUsageBefore(), read.contextUsageBefore());
    value(fields, "context_usage_after", wanted.contextUsageAfter(), read.contextUsageAfter());
  }

  private static @Nullable Long number(long value) {
    return value == 0 ? null : (Long) value;
  }

  private static void value(
      Set<String> fields, String name, @Nullable Object wanted, @Nullable Object read) {
    if (wanted != null && !wanted.equals(read)) {
      fields.add("compaction." + name);
    }
  }

  private static void reference(
      Set<String> fields, String name, @Nullable String wanted, @Nullable String read) {
    if (wanted != null && read == null) {
      fields.add("compaction." + name);
    }
  }

  private static void message(
      Set<String> fields, List<Part.ToolCall> calls, Message wanted, List<Content> found) {
    List<Message> messages = found.stream().map(Content::message).filter(Objects::nonNull).toList();
    if (messages.isEmpty()) {
      fields.add("message");
      return;
    }
    boolean sameRole =
        messages.stream().allMatch(read -> read.role().equals(wanted.role()) || isForTools(read));
    if (!sameRole) {
      fields.add("message.role");
    }
    metadata(
        fields,
        "message.attributes.",
        wanted.attributes(),
        messages.stream().map(Message::attributes));
    List<Part> read = messages.stream().flatMap(each -> each.parts().stream()).toList();
    MissingParts.of(wanted.parts(), read, fields, calls);
  }

  /** Formats have tools speak under roles of their own. */
  private static boolean isForTools(Message message) {
    return message.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
  }

  /** What one part says and another of its kind does not. */
  static Set<String> differences(Part wanted, Part found) {
    return MissingParts.differences(wanted, found);
  }
}
