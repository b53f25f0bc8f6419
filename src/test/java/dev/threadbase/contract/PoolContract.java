package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.pool.Chat;
import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.ChatEvent;
import dev.threadbase.pool.ConversationPool;
import dev.threadbase.pool.ConversationPoolBuilder;
import dev.threadbase.pool.PoolStores;
import dev.threadbase.pool.RunnerEvent;
import dev.threadbase.testkit.FailingStore;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.ScriptedRunners;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ThreadRepository;
import dev.threadbase.thread.TurnStatus;
import dev.threadbase.thread.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A pool over a database, with runners that do what a test says. */
abstract class PoolContract extends Contract {

  static final Duration GRACE = Duration.ofMillis(200);

  final ScriptedRunners runners = new ScriptedRunners();
  final FailingStore failing = new FailingStore();
  final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T10:00:00Z"));
  ConversationPool pool;

  @BeforeEach
  void openPool() {
    pool = set(ConversationPool.builder(stores(), runners)).build();
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  PoolStores stores() {
    return new PoolStores(
        failing.over(ThreadRepository.class, threadbase.threads()),
        threadbase.channels(),
        failing.over(Turns.class, threadbase.turns()),
        threadbase.leases(),
        threadbase.leaseKeeper(),
        threadbase.contexts());
  }

  /** How the pool is set, unless a test sets it otherwise. */
  ConversationPoolBuilder set(ConversationPoolBuilder builder) {
    return builder
        .clock(clock)
        .waiting(Duration.ofSeconds(20))
        .grace(GRACE)
        .storePatience(Duration.ofSeconds(20));
  }

  /** Another pool instead. */
  ConversationPool reset(ConversationPoolBuilder builder) {
    pool.close();
    pool = builder.build();
    return pool;
  }

  ConversationPoolBuilder builder() {
    return set(ConversationPool.builder(stores(), runners));
  }

  String conversation() {
    return pool.resolveConversation("cli").id();
  }

  /** Chats to the end, which must be this one; returns all events. */
  List<ChatEvent> chat(String conversationId, String text, ChatEnd end) throws Exception {
    return read(pool.chat(conversationId, text), end);
  }

  List<ChatEvent> chat(String conversationId, String text) throws Exception {
    return chat(conversationId, text, ChatEnd.COMPLETED);
  }

  static List<ChatEvent> read(Chat chat, ChatEnd end) {
    List<ChatEvent> events = new ArrayList<>();
    chat.forEach(events::add);
    assertThat(events).isNotEmpty();
    ChatEvent.Ended ended = (ChatEvent.Ended) events.get(events.size() - 1);
    assertThat(ended.end()).as("cause: %s", ended.cause()).isEqualTo(end);
    return events;
  }

  /** The text that a reader saw. */
  static String text(List<ChatEvent> events) {
    return events.stream()
        .filter(RunnerEvent.Text.class::isInstance)
        .map(event -> ((RunnerEvent.Text) event).text())
        .collect(Collectors.joining());
  }

  static <T extends ChatEvent> List<T> only(Class<T> type, List<ChatEvent> events) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Role and text of every message that is stored. */
  List<String> stored(String conversationId) {
    return pool.history(conversationId).stream().map(PoolContract::line).toList();
  }

  static String line(Message message) {
    return message.role().name() + ": " + message.text();
  }

  /** It is closed once, soon: nobody waits for that. */
  static void assertClosed(ScriptedRunners.Scripted runner) throws Exception {
    Patience.until("the runner is closed", () -> runner.closed() == 1);
  }

  /** Nobody holds the lease, and every turn has one beginning and one end. */
  void assertAtRest(String conversationId) {
    assertThat(threadbase.leases().active(conversationId)).isEmpty();
    List<Entry> markers =
        threads.path(conversationId).stream()
            .filter(entry -> entry.type().equals(EntryType.TURN_MARKER))
            .toList();
    String open = null;
    for (Entry marker : markers) {
      TurnStatus status = marker.content().turnStatus();
      if (TurnStatus.STARTED.equals(status)) {
        assertThat(open).as("the turn before %s", marker.turnId()).isNull();
        open = marker.turnId();
      } else {
        assertThat(marker.turnId()).isEqualTo(open);
        open = null;
      }
    }
    assertThat(open).isNull();
  }

  /** The next chat finds everything, and gets an answer. */
  void assertGoesOn(String id, String... said) throws Exception {
    assertAtRest(id);
    assertThat(stored(id)).containsExactly(said);
    assertThat(threadbase.conversations().load(id).messages()).hasSize(said.length);
    runners.play((context, message, output) -> output.text("well"));
    chat(id, "and now?");
    assertThat(stored(id)).endsWith("user: and now?", "assistant: well");
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  /** How the last turn ended. */
  TurnStatus lastStatus(String conversationId) {
    List<Entry> path = threads.path(conversationId);
    return path.get(path.size() - 1).content().turnStatus();
  }
}
