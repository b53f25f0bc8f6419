package dev.threadbase.contract;

import static dev.threadbase.contract.Conversations.MORNING;
import static dev.threadbase.contract.Conversations.metric;
import static dev.threadbase.contract.Conversations.silent;
import static dev.threadbase.contract.Conversations.spoken;
import static dev.threadbase.contract.Conversations.texts;
import static dev.threadbase.contract.Conversations.turns;
import static dev.threadbase.contract.Conversations.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.conversation.MetricEvent;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.TunnelEvent;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a save stores, what it leaves on a branch, and what it refuses. */
abstract class ConversationSaveContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000000001Z");

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

  @Test
  void whatWasSavedIsLoaded() {
    TokenUsage tokens = new TokenUsage(12, 3, 2, 1, 17);
    Conversation given = spoken("c", "rename it", "ok").withTitle("Rename the parser");
    given = given.withHeader(given.header().withTokenUsage(tokens));
    Conversation saved = store.save(given);
    Conversation loaded = reopened().conversations().load("c");
    assertThat(loaded).isEqualTo(saved);
    assertThat(loaded.messages()).isEqualTo(given.messages());
    assertThat(loaded.header())
        .isEqualTo(given.header().withUpdatedAt(NOON.atOffset(ZoneOffset.UTC)));
  }

  @Test
  void everyListAndTheCostAreLoadedInTheirOrder() {
    List<TunnelEvent> events =
        List.of(
            new TunnelEvent("ev-000000001", null, "text", null),
            new TunnelEvent("ev-000000002", "msg-1", "text", "{\"chunk\":1.0,\"chunk\":\"a<b\"}"));
    MetricEvent failure =
        MetricEvent.tool(MORNING, 1, "read_file", "exit status 1", Duration.ofMillis(50));
    MetricEvent success = MetricEvent.tool(MORNING, 2, "list", null, Duration.ofNanos(1));
    Conversation given =
        spoken("c", "go")
            .withTunnelEvents(events)
            .withUsageHistory(List.of(usage(1, 12), usage(1, 13), usage(2, 14)))
            .withMetrics(List.of(metric(1), failure, success))
            .withCost("{\"usd\": 0.010}");
    store.save(given.withHeader(given.header().withTunnelEventsComplete(true)));
    Conversation loaded = store.load("c");
    assertThat(loaded.tunnelEvents()).isEqualTo(events);
    assertThat(loaded.header().tunnelEventsComplete()).isTrue();
    assertThat(loaded.usageHistory()).isEqualTo(given.usageHistory());
    assertThat(loaded.metrics()).isEqualTo(given.metrics());
    assertThat(loaded.cost()).isEqualTo("{\"usd\":0.010}");
  }

  @Test
  void partsOfEveryKindComeBackAsTheyWere() {
    List<Message> messages =
        List.of(
            Message.system("sys"),
            new Message(
                Role.USER,
                List.of(new Part.Text("look"), new Part.Media("image/png", "aQ==", null))),
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Part.Reasoning("think", "sg", "rd"),
                    new Part.ToolCall("call_1", "read_file", "{\"n\":1.0,\"n\":2}"))),
            Message.toolResult("call_1", "read_file", "nul \0 and half \ud800"),
            new Message(
                new Role("reviewer"), List.of(new Part.Opaque("odd", "{\"type\":\"odd\"}"))));
    store.save(silent("c").withMessages(messages));
    assertThat(store.load("c").messages()).isEqualTo(messages);
  }

  @Test
  void savingAgainWritesNothingNew() {
    Conversation saved =
        store.save(
            spoken("c", "continue", "ok", "continue", "ok")
                .withUsageHistory(List.of(usage(1, 1), usage(1, 1)))
                .withTunnelEvents(List.of(new TunnelEvent("e", null, "t", "1"))));
    long entries = threads.thread("c").entryCount();
    assertThat(store.save(saved).messages()).hasSize(4);
    store.save(store.loadFull("c"));
    store.save(saved.withStored(null));
    assertThat(threads.thread("c").entryCount()).isEqualTo(entries);
    assertThat(store.load("c").usageHistory()).hasSize(2);
  }

  @Test
  void moreIsAppendedBehindWhatIsThere() {
    Conversation saved = store.save(spoken("c", "one", "two"));
    String leaf = threads.thread("c").leafId();
    store.save(saved.withMessages(turns("one", "two", "three")).withUsage(usage(2, 5)));
    assertThat(texts(store.load("c"))).containsExactly("one", "two", "three");
    assertThat(threads.path("c").get(1).id()).isEqualTo(leaf);
    assertThat(threads.thread("c").entryCount()).isEqualTo(4);
  }

  @Test
  void aSaveBranchesBehindTheLongestCommonBeginning() {
    Conversation saved = store.save(spoken("c", "one", "two", "three"));
    String old = threads.thread("c").leafId();
    Conversation other = store.save(saved.withMessages(turns("one", "zwei")));
    assertThat(texts(store.load("c"))).containsExactly("one", "zwei");
    assertThat(texts(other)).containsExactly("one", "zwei");
    assertThat(threads.path("c", old).stream().map(entry -> entry.content().message().text()))
        .containsExactly("one", "two", "three");
    store.save(other.withMessages(turns("one")));
    assertThat(texts(store.load("c"))).containsExactly("one");
    assertThat(threads.entries("c")).hasSize(4);
  }

  @Test
  void nothingOfTokensAndMetricsIsTakenBack() {
    Conversation first = store.save(spoken("c", "one"));
    store.appendUsage("c", usage(1, 10));
    store.appendMetric("c", metric(1));
    store.save(first.withUsage(usage(2, 20)));
    Conversation loaded = store.load("c");
    assertThat(loaded.usageHistory()).containsExactly(usage(1, 10), usage(2, 20));
    store.save(loaded.withMessages(turns("uno")).withUsageHistory(List.of()));
    assertThat(store.load("c").usageHistory()).containsExactly(usage(1, 10), usage(2, 20));
    assertThat(store.load("c").metrics()).containsExactly(metric(1));
  }

  @Test
  void aSaveThatWouldHideWhatOthersAppendedIsRefused() {
    Conversation saved = store.save(spoken("c", "one"));
    String seen = threads.thread("c").leafId();
    String theirs = store.appendMessage("c", Message.assistant("theirs")).id();
    assertThatThrownBy(() -> store.save(saved.withMessage(Message.assistant("ours"))))
        .isInstanceOfSatisfying(
            HeadMoved.class,
            moved -> {
              assertThat(moved.expectedLeafId()).isEqualTo(seen);
              assertThat(moved.actualLeafId()).isEqualTo(theirs);
            });
    assertThatThrownBy(() -> store.save(saved)).isInstanceOf(HeadMoved.class);
    assertThatThrownBy(() -> store.save(spoken("c", "another"))).isInstanceOf(HeadMoved.class);
    assertThatThrownBy(() -> store.save(saved.withMessages(List.of())))
        .isInstanceOf(HeadMoved.class);
    assertThat(texts(store.load("c"))).containsExactly("one", "theirs");
    Conversation reloaded = store.load("c");
    store.save(reloaded.withMessage(Message.user("ours")));
    assertThat(texts(store.load("c"))).containsExactly("one", "theirs", "ours");
  }

  @Test
  void whatTheCallerAppendedBesideHidesNothing() {
    Conversation saved = store.save(spoken("c", "one"));
    store.appendMessage("c", Message.assistant("two"));
    store.save(saved.withMessages(turns("one", "two", "three")));
    assertThat(texts(store.load("c"))).containsExactly("one", "two", "three");
  }

  @Test
  void aLedgerBeginsAnewAndACostIsTakenBack() {
    TunnelEvent one = new TunnelEvent("e1", null, "t", null);
    TunnelEvent two = new TunnelEvent("e2", null, "t", "null");
    Conversation saved =
        store.save(spoken("c", "one").withTunnelEvents(List.of(one)).withCost("null"));
    assertThat(store.load("c").cost()).isEqualTo("null");
    Conversation anew = store.save(saved.withTunnelEvents(List.of(two, two)).withCost(null));
    assertThat(store.load("c").tunnelEvents()).containsExactly(two, two);
    assertThat(store.load("c").cost()).isNull();
    store.save(anew.withTunnelEvents(List.of()));
    assertThat(store.load("c").tunnelEvents()).isEmpty();
    assertThat(texts(store.load("c"))).containsExactly("one");
  }

  @Test
  void onlyWhatTheCallerChangedOfTheHeaderIsWritten() {
    Conversation saved = store.save(spoken("c", "one").withTitle("old"));
    store.appendMeta(store.load("c").withTitle("renamed"));
    store.save(saved.withHeader(saved.header().withTokenUsage(new TokenUsage(1, 2, 3, 4, 0))));
    assertThat(store.load("c").header().title()).isEqualTo("renamed");
    assertThat(store.load("c").header().tokenUsage()).isEqualTo(new TokenUsage(1, 2, 3, 4, 0));
  }

  @Test
  void theUpdateTimeNeverGoesBack() {
    store.save(spoken("c", "one"));
    clock.set(NOON.minusSeconds(60));
    store.save(store.load("c").withMessage(Message.assistant("two")));
    assertThat(store.load("c").header().updatedAt().toInstant()).isEqualTo(NOON);
    clock.set(NOON.plusSeconds(60));
    assertThat(store.save(store.load("c")).header().updatedAt().toInstant())
        .isEqualTo(NOON.plusSeconds(60));
  }
}

class SqliteConversationSaveTest extends ConversationSaveContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresConversationSaveTest extends ConversationSaveContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
