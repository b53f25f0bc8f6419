package dev.threadbase.conversation;

import dev.threadbase.context.WhiteSpace;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as an application holds it (ggcode session, Session). Immutable: a change is
 * another conversation, and nothing is stored until it is saved or appended.
 *
 * @param header what is known about it
 * @param messages what was said, as far as it was loaded
 * @param usageHistory what each call of a model took
 * @param metrics how long calls took
 * @param tunnelEvents the ledger that other devices follow
 * @param cost what the host keeps of costs, as JSON text; null for none, which is not the JSON
 *     value {@code null}
 * @param stored how the store knew it when it was loaded; null for one that was not. A store fills
 *     it in, and takes it to tell what this conversation has not seen
 */
public record Conversation(
    ConversationHeader header,
    List<Message> messages,
    List<UsageRecord> usageHistory,
    List<MetricEvent> metrics,
    List<TunnelEvent> tunnelEvents,
    @Nullable String cost,
    @Nullable StoredConversation stored) {

  /** The title of a conversation that has none of its own yet. */
  public static final String NEW_TITLE = "New session";

  /** Copies the lists. */
  public Conversation {
    Objects.requireNonNull(header, "header");
    messages = List.copyOf(messages);
    usageHistory = List.copyOf(usageHistory);
    metrics = List.copyOf(metrics);
    tunnelEvents = List.copyOf(tunnelEvents);
  }

  /** A conversation of which nothing was said yet. */
  public static Conversation of(ConversationHeader header) {
    return new Conversation(header, List.of(), List.of(), List.of(), List.of(), null, null);
  }

  /**
   * A new conversation with an id of its own and the title {@value #NEW_TITLE}. Nothing is stored.
   *
   * @param clock its time is when the conversation is made
   */
  public static Conversation create(
      Clock clock, @Nullable String vendor, @Nullable String endpoint, @Nullable String model) {
    OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);
    return of(
        new ConversationHeader(
            UUID.randomUUID().toString(),
            NEW_TITLE,
            null,
            vendor,
            endpoint,
            model,
            now,
            now,
            TokenUsage.NONE,
            false));
  }

  /** The conversation's id. */
  public String id() {
    return header.id();
  }

  /**
   * Whether a user said something in words: what makes a conversation worth keeping. Answers of
   * tools, images and white space (as Unicode has it) do not (ggcode session, HasUserInteraction).
   */
  public boolean hasUserInteraction() {
    return messages.stream().anyMatch(Conversation::isUserText);
  }

  /** Whether a message is what a user said in words. */
  public static boolean isUserText(Message message) {
    return message.role().equals(Role.USER)
        && message.parts().stream()
            .anyMatch(
                part -> part instanceof Part.Text text && !WhiteSpace.trim(text.text()).isEmpty());
  }

  /** With another header. */
  public Conversation withHeader(ConversationHeader value) {
    return new Conversation(value, messages, usageHistory, metrics, tunnelEvents, cost, stored);
  }

  /** With another title. */
  public Conversation withTitle(String value) {
    return withHeader(header.withTitle(value));
  }

  /** With other messages. */
  public Conversation withMessages(List<Message> value) {
    return new Conversation(header, value, usageHistory, metrics, tunnelEvents, cost, stored);
  }

  /** With one more message. */
  public Conversation withMessage(Message value) {
    return withMessages(and(messages, value));
  }

  /** With other records of tokens. */
  public Conversation withUsageHistory(List<UsageRecord> value) {
    return new Conversation(header, messages, value, metrics, tunnelEvents, cost, stored);
  }

  /** With one more record of tokens. */
  public Conversation withUsage(UsageRecord value) {
    return withUsageHistory(and(usageHistory, value));
  }

  /** With other metrics. */
  public Conversation withMetrics(List<MetricEvent> value) {
    return new Conversation(header, messages, usageHistory, value, tunnelEvents, cost, stored);
  }

  /** With one more metric. */
  public Conversation withMetric(MetricEvent value) {
    return withMetrics(and(metrics, value));
  }

  /** With another ledger of events. */
  public Conversation withTunnelEvents(List<TunnelEvent> value) {
    return new Conversation(header, messages, usageHistory, metrics, value, cost, stored);
  }

  /** With one more event. */
  public Conversation withTunnelEvent(TunnelEvent value) {
    return withTunnelEvents(and(tunnelEvents, value));
  }

  /** Changed at another time. */
  public Conversation withUpdatedAt(OffsetDateTime value) {
    return withHeader(header.withUpdatedAt(value));
  }

  /**
   * With the beginning of what the user first said as its title, if that says anything: more than
   * sixty code points become fifty-seven and three dots (ggcode session, section 4.6).
   */
  public Conversation withTitleOfMessages() {
    return withTitle(ConversationTitle.of(messages));
  }

  /** With another account of costs, as JSON text; null for none. */
  public Conversation withCost(@Nullable String value) {
    return new Conversation(header, messages, usageHistory, metrics, tunnelEvents, value, stored);
  }

  /** As the store knows it. */
  public Conversation withStored(@Nullable StoredConversation value) {
    return new Conversation(header, messages, usageHistory, metrics, tunnelEvents, cost, value);
  }

  private static <T> List<T> and(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }

  @Override
  public String toString() {
    return "Conversation[" + header.id() + ", " + messages.size() + " messages]";
  }
}
