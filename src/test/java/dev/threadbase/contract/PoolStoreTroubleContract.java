package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.pool.Chat;
import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.ChatEvent;
import dev.threadbase.pool.RunnerEvent.Said;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.TurnStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * A store that fails while a chat goes on, and a lease that is lost: what could not be stored is
 * told, and nothing is stored twice.
 */
abstract class PoolStoreTroubleContract extends PoolContract {

  @Test
  void whatCannotBeStoredIsToldAndStoredLater() throws Exception {
    CountDownLatch mended = new CountDownLatch(1);
    runners.play(
        (context, message, output) -> {
          failing.fail("appendAll");
          output.emit(new Said(Message.assistant("one")));
          mended.await();
          failing.mend("appendAll");
          output.emit(new Said(Message.assistant("two")));
        });
    String id = conversation();
    Chat chat = pool.chat(id, "go");
    var events = chat.iterator();
    while (!(events.next() instanceof ChatEvent.NotStored)) {
      // What comes before it does not matter here.
    }
    mended.countDown();
    assertThat(chat.await().end()).isEqualTo(ChatEnd.COMPLETED);
    assertGoesOn(id, "user: go", "assistant: one", "assistant: two");
  }

  @Test
  void aStoreThatStaysAwayEndsTheChatWithThat() throws Exception {
    reset(builder().storePatience(Duration.ofMillis(200)));
    runners.play(
        (context, message, output) -> {
          failing.fail("appendAll");
          output.text("lost");
        });
    String id = conversation();
    List<ChatEvent> events = chat(id, "go", ChatEnd.FAILED);
    assertThat(only(ChatEvent.NotStored.class, events)).isNotEmpty();
    assertThat(only(ChatEvent.Ended.class, events).get(0).cause())
        .isInstanceOf(StoreUnavailable.class);
    failing.mend("appendAll");
    runners.play((context, message, output) -> output.text("well"));
    chat(id, "and now?");
    assertThat(stored(id)).containsExactly("user: go", "user: and now?", "assistant: well");
    assertAtRest(id);
  }

  @Test
  void aStoreThatFailsWhileTheTitleIsWrittenIsToldAndTheChatGoesOn() throws Exception {
    failing.fail("updateThread");
    String id = conversation();
    assertThat(only(ChatEvent.NotStored.class, chat(id, "go"))).hasSize(1);
    failing.mend("updateThread");
    assertGoesOn(id, "user: go", "assistant: answer");
  }

  @Test
  void whatWasStoredUnknownToThePoolIsStoredOnce() throws Exception {
    runners.play(
        (context, message, output) -> {
          failing.loseAnswer("appendAll");
          output.emit(new Said(Message.assistant("one")));
          output.emit(new Said(Message.assistant("two")));
          failing.loseAnswer("appendAll");
          output.text("three");
        });
    String id = conversation();
    List<ChatEvent> events = chat(id, "go");
    assertThat(only(ChatEvent.NotStored.class, events)).hasSize(2);
    assertThat(only(ChatEvent.Stored.class, events)).hasSize(3);
    assertGoesOn(id, "user: go", "assistant: one", "assistant: two", "assistant: three");
  }

  @Test
  void anEndThatWasStoredUnknownToThePoolIsTheEnd() throws Exception {
    failing.loseAnswer("finish");
    String id = conversation();
    chat(id, "go");
    assertGoesOn(id, "user: go", "assistant: answer");
  }

  @Test
  void aBeginningThatWasStoredUnknownToThePoolIsTheBeginning() throws Exception {
    failing.loseAnswer("start");
    String id = conversation();
    chat(id, "go");
    assertGoesOn(id, "user: go", "assistant: answer");
  }

  @Test
  void aRunnerThatSaysEverMoreWhileNothingIsStoredIsCutOff() throws Exception {
    reset(builder().storePatience(Duration.ofMillis(200)));
    runners.play(
        (context, message, output) -> {
          failing.fail("appendAll");
          for (int i = 0; i < 2_000; i++) {
            try {
              output.emit(new Said(Message.assistant("m" + i)));
            } catch (IllegalStateException swallowed) {
              // As a runner does that minds nothing.
            }
          }
        });
    String id = conversation();
    ChatEvent.Ended ended = only(ChatEvent.Ended.class, chat(id, "go", ChatEnd.FAILED)).get(0);
    assertThat(ended.cause()).isInstanceOf(StoreUnavailable.class);
    assertThat(ended.cause().getSuppressed()).hasSize(1);
    failing.mend("appendAll");
    runners.play((context, message, output) -> output.text("well"));
    chat(id, "and now?");
    assertThat(stored(id)).containsExactly("user: go", "user: and now?", "assistant: well");
    assertAtRest(id);
  }

  @Test
  void whatCanNeverBeStoredFailsTheTurnAndTheRestStays() throws Exception {
    runners.play(
        (context, message, output) -> {
          output.emit(new Said(Message.assistant("one")));
          output.text("two");
          try {
            output.emit(new Said(Message.toolCall("c", "no\u0000name", "{}")));
          } catch (InvalidData swallowed) {
            output.isCancelled();
          }
        });
    String id = conversation();
    ChatEvent.Ended ended = only(ChatEvent.Ended.class, chat(id, "go", ChatEnd.FAILED)).get(0);
    assertThat(ended.cause()).isInstanceOf(InvalidData.class);
    assertThat(lastStatus(id)).isEqualTo(TurnStatus.FAILED);
    assertGoesOn(id, "user: go", "assistant: one", "assistant: two");
  }

  @Test
  void aLeaseThatIsLostEndsAChatWhoeverNoticesIt() throws Exception {
    CountDownLatch broken = new CountDownLatch(1);
    runners.play(
        (context, message, output) -> {
          Thread helper =
              new Thread(
                  () -> {
                    try {
                      broken.await();
                      output.emit(new Said(Message.assistant("after")));
                    } catch (InterruptedException | RuntimeException swallowed) {
                      // Nobody hears of it.
                    }
                  });
          helper.start();
          output.emit(new Said(Message.assistant("before")));
          new CountDownLatch(1).await();
        });
    String id = conversation();
    Chat chat = pool.chat(id, "go");
    Patience.until("the first is stored", () -> stored(id).size() == 2);
    threadbase.leases().breakLease(id, "the operator", "test");
    threadbase.turns().recover(id);
    broken.countDown();
    read(chat, ChatEnd.LEASE_LOST);
    assertGoesOn(id, "user: go", "assistant: before");
  }

  @Test
  void aTurnThatLosesItsLeaseStoresNothingMore() throws Exception {
    reset(builder().leaseTtl(Duration.ofMillis(400)));
    AtomicReference<Throwable> refused = new AtomicReference<>();
    CountDownLatch broken = new CountDownLatch(1);
    runners.play(
        (context, message, output) -> {
          output.emit(new Said(Message.assistant("before")));
          try {
            // The keeper of the lease may notice first, and interrupts this.
            broken.await();
            output.emit(new Said(Message.assistant("after")));
          } catch (InterruptedException | RuntimeException refusal) {
            refused.set(refusal);
            throw refusal;
          }
        });
    String id = conversation();
    Chat chat = pool.chat(id, "go");
    Patience.until("the first is stored", () -> stored(id).size() == 2);
    TurnLease lease = threadbase.leases().active(id).orElseThrow();
    threadbase.leases().breakLease(id, "the operator", "test");
    threadbase.turns().recover(id);
    broken.countDown();
    read(chat, ChatEnd.LEASE_LOST);
    assertThat(refused.get()).isNotNull();
    assertThat(lease.turnId()).isEqualTo(chat.turnId());
    assertGoesOn(id, "user: go", "assistant: before");
  }
}

class SqlitePoolStoreTroubleTest extends PoolStoreTroubleContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPoolStoreTroubleTest extends PoolStoreTroubleContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
