package dev.threadbase.pool.compaction;

import dev.threadbase.context.ContextProjection;
import dev.threadbase.context.ContextPurpose;
import dev.threadbase.context.MessageAnnotation;
import dev.threadbase.context.TokenEstimate;
import dev.threadbase.message.Message;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.util.ArrayList;
import java.util.List;

/** A context that a test makes by hand; its entries are called e0, e1 and so on. */
final class MadeContext {

  private final List<Message> messages = new ArrayList<>();
  private final List<MessageAnnotation> annotations = new ArrayList<>();

  /** What a compaction stands for the messages before with. */
  MadeContext summary(String text) {
    return add(Message.user(text), EntryType.COMPACTION);
  }

  MadeContext say(Message message) {
    return add(message, NewEntry.message(message).type());
  }

  /** A question and its answer. */
  MadeContext turn(String question) {
    return say(Message.user(question)).say(Message.assistant("re " + question));
  }

  private MadeContext add(Message message, EntryType type) {
    String id = "e" + messages.size();
    messages.add(message);
    annotations.add(
        new MessageAnnotation(
            id,
            null,
            type,
            message.role().name(),
            "",
            null,
            null,
            TokenEstimate.of(message),
            List.of(),
            null));
    return this;
  }

  /** The tokens of so many messages at the end. */
  long tokensOfLast(int count) {
    return annotations.subList(annotations.size() - count, annotations.size()).stream()
        .mapToLong(MessageAnnotation::tokenEstimate)
        .sum();
  }

  ContextWindow window(int tailTurns) {
    return new ContextWindow(
        new ContextProjection(ContextPurpose.PROVIDER_REQUEST, messages, annotations, List.of()),
        tailTurns);
  }
}
