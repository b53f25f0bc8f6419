package dev.threadbase.contract;

import static dev.threadbase.contract.Conversations.metric;
import static dev.threadbase.contract.Conversations.silent;
import static dev.threadbase.contract.Conversations.spoken;
import static dev.threadbase.contract.Conversations.texts;
import static dev.threadbase.contract.Conversations.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.context.CompactionBudget;
import dev.threadbase.context.CompactionRequest;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.conversation.ConversationView;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.conversation.TunnelEvent;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checkpoints, and what of a conversation is loaded behind them. */
abstract class ConversationViewContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  final SettableClock clock = new SettableClock(NOON);
  ConversationStore store;

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.clock(clock);
  }

  @BeforeEach
  void openStore() {
    store = threadbase.conversations();
  }

  private ConversationHeader listed() {
    return store.list(ListConversationsOptions.RECENT).get(0);
  }

  @Test
  void afterACheckpointItsMessagesAndWhatFollowsAreLoaded() {
    Conversation saved = store.save(spoken("c", "one", "two"));
    Conversation after =
        store.appendCheckpoint(saved, List.of(Message.system("sum"), Message.user("keep")), 42);
    assertThat(texts(after)).containsExactly("one", "two");
    store.appendMessage(after, Message.user("three"));
    store.appendMessage("c", Message.assistant("four"));
    assertThat(texts(store.load("c"))).containsExactly("sum", "keep", "three", "four");
    assertThat(texts(store.loadFull("c"))).containsExactly("one", "two", "three", "four");
  }

  @Test
  void withoutACheckpointEveryMessageIsLoaded() {
    store.save(spoken("c", "one", "two", "three"));
    assertThat(texts(store.load("c"))).containsExactly("one", "two", "three");
  }

  @Test
  void theLastOfSeveralCheckpointsCounts() {
    store.save(spoken("c", "one"));
    store.appendCheckpoint("c", List.of(Message.system("sum 1")), 1);
    store.appendMessage("c", Message.user("two"));
    store.appendCheckpoint("c", List.of(Message.system("sum 2"), Message.user("kept")), 2);
    assertThat(texts(store.load("c"))).containsExactly("sum 2", "kept");
    store.appendMessage("c", Message.user("three"));
    assertThat(texts(store.load("c"))).containsExactly("sum 2", "kept", "three");
  }

  @Test
  void anEmptyCheckpointLeavesTheHeaderAsItIs() {
    store.save(spoken("c", "one").withTitle("title"));
    store.appendCheckpoint("c", List.of(), 0);
    store.appendMessage("c", Message.user("two"));
    Conversation loaded = store.load("c");
    assertThat(texts(loaded)).containsExactly("two");
    ConversationHeader header = loaded.header();
    assertThat(
            List.of(
                header.title(),
                header.workspace(),
                header.vendor(),
                header.endpoint(),
                header.model()))
        .containsExactly("title", "/home/ana/proj", "acme", "main", "m-1");
  }

  @Test
  void aCheckpointMovesTheUpdateTimeAndKeepsTheTitle() {
    Conversation saved = store.save(spoken("c", "one").withTitle("title"));
    Instant before = listed().updatedAt().toInstant();
    clock.set(NOON.plusSeconds(1));
    store.appendCheckpoint(saved, List.of(Message.system("a"), Message.user("b")), 7);
    assertThat(listed().updatedAt().toInstant()).isAfter(before);
    assertThat(listed().title()).isEqualTo("title");
    assertThat(store.load("c").messages()).hasSize(2);
  }

  @Test
  void aCheckpointMakesAConversationThatWasNeverSaved() {
    store.appendCheckpoint(silent("c"), List.of(Message.system("sum")), 3);
    assertThat(texts(store.load("c"))).containsExactly("sum");
    assertThat(store.list(ListConversationsOptions.RECENT)).isEmpty();
  }

  @Test
  void aCompactionOfAContextIsACheckpointToo() {
    store.save(spoken("c", "one ".repeat(2000), "two", "three", "four"));
    threadbase
        .contexts()
        .compact(
            "c",
            CompactionRequest.MANUAL.within(new CompactionBudget(4_000, 500, 20, 0)),
            plan -> "what was said",
            null);
    Conversation loaded = store.load("c");
    assertThat(texts(loaded).get(0)).isEqualTo("[Previous conversation summary]\nwhat was said");
    assertThat(texts(loaded)).endsWith("three", "four");
    assertThat(store.loadFull("c").messages()).hasSize(4);
    assertThat(store.save(loaded.withMessage(Message.user("five"))).messages())
        .hasSize(loaded.messages().size() + 1);
  }

  @Test
  void tokensAndMetricsSurviveACheckpointAndTheReferencesViewLeavesThemOut() {
    store.save(spoken("c", "one").withCost("1"));
    TunnelEvent event = new TunnelEvent("e1", null, "t", null);
    Conversation loaded = store.load("c");
    store.appendMeta(loaded.withHeader(loaded.header().withTunnelEventsComplete(true)));
    store.appendUsage("c", usage(1, 1));
    store.appendMetric("c", metric(1));
    store.appendTunnelEvent("c", event);
    store.appendCheckpoint("c", List.of(Message.user("sum")), 1);
    store.appendUsage("c", usage(2, 2));
    Conversation all = store.load("c");
    assertThat(all.usageHistory()).containsExactly(usage(1, 1), usage(2, 2));
    assertThat(all.metrics()).hasSize(1);
    assertThat(all.tunnelEvents()).containsExactly(event);
    assertThat(all.cost()).isEqualTo("1");
    assertThat(all.header().tunnelEventsComplete()).isTrue();
    Conversation reference = store.load("c", ConversationView.REFERENCE);
    assertThat(reference.usageHistory()).containsExactly(usage(2, 2));
    assertThat(reference.metrics()).isEmpty();
    assertThat(reference.tunnelEvents()).isEmpty();
    assertThat(reference.cost()).isNull();
    assertThat(reference.header().tunnelEventsComplete()).isFalse();
  }
}

class SqliteConversationViewTest extends ConversationViewContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresConversationViewTest extends ConversationViewContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
