package dev.threadbase.contract;

import static dev.threadbase.contract.Conversations.silent;
import static dev.threadbase.contract.Conversations.spoken;
import static dev.threadbase.contract.Conversations.texts;
import static dev.threadbase.contract.Conversations.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadDeleted;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.conversation.TunnelEvent;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.TurnStart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is listed, and what becomes of what is deleted. */
abstract class ConversationDeletionContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final ListConversationsOptions RECENT = ListConversationsOptions.RECENT;

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

  private void save(String id, String workspace, long seconds) {
    clock.set(NOON.plusSeconds(seconds));
    Conversation given = spoken(id, "words");
    store.save(given.withHeader(given.header().withWorkspace(workspace)));
  }

  private List<String> listed(ListConversationsOptions options) {
    return store.list(options).stream().map(ConversationHeader::id).toList();
  }

  @Test
  void theLastChangedComesFirstAndTiesGoById() {
    save("b", "/w", 0);
    save("a", "/w", 0);
    save("c", "/v", -7_200);
    save("d", "/w", 30);
    save("e", "/w", 90);
    assertThat(listed(RECENT)).containsExactly("e", "d", "a", "b", "c");
    assertThat(listed(RECENT.inWorkspace("/w"))).containsExactly("e", "d", "a", "b");
    assertThat(listed(RECENT.inWorkspace("/none"))).isEmpty();
    clock.set(NOON.plusSeconds(600));
    store.appendMessage("c", Message.assistant("again"));
    assertThat(listed(RECENT)).startsWith("c");
  }

  @Test
  void pagesMakeUpTheList() {
    for (int i = 0; i < 25; i++) {
      save("c" + i, "/w", i / 3 * 25L);
    }
    List<String> all = listed(RECENT);
    List<ConversationHeader> page = store.list(RECENT.limit(4));
    List<String> paged = new java.util.ArrayList<>();
    while (!page.isEmpty()) {
      page.forEach(header -> paged.add(header.id()));
      page = store.list(RECENT.limit(4).after(page.get(page.size() - 1)));
    }
    assertThat(paged).hasSize(25).isEqualTo(all);
  }

  @Test
  void aListSaysWhatIsKnownAndIsNeverStale() {
    save("c", "/w", 0);
    assertThat(store.list(RECENT)).containsExactly(store.load("c").header());
    threads.updateThread("c", ThreadUpdate.NOTHING.archived(true));
    assertThat(store.list(RECENT)).isEmpty();
    assertThat(texts(store.load("c"))).containsExactly("words");
  }

  @Test
  void onlyConversationsInWhichAUserSpokeAreListed() {
    store.appendTunnelEvent(silent("event"), new TunnelEvent("e", null, "t", null));
    store.appendMessage(silent("answer"), Message.assistant("hello"));
    store.appendMessage(silent("blank"), Message.user(" \u00a0"));
    store.appendCheckpoint(silent("sum"), List.of(Message.system("words")), 0);
    store.ensureMeta(spoken("meta", "words"));
    store.appendMessage(silent("asked"), Message.user("words"));
    assertThat(listed(RECENT)).containsExactly("asked");
    assertThat(store.load("answer").messages()).hasSize(1);
    assertThat(store.load("event").tunnelEvents()).hasSize(1);
  }

  @Test
  void aConversationWithOnlyASummaryLeftStaysListed() {
    save("c", "/w", 0);
    store.appendCheckpoint("c", List.of(Message.system("summary")), 0);
    assertThat(listed(RECENT)).containsExactly("c");
    assertThat(texts(store.loadFull("c"))).containsExactly("words");
  }

  @Test
  void deletingHidesAndKeepsEverything() {
    save("c", "/w", 0);
    store.delete("c");
    assertThat(listed(RECENT)).isEmpty();
    assertThat(threads.listThreads(ListThreadsOptions.ALL)).isEmpty();
    assertThat(listed(RECENT.onlyDeleted())).containsExactly("c");
    assertThatThrownBy(() -> store.load("c"))
        .isInstanceOfSatisfying(
            ThreadDeleted.class, gone -> assertThat(gone.deletedAt()).isEqualTo(NOON));
    assertThat(threads.path("c")).hasSize(1);
    assertThat(threads.thread("c").deletedAt()).isEqualTo(NOON);
    clock.set(NOON.plusSeconds(5));
    store.delete("c");
    store.delete("never there");
    assertThat(threads.thread("c").deletedAt()).isEqualTo(NOON);
    assertThat(threads.findThread("never there")).isEmpty();
  }

  @Test
  void nothingIsWrittenToWhatIsDeleted() {
    save("c", "/w", 0);
    Conversation loaded = store.load("c");
    ThreadMeta thread = threads.thread("c");
    store.delete("c");
    refused(() -> store.appendMessage("c", Message.user("late")));
    refused(() -> store.appendMessage(loaded, Message.user("late")));
    refused(() -> store.save(loaded.withMessage(Message.user("late"))));
    refused(() -> store.save(loaded.withMessages(List.of())));
    refused(() -> store.appendUsage("c", usage(1, 1)));
    refused(() -> store.appendMeta(loaded));
    refused(() -> store.ensureMeta(loaded));
    refused(() -> store.appendTunnelEvent("c", new TunnelEvent("e", null, "t", null)));
    refused(() -> say("c", "late"));
    refused(() -> threads.moveLeaf("c", null));
    refused(() -> threads.updateThread("c", ThreadUpdate.NOTHING.status("late")));
    refused(() -> threads.updateThread(thread));
    refused(() -> threadbase.turns().start(TurnStart.of("c", "turn", "me")));
    assertThat(threads.entries("c")).hasSize(1);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  private static void refused(ThrowingCallable write) {
    assertThatThrownBy(write)
        .isInstanceOf(ThreadDeleted.class)
        .hasMessageStartingWith("thread c was deleted at ");
  }

  @Test
  void aDeletionIsTakenBackWithinItsTime() {
    save("c", "/w", 0);
    store.delete("c");
    clock.set(NOON.plus(ConversationStore.RETENTION));
    assertThat(store.restore("c")).isTrue();
    assertThat(store.restore("c")).isFalse();
    assertThat(store.restore("none")).isFalse();
    assertThat(texts(store.load("c"))).containsExactly("words");
    String before = threads.thread("c").headSegmentId();
    store.appendMessage("c", Message.assistant("again"));
    assertThat(threads.thread("c").headSegmentId()).isEqualTo(before);
    store.delete("c");
    clock.set(NOON.plus(ConversationStore.RETENTION.multipliedBy(2)).plusNanos(1));
    assertThat(store.restore("c")).isFalse();
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aRestoredForkGoesOnInASegmentOfItsOwn() {
    save("c", "/w", 0);
    threads.fork(ForkOptions.of("c").as("f"));
    store.delete("f");
    store.restore("f");
    store.appendMessage("f", Message.assistant("more"));
    assertThat(texts(store.load("f"))).containsExactly("words", "more");
    assertThat(texts(store.load("c"))).containsExactly("words");
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void purgingRemovesWhatNothingElseReachesForGood() {
    save("c", "/w", 0);
    threads.fork(ForkOptions.of("c").as("f"));
    store.appendMessage("c", Message.assistant("own"));
    save("kept", "/w", 0);
    Conversation late = store.load("c");
    store.delete("c");
    assertThat(store.purge(null)).isZero();
    clock.set(NOON.plus(ConversationStore.RETENTION).plusSeconds(1));
    assertThat(store.purge(null)).isEqualTo(1);
    assertThat(threads.findThread("c")).isEmpty();
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM entries")).isEqualTo(2);
    assertThat(texts(store.load("f"))).containsExactly("words");
    assertThatThrownBy(() -> store.appendMessage(late, Message.user("late")))
        .isInstanceOf(ThreadDeleted.class);
    assertThatThrownBy(() -> store.save(late)).isInstanceOf(ThreadDeleted.class);
    assertThatThrownBy(() -> store.load("c")).isInstanceOf(ThreadNotFound.class);
    assertThat(store.restore("c")).isFalse();
    assertThat(store.purge(clock.instant())).isZero();
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void whatIsInUseIsNotDeleted() throws InterruptedException {
    save("c", "/w", 0);
    TurnLease lease =
        threadbase.leases().acquire("c", "t", "me", Duration.ofMinutes(1), Duration.ZERO);
    assertThatThrownBy(() -> store.delete("c")).isInstanceOf(ActiveTurn.class);
    assertThat(store.cleanupOlderThan(NOON.plusSeconds(60))).isZero();
    store.under(lease).delete("c");
    assertThat(listed(RECENT)).isEmpty();
  }

  @Test
  void whatIsOlderIsDeletedAndWhatIsExactlyAsOldStays() {
    save("old", "/w", -1);
    save("edge", "/w", 0);
    save("new", "/v", 1);
    store.appendMessage(silent("answer"), Message.assistant("no conversation yet"));
    assertThat(store.cleanupOlderThan(NOON)).isEqualTo(1);
    assertThat(listed(RECENT)).containsExactly("new", "edge");
    assertThat(store.cleanupOlderThan(NOON)).isZero();
    assertThat(store.cleanupOlderThan(NOON.plusSeconds(86_400))).isEqualTo(2);
    assertThat(store.restore("edge")).isTrue();
    assertThat(listed(RECENT)).containsExactly("edge");
  }

  @Test
  void idsAreOnlyIds() {
    String odd = "../../etc/passwd'; DROP TABLE threads; --";
    store.save(spoken(odd, "words"));
    assertThat(texts(store.load(odd))).containsExactly("words");
    store.delete(odd);
    assertThat(listed(RECENT.onlyDeleted())).containsExactly(odd);
  }
}

class SqliteConversationDeletionTest extends ConversationDeletionContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresConversationDeletionTest extends ConversationDeletionContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
