package dev.threadbase.contract;

import static dev.threadbase.contract.Conversations.spoken;
import static dev.threadbase.contract.Conversations.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadDeleted;
import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.RecoveredTurn;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.TurnStart;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.ImportOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rest of the library makes of a conversation that is deleted and can be restored. */
abstract class DeletedConversationContract extends TransferContract {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ListConversationsOptions DELETED =
      ListConversationsOptions.RECENT.onlyDeleted();

  final SettableClock clock = new SettableClock(NOON);
  ConversationStore store;

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.clock(clock).leaseClock(clock);
  }

  @BeforeEach
  void openStore() {
    store = threadbase.conversations();
  }

  private List<String> listed(ListConversationsOptions options) {
    return store.list(options).stream().map(ConversationHeader::id).toList();
  }

  @Test
  void whatCanBeRestoredIsListedAndNothingElse() {
    store.save(spoken("late", "words"));
    store.delete("late");
    clock.set(NOON.plusSeconds(60));
    store.save(spoken("archived", "words"));
    threads.updateThread("archived", ThreadUpdate.NOTHING.archived(true));
    store.save(spoken("there", "words"));
    store.delete("archived");
    assertThat(listed(DELETED)).containsExactly("archived", "late");
    clock.set(NOON.plus(ConversationStore.RETENTION).plusNanos(1));
    assertThat(listed(DELETED)).containsExactly("archived");
    assertThat(store.restore("late")).isFalse();
    assertThat(store.restore("archived")).isTrue();
    assertThat(listed(DELETED)).isEmpty();
  }

  @Test
  void anIdStaysTakenHoweverADeletedConversationIsRemoved() {
    Conversation late = store.save(spoken("c", "words"));
    store.delete("c");
    threads.deleteThread("c");
    assertThat(threads.findThread("c")).isEmpty();
    assertThatThrownBy(() -> store.appendMessage(late, Message.user("late")))
        .isInstanceOf(ThreadDeleted.class);
    assertThatThrownBy(() -> store.save(late)).isInstanceOf(ThreadDeleted.class);
    threads.createThread(ThreadMeta.builder("c").build());
    store.appendMessage("c", Message.user("anew"));
    assertThat(texts(store.load("c"))).containsExactly("anew");
  }

  @Test
  void aTurnOfADeletedThreadIsRecoveredOnceItIsRestored() {
    begin("a");
    threadbase.turns().start(TurnStart.of("a", "ta", "me"));
    store.save(spoken("c", "words"));
    threadbase.turns().start(TurnStart.of("c", "tc", "me"));
    clock.set(NOON.plusSeconds(3_600));
    store.delete("c");
    assertThat(threadbase.turns().recoverAll())
        .extracting(RecoveredTurn::turnId)
        .containsExactly("ta");
    assertThat(threadbase.turns().recoverAll()).isEmpty();
    store.restore("c");
    assertThat(threadbase.turns().recoverAll())
        .extracting(RecoveredTurn::turnId)
        .containsExactly("tc");
  }

  @Test
  void aFileOfADeletedThreadIsRefusedAndTheNextOneIsNot() throws Exception {
    store.save(spoken("c", "words", "more"));
    store.save(spoken("d", "words"));
    Path one = Files.write(folder.resolve("c.jsonl"), export("c", "conversation-jsonl"));
    Path other = Files.write(folder.resolve("d.jsonl"), export("d", "conversation-jsonl"));
    threads.deleteThread("d");
    store.delete("c");
    for (ImportOptions options :
        List.of(ImportOptions.DEFAULT, ImportOptions.DEFAULT.withoutStoring())) {
      assertThatThrownBy(() -> threadbase.importer().importFile(one, options))
          .isInstanceOf(ThreadDeleted.class)
          .hasMessageStartingWith("thread c was deleted at ");
    }
    assertThat(load(other).leftOut()).isZero();
    store.restore("c");
    // What was said here is not known by the names that the file has for it.
    assertThatThrownBy(() -> load(one)).isInstanceOf(InvalidData.class);
    assertThat(texts(store.load("c"))).containsExactly("words", "more");
  }

  @Test
  void aDeletionGoesWithItsSession() throws Exception {
    store.save(spoken("c", "words"));
    threads.fork(ForkOptions.of("c").as("f"));
    store.appendMessage("f", Message.assistant("more"));
    store.delete("c");
    Path file = Files.write(folder.resolve("session.jsonl"), export("f", null));
    try (TestDatabase other = create();
        Threadbase target = Threadbase.open(configure(other.config()))) {
      target.importer().importFile(file, ImportOptions.DEFAULT);
      ConversationStore there = target.conversations();
      assertThat(there.list(ListConversationsOptions.RECENT)).hasSize(1);
      assertThatThrownBy(() -> there.load("c")).isInstanceOf(ThreadDeleted.class);
      assertThat(there.restore("c")).isTrue();
      there.appendMessage("c", Message.assistant("own"));
      assertThat(texts(there.load("c"))).containsExactly("words", "own");
      assertThat(target.verify().problems()).isEmpty();
      // An older copy than what is here takes nothing back.
      target.importer().importFile(file, ImportOptions.DEFAULT);
      assertThat(texts(there.load("c"))).containsExactly("words", "own");
      assertThat(there.list(ListConversationsOptions.RECENT)).hasSize(2);
    }
  }

  @Test
  void aFolderHoldsNoDeletedThread() throws Exception {
    store.save(spoken("c", "words"));
    String session = threads.fork(ForkOptions.of("c").as("f")).sessionId();
    store.appendMessage("f", Message.assistant("more"));
    store.delete("c");
    for (String format : List.of("pi", "conversation-jsonl", "sessiontree-files")) {
      Path out = folder.resolve(format);
      ExportReport report = threadbase.exporter().exportFolder(session, format, out);
      assertThat(report.threadIds()).as(format).containsExactly("f");
      try (Stream<Path> files = Files.list(out)) {
        assertThat(files).as(format).hasSize(1);
      }
    }
    assertThat(export(session, "pi")).isEqualTo(export("f", "pi"));
    assertThat(export("c", "conversation-jsonl")).asString().contains("words");
  }
}

class SqliteDeletedConversationTest extends DeletedConversationContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresDeletedConversationTest extends DeletedConversationContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
