package dev.threadbase.contract;

import static dev.threadbase.contract.Conversations.spoken;
import static dev.threadbase.contract.Conversations.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.message.Message;
import dev.threadbase.process.ConversingProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several who save and append at once: nothing is lost, and conflicts are told. */
abstract class ConversationRaceContract extends Contract {

  private static final int MESSAGES = 60;
  private static final int CAMPAIGN_MESSAGES = 600;

  @Test
  void twoProcessesLoseNothing() {
    converse(2, MESSAGES);
  }

  @Tag("campaign")
  @Test
  void fourProcessesLoseNothing() {
    converse(4, CAMPAIGN_MESSAGES);
  }

  private void converse(int processes, int messages) {
    ConversationStore store = threadbase.conversations();
    store.save(spoken("c", "begin"));
    List<ChildJvm> children =
        IntStream.range(0, processes)
            .mapToObj(
                number ->
                    ChildJvm.start(
                        ConversingProcess.class, database, "c", "writer-" + number, messages))
            .toList();
    try {
      children.forEach(ChildJvm::awaitReady);
      children.forEach(ChildJvm::go);
      int refused =
          children.stream().mapToInt(child -> Integer.parseInt(child.finish().get(0))).sum();
      System.out.println(processes + " processes, " + refused + " saves refused");
      assertThat(refused).isPositive();
    } finally {
      children.forEach(ChildJvm::close);
    }
    assertAllThere(texts(store.load("c")), processes, messages);
    assertThat(threads.path("c")).hasSize(1 + processes * messages);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  /** Each message once, and those of one writer in its order. */
  private static void assertAllThere(List<String> texts, int writers, int messages) {
    for (int writer = 0; writer < writers; writer++) {
      String name = "writer-" + writer + " ";
      assertThat(texts.stream().filter(text -> text.startsWith(name)))
          .isEqualTo(IntStream.range(0, messages).mapToObj(number -> name + number).toList());
    }
  }

  @Test
  void twoStoresThatMakeConversationsAtOnceListThemAll() {
    Crowd.run(
        4,
        number -> {
          for (int i = 0; i < 20; i++) {
            threadbase.conversations().save(spoken("c-" + number + "-" + i, "words"));
          }
          return number;
        });
    ListConversationsOptions all = ListConversationsOptions.RECENT.limit(1_000);
    assertThat(threadbase.conversations().list(all)).hasSize(80);
  }

  @Test
  void whoMakesTheSameConversationAtOnceFindsTheOthers() {
    for (int round = 0; round < 10; round++) {
      String id = "same-" + round;
      Crowd.run(
          4,
          number -> {
            Message message = Message.user("by " + number);
            return threadbase
                .conversations()
                .appendMessage(Conversations.silent(id), message)
                .messages()
                .size();
          });
      Conversation made = threadbase.conversations().load(id);
      assertThat(texts(made))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(0, 1, 2, 3).map(number -> "by " + number).toList());
    }
  }

  @Test
  void deletionAndAppendsDecideWhoCameFirst() {
    ConversationStore store = threadbase.conversations();
    for (int round = 0; round < 20; round++) {
      String id = "gone-" + round;
      store.save(spoken(id, "words"));
      Crowd.run(
          3,
          number -> {
            if (number == 0) {
              store.delete(id);
              return 0;
            }
            try {
              store.appendMessage(id, Message.user("late"));
              return 1;
            } catch (dev.threadbase.ThreadDeleted late) {
              return 0;
            }
          });
      assertThat(store.restore(id)).isTrue();
      int before = store.load(id).messages().size();
      store.appendMessage(id, Message.user("after"));
      assertThat(store.load(id).messages()).hasSize(before + 1);
    }
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aConversationWhoseThreadIsDeletedWhileItIsSavedIsMadeAgainOrGone() {
    ConversationStore store = threadbase.conversations();
    for (int round = 0; round < 150; round++) {
      String id = "removed-" + round;
      boolean saving = round % 2 == 0;
      long later = round * 10_000L;
      store.save(spoken(id, "words"));
      Crowd.run(
          2,
          number -> {
            if (number == 0) {
              LockSupport.parkNanos(later);
              threads.deleteThread(id);
              return 0;
            }
            return saving
                ? store.save(spoken(id, "words")).messages().size()
                : store.appendMessage(spoken(id, "words"), Message.user("more")).messages().size();
          });
    }
    assertThat(threadbase.verify().problems()).isEmpty();
  }
}

class SqliteConversationRaceTest extends ConversationRaceContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresConversationRaceTest extends ConversationRaceContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
