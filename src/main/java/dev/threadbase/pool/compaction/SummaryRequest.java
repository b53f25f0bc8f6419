package dev.threadbase.pool.compaction;

import dev.threadbase.message.Message;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be summarised: messages for a leaf, summaries for a greater depth, never both.
 *
 * @param conversationId the conversation
 * @param model the model to use; null for the summariser's own choice
 * @param depth the depth of the summary that is wanted, 0 for a leaf
 * @param previous the text of the summary that stands before, to go on from; null for none
 * @param messages the messages, in order; empty unless it is a leaf
 * @param summaries the summaries, in order; empty for a leaf
 * @param sourceTokens the tokens of what is summarised; the summary has to be shorter
 * @param targetTokens how long the summary should be
 */
public record SummaryRequest(
    String conversationId,
    @Nullable String model,
    int depth,
    @Nullable String previous,
    List<Message> messages,
    List<Summary> summaries,
    long sourceTokens,
    long targetTokens) {

  private static final String BETWEEN = "\n\n---\n\n";

  /** Copies the lists. */
  public SummaryRequest {
    messages = List.copyOf(messages);
    summaries = List.copyOf(summaries);
  }

  /** What is to be summarised, as plain text for a prompt. */
  public String text() {
    return depth == 0
        ? messages.stream().map(MessageLine::of).collect(Collectors.joining("\n"))
        : summaries.stream().map(Summary::text).collect(Collectors.joining(BETWEEN));
  }

  @Override
  public String toString() {
    return "SummaryRequest[depth " + depth + ", " + sourceTokens + " tokens]";
  }
}
