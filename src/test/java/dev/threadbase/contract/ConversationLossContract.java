package dev.threadbase.contract;

import static dev.threadbase.contract.Conversations.silent;
import static dev.threadbase.contract.Conversations.spoken;
import static dev.threadbase.contract.Conversations.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.conversation.ConversationView;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.conversation.TunnelEvent;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The losses that users of files of sessions had, none of which can happen here. */
abstract class ConversationLossContract extends TransferContract {

  private static final ListConversationsOptions RECENT = ListConversationsOptions.RECENT;

  @TempDir Path files;
  ConversationStore store;

  @BeforeEach
  void openStore() {
    store = threadbase.conversations();
  }

  private List<String> listed() {
    return store.list(RECENT).stream().map(ConversationHeader::id).toList();
  }

  @Test
  void aMessageOfElevenMebibytesIsLikeAnyOther() {
    String long1 = "before " + "x".repeat(11 << 20) + " behind";
    Conversation saved = store.save(spoken("c", long1, "ok"));
    store.appendMessage(saved, Message.user("after"));
    assertThat(texts(store.load("c"))).containsExactly(long1, "ok", "after");
    assertThat(listed()).containsExactly("c");
    assertThat(store.save(store.load("c")).messages()).hasSize(3);
    assertThat(store.cleanupOlderThan(store.load("c").header().updatedAt().toInstant())).isZero();
    assertThat(listed()).containsExactly("c");
  }

  @Test
  void aConversationWhoseOnlyUsersTextIsHugeIsNotEmpty() {
    store.save(silent("c").withMessages(List.of(Message.user(" ".repeat(11 << 20) + "words"))));
    assertThat(listed()).containsExactly("c");
  }

  @Test
  void whatStandsBeforeACheckpointWithoutAUsersWordsIsListedAndLoaded() {
    store.save(spoken("c", "one", "two"));
    store.appendCheckpoint("c", List.of(Message.system("summary")), 0);
    assertThat(listed()).containsExactly("c");
    store.save(store.load("c").withMessage(Message.user("three")));
    assertThat(texts(store.loadFull("c"))).containsExactly("one", "two", "three");
  }

  @Test
  void aCheckpointIsNotFlattenedByTheNextSave() {
    Conversation saved = store.save(spoken("c", "one", "two"));
    Conversation after = store.appendCheckpoint(saved, List.of(Message.system("sum")), 1);
    Conversation compacted = store.load(after.id());
    store.save(compacted.withMessage(Message.user("three")));
    assertThat(texts(store.loadFull("c"))).containsExactly("one", "two", "three");
    // An agent that saves its own short list leaves the long one on a branch.
    store.save(store.loadFull("c").withMessages(List.of(Message.user("only"))));
    assertThat(threads.entries("c")).hasSize(5);
  }

  @Test
  void equalMessagesAreAllKept() {
    List<Message> messages =
        List.of(
            Message.user("continue"),
            Message.assistant("ok"),
            Message.user("continue"),
            Message.assistant("ok"));
    Conversation now = silent("c");
    for (Message message : messages) {
      now = store.appendMessage(now, message);
    }
    assertThat(store.load("c").messages()).isEqualTo(messages);
    assertThat(store.save(now).messages()).isEqualTo(messages);
    assertThat(threads.entries("c")).hasSize(4);
  }

  @Test
  void aCorruptIndexAndATornTailHideNothing() throws IOException {
    for (int i = 0; i < 5; i++) {
      store.save(spoken("c" + i, "words " + i, "ok"));
      Path file = files.resolve("c" + i + ".jsonl");
      threadbase.exporter().export("c" + i, "conversation-jsonl", file);
      if (i == 3) {
        String whole = Files.readString(file);
        Files.writeString(
            file, whole + whole.substring(whole.lastIndexOf("{\"type"), whole.length() - 9));
      }
    }
    Files.writeString(files.resolve("index.json"), "[{\"id\":\"c1\"");
    try (TestDatabase other = create();
        Threadbase again = Threadbase.open(other.config())) {
      for (int i = 0; i < 5; i++) {
        again.importer().importFile(files.resolve("c" + i + ".jsonl"), ImportOptions.DEFAULT);
      }
      assertThat(again.conversations().list(RECENT)).hasSize(5);
      assertThat(again.conversations().load("c3").messages())
          .isEqualTo(store.load("c3").messages());
      again.conversations().delete("c4");
      assertThat(again.conversations().list(RECENT)).hasSize(4);
    }
  }

  @Test
  void whatWasSavedComesBackThroughAFile() throws IOException {
    Conversation given =
        spoken("c", "rename it", "ok")
            .withTitle("Rename")
            .withUsage(Conversations.usage(1, 12))
            .withMetric(Conversations.metric(1))
            .withTunnelEvents(List.of(new TunnelEvent("ev-1", "m", "text", "{\"a\":1.0}")))
            .withCost("{\"usd\":0.01}");
    given =
        given.withHeader(
            given
                .header()
                .withTokenUsage(Conversations.usage(1, 12).tokens())
                .withTunnelEventsComplete(true));
    store.save(given);
    store.appendCheckpoint("c", List.of(Message.system("sum")), 42);
    store.appendMessage("c", Message.user("go on"));
    Path file = files.resolve("c.jsonl");
    threadbase.exporter().export("c", "conversation-jsonl", file);
    try (TestDatabase other = create();
        Threadbase again = Threadbase.open(other.config())) {
      ImportReport report = again.importer().importFile(file, ImportOptions.DEFAULT);
      assertThat(report.leftOut()).isZero();
      for (ConversationView view : ConversationView.values()) {
        Conversation loaded = again.conversations().load("c", view);
        assertThat(loaded.withStored(null)).isEqualTo(store.load("c", view).withStored(null));
      }
      again.conversations().save(again.conversations().load("c").withTitle("Other"));
      Path second = files.resolve("second.jsonl");
      again.exporter().export("c", "conversation-jsonl", second);
      // The original as it was, and a record that counts instead of its first.
      assertThat(Files.readString(second)).startsWith(Files.readString(file));
      assertThat(Files.readString(second).lines().skip(Files.readString(file).lines().count()))
          .singleElement()
          .asString()
          .contains("\"type\":\"meta\"", "\"title\":\"Other\"");
    }
  }
}

class SqliteConversationLossTest extends ConversationLossContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresConversationLossTest extends ConversationLossContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
