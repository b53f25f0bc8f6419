package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

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
        .isInstanceOf(dev.threadbase.ThreadbaseException.StoreUnavailable.class);
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
