package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadDeleted;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.pool.Chat;
import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.ChatOptions;
import dev.threadbase.pool.RunnerEvent.Said;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.TurnStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** When chats begin, wait for one another, and are given up. */
abstract class PoolTurnsContract extends PoolContract {

  @Test
  void aChatThatIsCancelledKeepsWhatWasSaid() throws Exception {
    CountDownLatch said = new CountDownLatch(1);
    runners.play(
        (context, message, output) -> {
          output.text("partial");
          said.countDown();
          new CountDownLatch(1).await();
        });
    String id = conversation();
    Chat chat = pool.chat(id, "go");
    said.await();
    chat.cancel();
    chat.cancel();
    read(chat, ChatEnd.CANCELLED);
    assertThat(stored(id)).containsExactly("user: go", "assistant: partial");
    assertThat(lastStatus(id)).isEqualTo(TurnStatus.ABORTED);
    assertAtRest(id);
    chat.cancel();
  }

  @Test
  void aTurnUnderWayIsWaitedForAndThenRefused() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    runners.play((context, message, output) -> go.await());
    String id = conversation();
    Chat first = pool.chat(id, "first");
    assertThatThrownBy(
            () ->
                pool.chat(
                    id, Message.user("second"), ChatOptions.DEFAULT.waiting(Duration.ofMillis(20))))
        .isInstanceOf(ActiveTurn.class);
    go.countDown();
    read(first, ChatEnd.COMPLETED);
    chat(id, "third");
    assertThat(stored(id)).containsExactly("user: first", "user: third");
  }

  @Test
  void chatsOfOneConversationComeOneByOne() throws Exception {
    runners.play((context, message, output) -> output.text("re " + message.text()));
    String id = conversation();
    Crowd.run(8, number -> chat(id, "m" + number));
    List<String> stored = stored(id);
    assertThat(stored).hasSize(16);
    for (int i = 0; i < stored.size(); i += 2) {
      assertThat(stored.get(i + 1)).isEqualTo(stored.get(i).replace("user: ", "assistant: re "));
    }
    assertThat(runners.made()).hasSize(1);
    assertAtRest(id);
  }

  @Test
  void differentConversationsGoOnAtOnce() throws Exception {
    CountDownLatch all = new CountDownLatch(10);
    runners.play(
        (context, message, output) -> {
          all.countDown();
          all.await();
          output.text("ok");
        });
    Crowd.run(10, number -> chat(pool.resolveConversation("c" + number).id(), "hi"));
    Set<String> conversations =
        runners.made().stream()
            .map(runner -> runner.request().conversationId())
            .collect(Collectors.toSet());
    assertThat(conversations).hasSize(10);
  }

  @Test
  void whatIsSaidAfterTheEndIsRefused() throws Exception {
    var late = new java.util.concurrent.atomic.AtomicReference<dev.threadbase.pool.RunnerOutput>();
    runners.play((context, message, output) -> late.set(output));
    String id = conversation();
    chat(id, "hi");
    assertThat(late.get().isCancelled()).isTrue();
    assertThatThrownBy(() -> late.get().text("too late"))
        .isInstanceOf(java.util.concurrent.CancellationException.class);
    assertThat(stored(id)).containsExactly("user: hi");
  }

  @Test
  void aChatNeedsAConversationAndAMessage() {
    String id = conversation();
    assertThatThrownBy(() -> pool.chat("nobody", "hi")).isInstanceOf(ThreadNotFound.class);
    assertThatIllegalArgumentException().isThrownBy(() -> pool.chat(id, " "));
    // A no-break space is no word either: the context would leave it out.
    assertThatIllegalArgumentException().isThrownBy(() -> pool.chat(id, "\u00a0"));
    Message thought = new Message(Role.USER, List.of(new Part.Reasoning("hm", null, null)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.chat(id, thought, ChatOptions.DEFAULT));
    Message result = new Message(Role.USER, Message.toolResult("c", "bash", "ok").parts());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.chat(id, result, ChatOptions.DEFAULT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.chat(id, Message.assistant("hi"), ChatOptions.DEFAULT));
    threadbase.conversations().delete(id);
    assertThatThrownBy(() -> pool.chat(id, "hi")).isInstanceOf(ThreadDeleted.class);
    assertThat(runners.made()).isEmpty();
  }

  @Test
  void aConversationThatTakesNoWriteWithoutALeaseIsChattedIn() throws Exception {
    String id = conversation();
    threads.updateThread(id, ThreadUpdate.NOTHING.leaseRequired(true));
    runners.play((context, message, output) -> output.emit(new Said(Message.assistant("well"))));
    read(pool.chat(id, Message.user("hi"), ChatOptions.DEFAULT.model("strong")), ChatEnd.COMPLETED);
    assertThat(stored(id)).containsExactly("user: hi", "assistant: well");
    assertThat(pool.get(id).title().text()).isEqualTo("hi");
    assertThat(pool.get(id).model()).isEqualTo("strong");
    assertAtRest(id);
  }

  /** What nobody answered is said all the same. */
  @Test
  void theMessageOfATurnThatFailedIsInTheNextContext() throws Exception {
    runners.play(
        (context, message, output) -> {
          if (message.text().equals("one")) {
            throw new IllegalStateException("broken");
          }
        });
    String id = conversation();
    chat(id, "one", ChatEnd.FAILED);
    chat(id, "two");
    var calls = runners.made().get(0).calls();
    assertThat(calls.get(1).context().stream().map(PoolContract::line))
        .containsExactly("user: one");
    assertThat(calls.get(1).message().text()).isEqualTo("two");
  }

  /** Each chat stays in the conversation that it began in, whatever becomes of its channel. */
  @Test
  void chatsGoOnWhileTheirChannelIsRotated() throws Exception {
    runners.play((context, message, output) -> output.text("re " + message.text()));
    Map<String, String> conversationOf = new ConcurrentHashMap<>();
    Crowd.run(
        4,
        number -> {
          for (int i = 0; i < 10; i++) {
            if (number == 0) {
              pool.rotate("cli");
            } else {
              String id = conversation();
              String text = "m" + number + "-" + i;
              chat(id, text);
              conversationOf.put(text, id);
            }
          }
          return null;
        });
    assertThat(conversationOf).hasSize(30);
    conversationOf.forEach(
        (text, id) ->
            assertThat(stored(id)).containsOnlyOnce("user: " + text, "assistant: re " + text));
    assertThat(pool.list("cli", false)).hasSize(1);
    assertThat(runners.made()).allSatisfy(made -> assertThat(made.closedAtWork()).isZero());
    conversationOf.values().forEach(this::assertAtRest);
  }
}

class SqlitePoolTurnsTest extends PoolTurnsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPoolTurnsTest extends PoolTurnsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
