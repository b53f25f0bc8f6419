package dev.threadbase.context;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model is sent, and where each message of it comes from.
 *
 * @param purpose what it is for
 * @param messages the messages, in order
 * @param annotations one for each message, in the same order
 * @param repairs what was dropped or mended; empty unless a repaired context was asked for
 */
public record ContextProjection(
    ContextPurpose purpose,
    List<Message> messages,
    List<MessageAnnotation> annotations,
    List<ContextRepair> repairs) {

  /** Copies the lists. */
  public ContextProjection {
    messages = List.copyOf(messages);
    annotations = List.copyOf(annotations);
    repairs = List.copyOf(repairs);
  }

  /**
   * The messages with neighbours of one speaker as one message, as providers want them: a batch of
   * calls in one, all its results in the next. Attributes stay with messages that have no such
   * neighbour.
   */
  public List<Message> merged() {
    List<Message> merged = new ArrayList<>();
    for (Message message : messages) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).role().equals(message.role())) {
        List<Part> parts = new ArrayList<>(merged.get(last).parts());
        parts.addAll(message.parts());
        merged.set(last, new Message(message.role(), parts));
      } else {
        merged.add(message);
      }
    }
    return merged;
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
