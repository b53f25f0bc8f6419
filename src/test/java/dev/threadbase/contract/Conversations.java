package dev.threadbase.contract;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.MetricEvent;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.UsageRecord;
import dev.threadbase.message.Message;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

/** Conversations that tests make. */
final class Conversations {

  static final OffsetDateTime MORNING = OffsetDateTime.parse("2026-03-01T09:15:00.25+01:00");

  private Conversations() {}

  /** One of which nothing was said. */
  static Conversation silent(String id) {
    return Conversation.of(
        new ConversationHeader(
            id,
            Conversation.NEW_TITLE,
            "/home/ana/proj",
            "acme",
            "main",
            "m-1",
            MORNING,
            MORNING,
            TokenUsage.NONE,
            false));
  }

  /** One in which user and assistant take turns, the user first. */
  static Conversation spoken(String id, String... texts) {
    return silent(id).withMessages(turns(texts));
  }

  static List<Message> turns(String... texts) {
    return Stream.iterate(0, i -> i + 1)
        .limit(texts.length)
        .map(i -> i % 2 == 0 ? Message.user(texts[i]) : Message.assistant(texts[i]))
        .toList();
  }

  static UsageRecord usage(long turn, long input) {
    return new UsageRecord(
        MORNING.plusMinutes(turn), turn, "m-1", "acme", "main", new TokenUsage(input, 3, 2, 1, 12));
  }

  static MetricEvent metric(long turn) {
    return MetricEvent.llm(
        MORNING.plusMinutes(turn),
        turn,
        Duration.ofMillis(150),
        Duration.ofSeconds(1).plusNanos(7),
        Duration.ofSeconds(2),
        "m-1",
        "acme",
        "main");
  }

  static List<String> texts(Conversation conversation) {
    return conversation.messages().stream().map(Message::text).toList();
  }
}
