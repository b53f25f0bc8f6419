package dev.threadbase.contract;

import static dev.threadbase.contract.Conversations.silent;
import static dev.threadbase.contract.Conversations.spoken;
import static dev.threadbase.contract.Conversations.texts;
import static dev.threadbase.contract.Conversations.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.conversation.ConversationView;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.conversation.TunnelEvent;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Saves of conversations that say nothing, of other views, and of events and costs. */
abstract class ConversationSaveViewContract extends Contract {

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
  void eventsAndCostsOfOthersStayWhereTheCallerTouchedNone() {
    TunnelEvent mine = new TunnelEvent("e1", null, "t", null);
    TunnelEvent theirs = new TunnelEvent("e2", null, "t", "{}");
    Conversation saved =
        store.save(spoken("c", "one").withTunnelEvents(List.of(mine)).withCost("1"));
    store.appendTunnelEvent("c", theirs);
    store.appendCost("c", "2");
    Conversation again = store.save(saved.withMessage(Message.assistant("two")));
    assertThat(again.tunnelEvents()).containsExactly(mine, theirs);
    assertThat(again.cost()).isEqualTo("2");
    assertThatThrownBy(
            () -> store.save(saved.withMessages(again.messages()).withTunnelEvents(List.of())))
        .isInstanceOf(HeadMoved.class);
  }

  @Test
  void aConversationWithoutAUsersWordsIsNotStored() {
    Message answer = Message.toolResult("1", "t", "text");
    Message image = new Message(Role.USER, List.of(new Part.Media("image/png", "aQ==", null)));
    Conversation given =
        silent("c")
            .withMessages(List.of(Message.user(" \u0085\u00a0\u3000"), answer, image))
            .withMessage(Message.assistant("words"));
    assertThat(store.save(given).messages()).isEqualTo(given.messages());
    assertThat(threads.findThread("c")).isEmpty();
    assertThat(store.list(ListConversationsOptions.RECENT)).isEmpty();
    assertThatThrownBy(() -> store.load("c"))
        .isInstanceOf(ThreadNotFound.class)
        .hasMessage("thread not found: c");
  }

  @Test
  void savingNothingHidesWhatWasSavedAndDeletesNoneOfIt() {
    Conversation saved = store.save(spoken("c", "one", "two").withUsage(usage(1, 1)));
    String leaf = threads.path("c").get(1).id();
    store.save(saved.withMessages(List.of()));
    assertThat(store.list(ListConversationsOptions.RECENT)).isEmpty();
    assertThatThrownBy(() -> store.load("c")).isInstanceOf(ThreadNotFound.class);
    assertThat(threads.path("c", leaf)).hasSize(2);
    store.appendMessage("c", Message.user("again"));
    assertThat(texts(store.load("c"))).containsExactly("again");
    assertThat(store.load("c").usageHistory()).hasSize(1);
  }

  @Test
  void aConversationLoadedInFullIsSavedWithoutLosingItsCheckpoint() {
    store.save(spoken("c", "one", "two"));
    store.appendCheckpoint("c", List.of(Message.system("sum")), 42);
    Conversation full = store.loadFull("c");
    assertThat(texts(full)).containsExactly("one", "two");
    store.save(full.withMessage(Message.user("three")));
    assertThat(texts(store.load("c"))).containsExactly("sum", "three");
    assertThat(texts(store.loadFull("c"))).containsExactly("one", "two", "three");
  }

  @Test
  void whatIsLoadedAsTheReferenceDoesLosesNothingWhenItIsSaved() {
    store.save(
        spoken("c", "one")
            .withUsage(usage(1, 1))
            .withTunnelEvents(List.of(new TunnelEvent("e", null, "t", null))));
    store.appendCheckpoint("c", List.of(Message.user("sum")), 0);
    Conversation reference = store.load("c", ConversationView.REFERENCE);
    assertThat(reference.usageHistory()).isEmpty();
    store.save(reference.withMessage(Message.assistant("two")).withUsage(usage(2, 2)));
    assertThat(store.load("c").usageHistory()).containsExactly(usage(1, 1), usage(2, 2));
    assertThat(store.load("c").tunnelEvents()).hasSize(1);
  }

  @Test
  void whatIsNoJsonIsRefusedAndNothingIsWritten() {
    Conversation given = spoken("c", "one");
    assertThatThrownBy(
            () ->
                store.save(given.withTunnelEvents(List.of(new TunnelEvent("e9", null, "t", "{")))))
        .isInstanceOf(InvalidData.class)
        .hasMessage("the data of tunnel event e9 is no JSON");
    assertThatThrownBy(() -> store.save(given.withCost("secret")))
        .isInstanceOf(InvalidData.class)
        .hasMessage("the cost is no JSON");
    assertThat(threads.findThread("c")).isEmpty();
  }
}

class SqliteConversationSaveViewTest extends ConversationSaveViewContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresConversationSaveViewTest extends ConversationSaveViewContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
