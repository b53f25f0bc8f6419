package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Compaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The message that stands for what a compaction cut off: the summary, and the users' messages that
 * are kept word for word (floret session tree, checkpoint message).
 */
public final class Checkpoint {

  /** The kind of a checkpoint's message. */
  public static final String KIND = "compaction_summary";

  /** The form of the summary that is written here. */
  public static final String SCHEMA = "floret.compaction.summary.v1";

  private static final String WITH_TAIL =
      "The conversation before the retained tail was compacted into this checkpoint.";
  private static final String WITHOUT_TAIL =
      "The compacted conversation is represented by this checkpoint.";
  private static final String ABOUT_TAIL =
      """
      Use it as historical context only. Do not answer this checkpoint directly.
      The retained tail follows after this message and is the most recent source of truth.
      """;
  private static final String ABOUT_NO_TAIL =
      """
      Use it as the current conversation context.
      No retained tail follows this checkpoint.
      """;
  private static final String ABOUT_USERS =
      """
      These recent user messages were preserved from before the retained tail because they may contain intent, \
      constraints, or preferences.
      Treat them as historical requirements unless the retained tail or the latest user message supersedes them.
      """;
  private static final String SUMMARY = "<compaction_summary";
  private static final String SUMMARY_END = "</compaction_summary>";

  private Checkpoint() {}

  /**
   * A user's message that is kept.
   *
   * @param entryId its entry
   * @param content what it says
   */
  record KeptUser(String entryId, String content) {
    @Override
    public String toString() {
      return "KeptUser[" + entryId + "]";
    }
  }

  static Message message(
      String summary, List<KeptUser> kept, boolean withTail, @Nullable Compaction compaction) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put(ReferenceMessage.KIND, KIND);
    if (compaction != null) {
      put(attributes, ReferenceMessage.COMPACTION_ID, compaction.id());
      put(attributes, ReferenceMessage.COMPACTION_WINDOW_ID, compaction.windowId());
      if (compaction.generation() != 0) {
        String generation = Integer.toString(compaction.generation());
        attributes.put(ReferenceMessage.COMPACTION_GENERATION, generation);
      }
    }
    Part text = new Part.Text(text(summary, kept, withTail));
    return new Message(Role.USER, List.of(text), attributes);
  }

  private static void put(Map<String, String> map, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      map.put(name, value);
    }
  }

  private static String text(String summary, List<KeptUser> kept, boolean withTail) {
    StringBuilder text = new StringBuilder();
    text.append(withTail ? WITH_TAIL : WITHOUT_TAIL).append('\n');
    text.append(withTail ? ABOUT_TAIL : ABOUT_NO_TAIL).append('\n');
    if (!kept.isEmpty()) {
      text.append("<preserved_user_inputs>\n").append(ABOUT_USERS).append('\n');
      text.append(ReferenceJson.indented(array(kept)));
      text.append("\n</preserved_user_inputs>\n\n");
    }
    text.append(SUMMARY).append(" schema=\"").append(SCHEMA).append("\">\n");
    return text.append(WhiteSpace.trim(summary)).append('\n').append(SUMMARY_END).toString();
  }

  /** What a kept message adds to the checkpoint: its text, quoted, and what names it. */
  static long tokens(KeptUser user) {
    return TokenEstimate.of(ReferenceJson.indented(array(List.of(user)))) + 1;
  }

  private static ArrayNode array(List<KeptUser> kept) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (KeptUser user : kept) {
      array.addObject().put("entry_id", user.entryId()).put("content", user.content());
    }
    return array;
  }

  /** The summary in the text of a checkpoint; any other text is returned as it is. */
  public static String extractSummary(String content) {
    String text = WhiteSpace.trim(content);
    int from = text.indexOf(SUMMARY);
    int open = from < 0 ? -1 : text.indexOf('>', from);
    int close = text.lastIndexOf(SUMMARY_END);
    boolean checkpoint = text.startsWith(WITH_TAIL) || text.startsWith(WITHOUT_TAIL);
    return checkpoint && open >= 0 && close > open
        ? WhiteSpace.trim(text.substring(open + 1, close))
        : content;
  }
}
