package dev.threadbase.transfer.format;

import dev.threadbase.conversation.ConversationEntries;
import dev.threadbase.conversation.ConversationStep;
import dev.threadbase.message.Message;
import dev.threadbase.message.RawText;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@code checkpoint} record as a compaction, and back. Its messages are new and stand for
 * everything before it; a checkpoint of none leaves nothing of it. Newer files name the message
 * with the summary instead, from which on the path is kept.
 */
final class ConversationCheckpoint {

  static final String TYPE = "checkpoint";

  private static final String MESSAGES = "checkpoint_messages";
  private static final String TOKENS = "checkpoint_tokens";
  private static final String SUMMARY_ID = "checkpoint_summary_msg_id";

  private ConversationCheckpoint() {}

  /**
   * A record as a compaction.
   *
   * @param text its messages as they are spelled, compact; null for none
   * @param id the entry's own id
   */
  static Translated entry(JsonNode record, @Nullable String text, @Nullable String id) {
    String summaryId = JsonFields.text(record, SUMMARY_ID);
    Content content =
        ConversationEntries.checkpointContent(
            summaryId == null ? id : summaryId,
            messages(record.get(MESSAGES), text),
            JsonFields.count(record, TOKENS));
    return Translated.of(EntryType.COMPACTION, content);
  }

  private static List<Message> messages(@Nullable JsonNode messages, @Nullable String text) {
    List<Message> read = new ArrayList<>();
    if (messages != null && text != null && messages.isArray()) {
      List<String> texts = RawText.elements(text);
      for (int i = 0; i < texts.size(); i++) {
        if (messages.get(i).isObject()) {
          read.add(ConversationMessage.read(messages.get(i), texts.get(i)));
        }
      }
    }
    return read;
  }

  /** The text of a record's messages. */
  static @Nullable String text(Map<String, String> members) {
    return members.get(MESSAGES);
  }

  /** A compaction as a record. */
  static String line(Content content, String sessionId) {
    ObjectNode record = ConversationRecord.bare(TYPE, sessionId);
    List<Message> messages = replacing(content);
    if (!messages.isEmpty()) {
      ArrayNode written = record.putArray(MESSAGES);
      messages.forEach(message -> written.add(ConversationMessage.write(message, Map.of())));
    }
    Compaction compaction = content.compaction();
    if (compaction != null && compaction.tokensAfterEstimate() > 0) {
      record.put(TOKENS, compaction.tokensAfterEstimate());
    }
    return ConversationRecord.json(record);
  }

  private static List<Message> replacing(Content content) {
    String summary = content.summary();
    if (!content.replacement().isEmpty() || summary == null || summary.isEmpty()) {
      return content.replacement();
    }
    return List.of(
        new Message(Role.SYSTEM, Message.system(ConversationStep.SUMMARY + summary).parts()));
  }
}
