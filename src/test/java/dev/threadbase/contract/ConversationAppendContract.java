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
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.LeaseRequired;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.conversation.TunnelEvent;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ThreadUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What appends store, and what of it is loaded behind a checkpoint. */
abstract class ConversationAppendContract extends Contract {

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

  @Test
  void theFirstMessageMakesTheConversation() {
    Conversation silent = store.save(silent("c"));
    Conversation stored = store.appendMessage(silent, Message.user("hello"));
    assertThat(store.load("c")).isEqualTo(stored);
    assertThat(texts(stored)).containsExactly("hello");
    assertThat(stored.header().title()).isEqualTo(Conversation.NEW_TITLE);
    assertThat(stored.header().updatedAt().toInstant()).isEqualTo(NOON);
    assertThat(silent.messages()).isEmpty();
  }

  @Test
  void anIdWithoutAConversationTakesNoRecordAlone() {
    assertThatThrownBy(() -> store.appendMessage("none", Message.user("x")))
        .isInstanceOf(ThreadNotFound.class);
    assertThatThrownBy(() -> store.appendUsage("none", usage(1, 1)))
        .isInstanceOf(ThreadNotFound.class);
    assertThat(threads.findThread("none")).isEmpty();
  }

  @Test
  void anEmptyTitleBecomesTheBeginningOfWhatTheUserFirstSaid() {
    String chinese = "请把解析器重命名并且检查所有引用它的地方然后运行全部测试最后写一个简短的总结给我看谢谢你的帮助我们明天再继续";
    assertThat(titleOf(chinese)).isEqualTo(chinese);
    assertThat(titleOf("x".repeat(60))).isEqualTo("x".repeat(60));
    assertThat(titleOf("\ud83c\udf3f".repeat(61))).isEqualTo("\ud83c\udf3f".repeat(57) + "...");
    assertThat(titleOf("   ")).isEqualTo("   ");
    assertThat(titleOf("a\nb")).isEqualTo("a\nb");
    Conversation image =
        store.appendMessage(
            silent("image").withTitle(""),
            new Message(Role.USER, List.of(new Part.Media("image/png", "aQ==", null))));
    assertThat(store.appendMessage(image, Message.user("words")).header().title()).isEmpty();
  }

  private String titleOf(String text) {
    String id = "t" + text.hashCode();
    store.appendMessage(silent(id).withTitle(""), Message.user(text));
    return store.load(id).header().title();
  }

  @Test
  void aTitleThatSomebodyElseGaveStays() {
    Conversation untitled = store.appendMessage(silent("c").withTitle(""), Message.assistant("hi"));
    store.appendMeta(store.load("c").withMessages(turns("x")).withTitle("theirs"));
    store.appendMessage(untitled, Message.user("mine"));
    assertThat(store.load("c").header().title()).isEqualTo("theirs");
  }

  @Test
  void aConversationWithoutAUsersWordsGetsNoHeaderAndNoRecords() {
    Conversation silent = silent("c").withMessages(List.of(Message.assistant("hi")));
    assertThat(store.ensureMeta(silent)).isEqualTo(silent);
    assertThat(store.appendMeta(silent)).isEqualTo(silent);
    assertThat(store.appendUsage(silent, usage(1, 1))).isEqualTo(silent);
    assertThat(store.appendMetric(silent, metric(1))).isEqualTo(silent);
    assertThat(store.appendCost(silent, "1")).isEqualTo(silent);
    assertThat(threads.findThread("c")).isEmpty();
  }

  @Test
  void ensureMetaMakesAConversationOnceAndWithoutItsMessages() {
    Conversation given = spoken("c", "hello").withTitle("first");
    store.ensureMeta(given);
    assertThat(store.load("c").messages()).isEmpty();
    assertThat(store.load("c").header()).isEqualTo(given.header());
    store.ensureMeta(given.withTitle("second"));
    assertThat(store.load("c").header().title()).isEqualTo("first");
    assertThat(store.list(ListConversationsOptions.RECENT)).isEmpty();
  }

  @Test
  void theHeaderKeepsTokensTimesAndTheirOffset() {
    Conversation saved = store.save(spoken("c", "hello"));
    TokenUsage tokens = new TokenUsage(1, 2, 3, 4, 5);
    clock.set(NOON.plusSeconds(9));
    ConversationHeader later =
        saved.header().withTokenUsage(tokens).withUpdatedAt(MORNING.plusHours(9));
    store.appendMeta(saved.withHeader(later));
    ConversationHeader loaded = store.load("c").header();
    assertThat(loaded.tokenUsage()).isEqualTo(tokens);
    assertThat(loaded.updatedAt()).hasToString("2026-03-01T18:15:00.250+01:00");
    assertThat(loaded.createdAt()).isEqualTo(MORNING);
    store.appendMeta(saved.withHeader(saved.header().withUpdatedAt(MORNING)));
    assertThat(store.load("c").header().updatedAt()).isEqualTo(MORNING.plusHours(9));
  }

  @Test
  void recordsAreLoadedInTheirOrderAndLeaveTheUpdateTime() {
    Conversation saved = store.save(spoken("c", "hello"));
    clock.set(NOON.plusSeconds(60));
    Conversation one = store.appendUsage(saved, usage(1, 10));
    Conversation two = store.appendUsage(one, usage(1, 11));
    store.appendUsage("c", usage(2, 12));
    store.appendMetric(two, metric(1));
    store.appendTunnelEvent("c", new TunnelEvent("e", null, "t", null));
    Conversation loaded = store.load("c");
    assertThat(loaded.usageHistory()).containsExactly(usage(1, 10), usage(1, 11), usage(2, 12));
    assertThat(loaded.metrics()).containsExactly(metric(1));
    assertThat(loaded.header().updatedAt().toInstant()).isEqualTo(NOON);
  }

  @Test
  void recordsOfAnAbandonedBranchCountBecauseTheyWereSpent() {
    Conversation saved = store.save(spoken("c", "one", "two"));
    store.appendUsage("c", usage(1, 1));
    store.save(saved.withMessages(turns("uno")));
    assertThat(store.load("c").usageHistory()).containsExactly(usage(1, 1));
  }

  @Test
  void aForkIsAConversationWithWhatItInherited() {
    store.save(spoken("c", "one", "two").withUsage(usage(1, 1)));
    threads.fork(ForkOptions.of("c").as("f"));
    store.appendMessage("f", Message.user("three"));
    assertThat(texts(store.load("f"))).containsExactly("one", "two", "three");
    assertThat(store.load("f").usageHistory()).containsExactly(usage(1, 1));
    assertThat(texts(store.load("c"))).containsExactly("one", "two");
    assertThat(store.list(ListConversationsOptions.RECENT)).hasSize(2);
  }

  @Test
  void writesUnderALeaseAreFenced() throws InterruptedException {
    store.save(spoken("c", "one"));
    threads.updateThread("c", ThreadUpdate.NOTHING.leaseRequired(true));
    assertThatThrownBy(() -> store.appendMessage("c", Message.user("x")))
        .isInstanceOf(LeaseRequired.class);
    assertThatThrownBy(() -> store.save(store.load("c").withMessage(Message.user("x"))))
        .isInstanceOf(LeaseRequired.class);
    TurnLease lease =
        threadbase.leases().acquire("c", "t", "me", Duration.ofMinutes(1), Duration.ZERO);
    ConversationStore held = store.under(lease);
    held.appendMessage("c", Message.assistant("two"));
    held.save(held.load("c").withMessage(Message.user("three")));
    threadbase.leases().release(lease);
    assertThatThrownBy(() -> held.appendUsage("c", usage(1, 1))).isInstanceOf(LeaseLost.class);
    assertThat(texts(store.load("c"))).containsExactly("one", "two", "three");
  }

  @Test
  void aLogOfSegmentsIsNoConversation() {
    String log =
        threadbase
            .segments()
            .createSegment(dev.threadbase.segment.StartState.EMPTY)
            .address()
            .threadId();
    assertThatThrownBy(() -> store.appendMessage(log, Message.user("x")))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("is a log");
  }
}

class SqliteConversationAppendTest extends ConversationAppendContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresConversationAppendTest extends ConversationAppendContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
