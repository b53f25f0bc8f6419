package dev.threadbase.contract;

import static dev.threadbase.contract.Conversations.metric;
import static dev.threadbase.contract.Conversations.silent;
import static dev.threadbase.contract.Conversations.spoken;
import static dev.threadbase.contract.Conversations.texts;
import static dev.threadbase.contract.Conversations.turns;
import static dev.threadbase.contract.Conversations.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands before a checkpoint still counts, and what a compaction keeps is loaded. */
abstract class ConversationCheckpointContract extends Contract {

  private static final Message SUMMARY = Message.system("sum");

  ConversationStore store;

  @BeforeEach
  void openStore() {
    store = threadbase.conversations();
  }

  private List<String> listed() {
    return store.list(ListConversationsOptions.RECENT).stream()
        .map(ConversationHeader::id)
        .toList();
  }

  private Conversation summarised() {
    store.save(spoken("c", "one", "two"));
    store.appendCheckpoint("c", List.of(SUMMARY), 0);
    return store.load("c");
  }

  @Test
  void savingOnlyASummaryHidesNothing() {
    Conversation loaded = summarised();
    assertThat(store.save(loaded)).isEqualTo(store.load("c"));
    assertThat(texts(store.load("c"))).containsExactly("sum");
    assertThat(listed()).containsExactly("c");
    store.save(store.load("c").withMessage(Message.assistant("three")));
    assertThat(texts(store.load("c"))).containsExactly("sum", "three");
    assertThat(texts(store.loadFull("c"))).containsExactly("one", "two", "three");
  }

  @Test
  void savingAnEmptyCheckpointHidesNothing() {
    store.save(spoken("c", "one", "two"));
    store.appendCheckpoint("c", List.of(), 0);
    store.save(store.load("c"));
    assertThat(store.load("c").messages()).isEmpty();
    assertThat(texts(store.loadFull("c"))).containsExactly("one", "two");
    assertThat(listed()).containsExactly("c");
  }

  @Test
  void savingWhatAnEmptyCheckpointCutOffLeavesTheCheckpointOnABranch() {
    Conversation saved = store.save(spoken("c", "one", "two"));
    Conversation after = store.appendCheckpoint(saved, List.of(), 0);
    store.save(after.withMessage(Message.user("three")));
    assertThat(texts(store.load("c"))).containsExactly("one", "two", "three");
    assertThat(texts(store.loadFull("c"))).containsExactly("one", "two", "three");
    assertThat(threads.entries("c")).hasSize(4);
    store.appendCheckpoint("c", List.of(), 0);
    assertThatThrownBy(() -> store.save(after.withMessage(Message.user("three"))))
        .isInstanceOf(HeadMoved.class);
  }

  @Test
  void clearingWhatWasSummarisedHidesIt() {
    store.save(summarised().withMessages(List.of()));
    assertThat(listed()).isEmpty();
    assertThatThrownBy(() -> store.load("c")).isInstanceOf(ThreadNotFound.class);
    assertThat(threads.entries("c")).hasSize(3);
  }

  @Test
  void recordsBehindASummaryAreWritten() {
    Conversation loaded = summarised();
    loaded = store.appendUsage(loaded, usage(1, 7));
    loaded = store.appendMetric(loaded, metric(1));
    loaded = store.appendCost(loaded, "{\"usd\":1}");
    loaded = store.appendMeta(loaded.withTitle("renamed"));
    assertThat(store.load("c")).isEqualTo(loaded);
    assertThat(loaded.usageHistory()).containsExactly(usage(1, 7));
    assertThat(loaded.metrics()).containsExactly(metric(1));
    assertThat(loaded.cost()).isEqualTo("{\"usd\":1}");
    assertThat(loaded.header().title()).isEqualTo("renamed");
  }

  @Test
  void aUsersWordsInACheckpointAreWords() {
    List<Message> messages = List.of(SUMMARY, Message.user("words"));
    Conversation stored = store.appendCheckpoint(silent("c"), messages, 0);
    assertThat(listed()).containsExactly("c");
    store.save(store.load(stored.id()));
    assertThat(listed()).containsExactly("c");
    store.appendCheckpoint(silent("other"), List.of(SUMMARY, Message.user(" ")), 0);
    assertThat(listed()).containsExactly("c");
  }

  @Test
  void aTailMayBeginWithARecord() {
    store.save(spoken("c", "one", "two"));
    Entry record = store.appendUsage("c", usage(1, 7));
    store.appendMessage("c", Message.user("three"));
    compact(Compaction.keeping(record.id()));
    assertThat(texts(store.load("c")))
        .containsExactly("[Previous conversation summary]\nsum", "three");
  }

  @Test
  void aCompactionThatNamesNoTailKeepsWhatWasSaidLast() {
    Conversation saved = store.save(spoken("c", "one", "two"));
    store.save(
        saved
            .withMessage(Message.toolCall("1", "list", "{}"))
            .withMessage(Message.toolResult("1", "list", "three"))
            .withUsage(usage(1, 7)));
    compact(Compaction.keeping(null));
    Conversation loaded = store.load("c");
    assertThat(loaded.messages()).hasSize(3);
    assertThat(loaded.messages().subList(1, 3))
        .isEqualTo(store.loadFull("c").messages().subList(2, 4));
    assertThat(threadbase.contexts().context("c").messages().subList(1, 3))
        .isEqualTo(loaded.messages().subList(1, 3));
  }

  private void compact(Compaction cut) {
    Content content = Content.EMPTY.withCompaction(cut).withSummary("sum");
    threads.append("c", NewEntry.of(EntryType.COMPACTION, content));
  }

  @Test
  void aCheckpointThatWasNotSeenIsNotHidden() {
    Conversation saved = store.save(spoken("c", "one", "two"));
    store.appendCheckpoint("c", List.of(SUMMARY), 0);
    assertThatThrownBy(() -> store.save(saved.withMessage(Message.user("three"))))
        .isInstanceOf(HeadMoved.class);
    store.save(saved.withMessages(List.of(SUMMARY, Message.user("three"))));
    assertThat(texts(store.loadFull("c"))).containsExactly("one", "two", "three");
  }

  @Test
  void aLeafThatSomebodyMovedIsWrittenOnFromWhereItIs() {
    Conversation saved = store.save(spoken("c", "one", "two", "three"));
    threads.moveLeaf("c", threads.path("c").get(0).id());
    assertThat(texts(store.load("c"))).containsExactly("one");
    store.appendMessage("c", Message.assistant("zwei"));
    assertThatThrownBy(() -> store.save(saved.withMessage(Message.assistant("four"))))
        .isInstanceOf(HeadMoved.class);
    store.save(store.load("c").withMessage(Message.user("drei")));
    assertThat(store.load("c").messages()).isEqualTo(turns("one", "zwei", "drei"));
    assertThat(threads.entries("c")).hasSize(5);
  }
}

class SqliteConversationCheckpointTest extends ConversationCheckpointContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresConversationCheckpointTest extends ConversationCheckpointContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
