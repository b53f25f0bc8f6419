package dev.threadbase.jdbi;

import dev.threadbase.thread.Content;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Of which answer an entry tells what it took. Some programs tell of one answer several times:
 *
 * <ul>
 *   <li>Claude Code writes an answer as several lines, each with the counts so far and the
 *       provider's id of the message. An import takes the counts of the last of them; a transcript
 *       that grew in the middle of an answer is imported with one more.
 *   <li>Codex repeats its counts without a call in between, for example when limits change, and a
 *       fork there begins with the lines of its origin. The running total beside the counts grows
 *       with every call and so names one.
 * </ul>
 */
final class ResponseIds {

  private static final String TOTAL = "total_token_usage";

  private ResponseIds() {}

  /** The id of the answer; null if nothing says it, and the entry tells of a call of its own. */
  static @Nullable String of(Content content) {
    String message = content.metadata().get("message_id");
    if (message != null) {
      return message;
    }
    String data = content.data();
    return data != null && data.contains(TOTAL) ? ofTotal(data) : null;
  }

  private static @Nullable String ofTotal(String data) {
    JsonNode total = DerivedValues.object(data).path("info").path(TOTAL);
    if (!total.isObject() || total.isEmpty()) {
      return null;
    }
    StringBuilder id = new StringBuilder("total");
    for (String count :
        new String[] {
          "input_tokens",
          "cached_input_tokens",
          "output_tokens",
          "reasoning_output_tokens",
          "total_tokens"
        }) {
      id.append(':').append(total.path(count).asLong(0));
    }
    return id.toString();
  }
}
