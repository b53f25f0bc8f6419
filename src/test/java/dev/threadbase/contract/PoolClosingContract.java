package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.message.Message;
import dev.threadbase.pool.Chat;
import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.Runner;
import dev.threadbase.pool.RunnerEvent.Said;
import dev.threadbase.pool.RunnerOutput;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.ScriptedRunners;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.NewEntry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chats that are given up from elsewhere, pools that are closed, runners that do not close. */
abstract class PoolClosingContract extends PoolContract {

  private final CountDownLatch free = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    free.countDown();
  }

  private void playUntilItIsGivenUp() {
    runners.play(
        (context, message, output) -> {
          output.text("partial");
          new CountDownLatch(1).await();
        });
  }

  @Test
  void closingEndsChatsAndClosesEveryRunnerOnce() throws Exception {
    String idle = conversation();
    chat(idle, "a");
    CountDownLatch asked = new CountDownLatch(1);
    runners.play(
        (context, message, output) -> {
          output.text("partial");
          asked.countDown();
          new CountDownLatch(1).await();
        });
    String busy = pool.resolveConversation("busy").id();
    Chat chat = pool.chat(busy, "b");
    asked.await();
    pool.close();
    assertThat(read(chat, ChatEnd.CANCELLED)).isNotEmpty();
    assertThat(stored(busy)).containsExactly("user: b", "assistant: partial");
    assertThat(runners.made()).extracting(ScriptedRunners.Scripted::closed).containsExactly(1, 1);
    assertThat(pool.runners()).isZero();
    pool.close();
    org.assertj.core.api.Assertions.assertThatIllegalStateException()
        .isThrownBy(() -> pool.chat(idle, "c"));
    assertThat(threadbase.leases().active(idle)).isEmpty();
    assertAtRest(busy);
  }

  @Test
  void aChatUnderWayCanBeFoundAndGivenUp() throws Exception {
    playUntilItIsGivenUp();
    String id = conversation();
    assertThat(pool.running(id)).isEmpty();
    Chat chat = pool.chat(id, "go");
    assertThat(pool.running(id)).containsSame(chat);
    pool.running(id).ifPresent(Chat::cancel);
    read(chat, ChatEnd.CANCELLED);
    chat.await();
    Patience.until("it is forgotten", () -> pool.running(id).isEmpty());
  }

  @Test
  void whoWaitsForATurnIsToldThatThePoolIsClosed() throws Exception {
    playUntilItIsGivenUp();
    String id = conversation();
    Chat first = pool.chat(id, "first");
    Patience.until("the runner is asked", () -> !runners.made().isEmpty());
    Crowd.run(
        2,
        number -> {
          if (number == 0) {
            assertThatThrownBy(() -> pool.chat(id, "second"))
                .isInstanceOf(IllegalStateException.class);
            assertThat(Thread.interrupted()).isFalse();
          } else {
            Thread.sleep(200);
            pool.close();
          }
          return number;
        });
    assertThat(first.await().end()).isEqualTo(ChatEnd.CANCELLED);
    assertThat(threads.path(id).stream().filter(entry -> "user".equals(entry.role()))).hasSize(1);
    assertAtRest(id);
  }

  @Test
  void anInterruptedThreadClosesAPoolAllTheSame() throws Exception {
    playUntilItIsGivenUp();
    String id = conversation();
    Chat chat = pool.chat(id, "go");
    Patience.until("the runner is asked", () -> !runners.made().isEmpty());
    Thread.currentThread().interrupt();
    pool.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(chat.await().end()).isEqualTo(ChatEnd.CANCELLED);
    assertAtRest(id);
  }

  /** A runner that cannot be closed until the test is over. */
  private final class Unclosable implements Runner.Closeable {
    @Override
    public void chat(List<Message> context, Message message, RunnerOutput output) {
      output.text("answer");
    }

    @Override
    public void close() {
      try {
        free.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void aRunnerThatDoesNotCloseHoldsUpNobody() throws Exception {
    pool.setFactory(request -> new Unclosable());
    String id = conversation();
    chat(id, "a");
    assertThat(pool.archive(id)).isTrue();
    chat(id, "b");
    clock.advance(Duration.ofHours(1));
    assertThat(pool.reap()).isEqualTo(1);
    long started = System.nanoTime();
    pool.close();
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
    assertThat(pool.runners()).isZero();
    assertAtRest(id);
  }

  @Test
  void aRunnerCanWriteByItselfUnderItsTurn() throws Exception {
    runners.play(
        (context, message, output) -> {
          threads.append(
              output.lease().threadId(),
              NewEntry.message(Message.assistant("by itself")).inTurn(output.lease().turnId()),
              AppendOptions.DEFAULT.under(output.lease()));
          output.emit(new Said(Message.assistant("by the pool")));
        });
    String id = conversation();
    chat(id, "go");
    assertThat(stored(id))
        .containsExactly("user: go", "assistant: by itself", "assistant: by the pool");
    assertAtRest(id);
  }

  @Test
  void aFloodOfTextFailsTheTurnThoughTheRunnerMindsNothing() throws Exception {
    reset(builder().longestText(100));
    runners.play(
        (context, message, output) -> {
          for (int i = 0; i < 20; i++) {
            try {
              output.text("0123456789");
            } catch (RuntimeException swallowed) {
              // As a runner does that minds nothing.
            }
          }
        });
    String id = conversation();
    chat(id, "go", ChatEnd.FAILED);
    assertThat(stored(id)).containsExactly("user: go", "assistant: " + "0123456789".repeat(10));
  }
}

class SqlitePoolClosingTest extends PoolClosingContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPoolClosingTest extends PoolClosingContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
