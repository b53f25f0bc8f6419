package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.message.Message;
import dev.threadbase.pool.Chat;
import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.ChatEvent;
import dev.threadbase.pool.ConversationPool.Reaper;
import dev.threadbase.pool.Runner;
import dev.threadbase.pool.RunnerOutput;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Runners whose other methods hang or throw, or that throw what a pool throws itself. */
abstract class PoolRunnerTroubleContract extends PoolContract {

  private static final Duration IDLE = Duration.ofMinutes(10);

  private final CountDownLatch free = new CountDownLatch(1);

  /** Waits until the test is over, whoever interrupts it. */
  private void hang() {
    boolean waiting = true;
    while (waiting) {
      try {
        free.await();
        waiting = false;
      } catch (InterruptedException ignored) {
        // As a call does that cannot be interrupted.
      }
    }
  }

  private static ChatEvent.Ended ended(Chat chat) throws Exception {
    return chat.end().toCompletableFuture().get(Patience.SECONDS / 2, TimeUnit.SECONDS);
  }

  /** A runner that hangs wherever it is told to. */
  private final class Hanging implements Runner.Closeable {
    private final boolean chatting;
    private final AtomicBoolean closing = new AtomicBoolean();

    Hanging(boolean chatting) {
      this.chatting = chatting;
    }

    @Override
    public void chat(List<Message> context, Message message, RunnerOutput output) {
      if (chatting) {
        hang();
      }
    }

    @Override
    public void close() {
      closing.set(true);
      hang();
    }
  }

  /** For example one whose tool is an agent in a conversation of its own. */
  @Test
  void aRunnerThatLosesAnotherLeaseEndsItsOwnTurn() throws Exception {
    runners.play(
        (context, message, output) -> {
          output.text("partial");
          throw new LeaseLost("another", 1, 2L);
        });
    String id = conversation();
    chat(id, "go", ChatEnd.FAILED);
    assertGoesOn(id, "user: go", "assistant: partial");
  }

  @Test
  void aRunnerThatHangsWhileItIsClosedHoldsUpNothing() throws Exception {
    reset(builder().turnLimit(Duration.ofMillis(200)));
    Hanging hanging = new Hanging(true);
    pool.setFactory(request -> hanging);
    String id = conversation();
    try {
      assertThat(ended(pool.chat(id, "go")).end()).isEqualTo(ChatEnd.TIMED_OUT);
      Patience.until("it is closed", hanging.closing::get);
      pool.setFactory(runners);
      assertGoesOn(id, "user: go");
    } finally {
      free.countDown();
    }
  }

  @Test
  void aReaperThatHangsHoldsUpNoTurn() throws Exception {
    reset(builder().turnLimit(Duration.ofMillis(200)));
    Hanging idle = new Hanging(false);
    pool.setFactory(request -> "idle".equals(request.channel()) ? idle : new Hanging(true));
    try (Reaper reaper = pool.startReaper(Duration.ofMillis(5))) {
      assertThat(reaper).isNotNull();
      chat(pool.resolveConversation("idle").id(), "go");
      clock.advance(IDLE.plusSeconds(1));
      Patience.until("the reaper closes it", idle.closing::get);
      String id = conversation();
      assertThat(ended(pool.chat(id, "go")).end()).isEqualTo(ChatEnd.TIMED_OUT);
      assertAtRest(id);
    } finally {
      free.countDown();
    }
  }

  @Test
  void aRunnerThatCannotSayWhetherItLivesIsDead() throws Exception {
    AtomicInteger made = new AtomicInteger();
    pool.setFactory(
        request -> {
          made.incrementAndGet();
          return new Runner.Mortal() {
            @Override
            public void chat(List<Message> context, Message message, RunnerOutput output) {
              output.text("well");
            }

            @Override
            public boolean isAlive() {
              throw new IllegalStateException("broken");
            }
          };
        });
    String id = conversation();
    chat(id, "a");
    chat(id, "b");
    assertThat(made.get()).isEqualTo(2);
    assertThat(pool.reap()).isEqualTo(1);
  }

  @Test
  void theReaperGoesOnBehindARunnerThatThrows() throws Exception {
    chat(pool.resolveConversation("sound").id(), "a");
    pool.setFactory(
        request ->
            new Runner.Active() {
              @Override
              public void chat(List<Message> context, Message message, RunnerOutput output) {
                output.text("well");
              }

              @Override
              public Instant lastActivity() {
                throw new IllegalStateException("broken");
              }
            });
    for (int i = 0; i < 5; i++) {
      chat(pool.resolveConversation("broken" + i).id(), "a");
    }
    clock.advance(IDLE.plusSeconds(1));
    assertThat(pool.reap()).isEqualTo(1);
    assertClosed(runners.made().get(0));
  }
}

class SqlitePoolRunnerTroubleTest extends PoolRunnerTroubleContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPoolRunnerTroubleTest extends PoolRunnerTroubleContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
