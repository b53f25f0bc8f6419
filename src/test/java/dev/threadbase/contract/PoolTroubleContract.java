package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.pool.Chat;
import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.ChatEvent;
import dev.threadbase.pool.RunnerEvent.Said;
import dev.threadbase.pool.RunnerEvent.ToolUse;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.TurnStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Runners that hang, die, throw or flood, readers that never read, stores that fail: each chat ends
 * with a conversation that can be loaded and gone on with, and nothing is left behind.
 */
abstract class PoolTroubleContract extends PoolContract {

  private static final String TURN_THREAD = "threadbase-turn";

  @AfterEach
  void nothingIsLeftAtWork() throws Exception {
    pool.close();
    Patience.until(
        "every turn's thread has ended",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(TURN_THREAD) && isAtWork(thread)));
    assertThat(pool.runners()).isZero();
    assertThat(runners.made()).allSatisfy(made -> assertThat(made.closed()).isEqualTo(1));
  }

  private static boolean isAtWork(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().endsWith("ChatRun")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aRunnerThatHangsIsInterruptedAtTheLimit() throws Exception {
    reset(builder().turnLimit(Duration.ofMillis(300)));
    runners.play(
        (context, message, output) -> {
          output.text("partial");
          new CountDownLatch(1).await();
        });
    String id = conversation();
    chat(id, "go", ChatEnd.TIMED_OUT);
    assertThat(lastStatus(id)).isEqualTo(TurnStatus.FAILED);
    assertGoesOn(id, "user: go", "assistant: partial");
  }

  @Test
  void aRunnerThatHearsNothingIsLeftBehind() throws Exception {
    reset(builder().turnLimit(Duration.ofMillis(300)));
    CountDownLatch free = new CountDownLatch(1);
    runners.play(
        (context, message, output) -> {
          output.text("partial");
          boolean waiting = true;
          while (waiting) {
            try {
              free.await();
              waiting = false;
            } catch (InterruptedException ignored) {
              // As a call does that cannot be interrupted.
            }
          }
          output.text("too late");
        });
    String id = conversation();
    try {
      chat(id, "go", ChatEnd.TIMED_OUT);
      Patience.until("it is closed", () -> runners.made().get(0).closed() == 1);
      assertGoesOn(id, "user: go", "assistant: partial");
    } finally {
      free.countDown();
    }
  }

  @Test
  void aRunnerThatThrowsAnErrorEndsItsTurn() throws Exception {
    runners.play(
        (context, message, output) -> {
          output.text("partial");
          throw new StackOverflowError();
        });
    String id = conversation();
    chat(id, "go", ChatEnd.FAILED);
    assertGoesOn(id, "user: go", "assistant: partial");
  }

  @Test
  void aRunnerThatDiesEndsItsTurnAndIsReplaced() throws Exception {
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
    runners.made().get(0).die();
    read(chat, ChatEnd.RUNNER_DIED);
    assertGoesOn(id, "user: go", "assistant: partial");
    assertThat(runners.made()).hasSize(2);
  }

  @Test
  void aFloodOfEventsWithoutAReaderIsStoredAndCounted() throws Exception {
    runners.play(
        (context, message, output) -> {
          for (int i = 0; i < 100_000; i++) {
            output.emit(new ToolUse("t" + i, ToolUse.State.RUNNING, null, null));
            output.text("x");
          }
        });
    String id = conversation();
    Chat chat = pool.chat(id, "go");
    assertThat(chat.await().end()).isEqualTo(ChatEnd.COMPLETED);
    List<ChatEvent> events = read(chat, ChatEnd.COMPLETED);
    long skipped =
        only(ChatEvent.Skipped.class, events).stream().mapToLong(ChatEvent.Skipped::events).sum();
    assertThat(events).hasSizeLessThan(300);
    assertThat(skipped).isGreaterThan(190_000);
    assertGoesOn(id, "user: go", "assistant: " + "x".repeat(100_000));
  }

  @Test
  void aFloodOfTextIsCutOff() throws Exception {
    reset(builder().longestText(1_000));
    runners.play(
        (context, message, output) -> {
          while (true) {
            output.text("0123456789");
          }
        });
    String id = conversation();
    List<ChatEvent> events = chat(id, "go", ChatEnd.FAILED);
    assertThat(only(ChatEvent.Ended.class, events).get(0).cause())
        .isInstanceOf(IllegalStateException.class);
    assertGoesOn(id, "user: go", "assistant: " + "0123456789".repeat(100));
  }

  @Test
  void aReaderThatNeverReadsHoldsUpNothing() throws Exception {
    runners.play(
        (context, message, output) -> {
          for (int i = 0; i < 1_000; i++) {
            output.emit(new Said(Message.assistant("m" + i)));
          }
        });
    String id = conversation();
    assertThat(pool.chat(id, "go").await().end()).isEqualTo(ChatEnd.COMPLETED);
    assertThat(pool.history(id)).hasSize(1_001);
    assertAtRest(id);
  }

  @Test
  void aPoolWithoutAFreeThreadRefusesAndTheTurnEnds() throws Exception {
    reset(
        builder()
            .executor(
                work -> {
                  throw new RejectedExecutionException("full");
                }));
    String id = conversation();
    chat(id, "go", ChatEnd.FAILED);
    reset(builder());
    assertGoesOn(id, "user: go");
  }

  @Test
  void callsOfSeveralMessagesAreAllAnsweredInTheEnd() throws Exception {
    runners.play(
        (context, message, output) -> {
          output.emit(new Said(Message.toolCall("a", "t", "{}")));
          output.emit(new Said(Message.toolResult("a", "t", "ok")));
          output.emit(
              new Said(
                  new Message(
                      Role.ASSISTANT,
                      List.of(
                          new Part.ToolCall("b", "t", "{}"), new Part.ToolCall("c", "t", "{}")))));
          output.emit(new Said(Message.toolResult("c", "t", "ok")));
          throw new ExecutionException("broken", null);
        });
    String id = conversation();
    chat(id, "go", ChatEnd.FAILED);
    assertThat(threadbase.contexts().check(id)).isEmpty();
    assertThat(pool.history(id)).hasSize(6);
    assertAtRest(id);
  }
}

class SqlitePoolTroubleTest extends PoolTroubleContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPoolTroubleTest extends PoolTroubleContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
