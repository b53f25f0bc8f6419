package dev.threadbase.context;

import dev.threadbase.message.Message;
import java.util.List;

/**
 * What a model is sent, and where each message of it comes from.
 *
 * @param messages the messages, in order
 * @param annotations one for each message, in the same order
 * @param repairs what was dropped or mended, in the order of the messages; empty unless a repaired
 *     context was asked for
 */
public record ContextProjection(
    List<Message> messages, List<MessageAnnotation> annotations, List<ContextRepair> repairs) {

  /** Copies the lists. */
  public ContextProjection {
    messages = List.copyOf(messages);
    annotations = List.copyOf(annotations);
    repairs = List.copyOf(repairs);
  }

  /** The tokens of all messages, as {@link TokenEstimate} has them. */
  public long tokenEstimate() {
    return annotations.stream().mapToLong(MessageAnnotation::tokenEstimate).sum();
  }

  @Override
  public String toString() {
    return "ContextProjection[" + messages.size() + " messages, " + repairs.size() + " repairs]";
  }
}
