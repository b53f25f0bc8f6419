package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.threadbase.pool.Chat;
import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.ChatEvent;
import dev.threadbase.pool.RunnerEvent.ToolUse;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The two ways to read a chat, and what becomes of it if they end early. */
abstract class PoolReadersContract extends PoolContract {

  /** A subscriber that asks for so many at first, and for one more with each that it gets. */
  private static class Reader implements Flow.Subscriber<ChatEvent> {
    final List<ChatEvent> events = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final CountDownLatch done = new CountDownLatch(1);
    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    private final long first;
    volatile Flow.Subscription subscription;

    Reader(long first) {
      this.first = first;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      if (first != 0) {
        given.request(first);
      }
    }

    @Override
    public void onNext(ChatEvent event) {
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      events.add(event);
      subscription.request(1);
      atOnce.decrementAndGet();
    }

    @Override
    public void onError(Throwable failure) {
      failures.add(failure);
      done.countDown();
    }

    @Override
    public void onComplete() {
      done.countDown();
    }
  }

  private void playTools(int count) {
    runners.play(
        (context, message, output) -> {
          for (int i = 0; i < count; i++) {
            output.emit(new ToolUse("t" + i, ToolUse.State.DONE, null, null));
          }
          output.text("done");
        });
  }

  @Test
  void aSubscriberGetsEveryEventOneAfterAnother() throws Exception {
    playTools(100);
    Chat chat = pool.chat(conversation(), "go");
    Reader reader = new Reader(1);
    chat.subscribe(reader);
    reader.done.await();
    assertThat(reader.failures).isEmpty();
    assertThat(only(ToolUse.class, reader.events)).hasSize(100);
    assertThat(reader.events.get(reader.events.size() - 1))
        .isEqualTo(new ChatEvent.Ended(ChatEnd.COMPLETED, null));
    assertThat(reader.mostAtOnce.get()).isEqualTo(1);
  }

  @Test
  void aSubscriberGetsNoMoreThanItAsksFor() throws Exception {
    playTools(10);
    Chat chat = pool.chat(conversation(), "go");
    Reader reader = new Reader(0);
    chat.subscribe(reader);
    chat.await();
    assertThat(reader.events).isEmpty();
    reader.subscription.request(Long.MAX_VALUE);
    reader.done.await();
    assertThat(reader.events).hasSize(13);
  }

  @Test
  void aSubscriberThatComesLateGetsWhatWaited() throws Exception {
    playTools(10);
    Chat chat = pool.chat(conversation(), "go");
    chat.await();
    pool.close();
    Reader reader = new Reader(Long.MAX_VALUE);
    chat.subscribe(reader);
    reader.done.await();
    assertThat(only(ToolUse.class, reader.events)).hasSize(10);
  }

  @Test
  void aSubscriberThatAsksForNothingSensibleIsTold() throws Exception {
    Chat chat = pool.chat(conversation(), "go");
    Reader reader = new Reader(-1);
    chat.subscribe(reader);
    reader.done.await();
    assertThat(reader.failures).hasSize(1);
    assertThat(reader.failures.get(0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(reader.events).isEmpty();
    assertThat(chat.await().end()).isEqualTo(ChatEnd.COMPLETED);
  }

  @Test
  void aChatHasOneReader() throws Exception {
    Chat chat = pool.chat(conversation(), "go");
    read(chat, ChatEnd.COMPLETED);
    assertThatIllegalStateException().isThrownBy(chat::iterator);
    Reader reader = new Reader(1);
    chat.subscribe(reader);
    reader.done.await();
    assertThat(reader.failures).hasSize(1);
  }

  @Test
  void aReaderThatGoesAwayEndsNothing() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    runners.play(
        (context, message, output) -> {
          output.text("one ");
          gone.await();
          output.text("two");
        });
    String id = conversation();
    Chat chat = pool.chat(id, "go");
    Reader reader = new Reader(1);
    chat.subscribe(reader);
    Patience.until("something is read", () -> !reader.events.isEmpty());
    reader.subscription.cancel();
    gone.countDown();
    assertThat(chat.await().end()).isEqualTo(ChatEnd.COMPLETED);
    assertThat(stored(id)).containsExactly("user: go", "assistant: one two");
  }

  @Test
  void aSubscriberThatThrowsEndsNothing() throws Exception {
    String id = conversation();
    Chat chat = pool.chat(id, "go");
    chat.subscribe(
        new Reader(1) {
          @Override
          public void onNext(ChatEvent event) {
            throw new IllegalStateException("broken");
          }
        });
    assertThat(chat.await().end()).isEqualTo(ChatEnd.COMPLETED);
    assertThat(stored(id)).hasSize(2);
  }

  @Test
  void aReaderThatIsInterruptedStopsReadingAndTheChatGoesOn() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    runners.play((context, message, output) -> go.await());
    Chat chat = pool.chat(conversation(), "go");
    List<ChatEvent> events = new ArrayList<>();
    Thread.currentThread().interrupt();
    chat.forEach(events::add);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(events).isEmpty();
    go.countDown();
    assertThat(chat.await().end()).isEqualTo(ChatEnd.COMPLETED);
  }

  @Test
  void aTitleComesFromTheFirstMessageAndStays() throws Exception {
    String id = conversation();
    chat(id, "How do I fork a thread?");
    assertThat(pool.get(id).title().text()).isEqualTo("How do I fork a thread?");
    chat(id, "And another question");
    assertThat(pool.get(id).title().text()).isEqualTo("How do I fork a thread?");
  }

  @Test
  void anotherPoolFindsTheConversationAndItsTitle() throws Exception {
    String id = conversation();
    chat(id, "How do I fork a thread?");
    reset(builder());
    assertThat(pool.resolveConversation("cli").id()).isEqualTo(id);
    assertThat(pool.get(id).title().text()).isEqualTo("How do I fork a thread?");
    chat(id, "And then?");
    assertThat(runners.made().get(1).calls().get(0).context()).hasSize(2);
    assertThat(stored(id)).hasSize(4).first().isEqualTo("user: How do I fork a thread?");
  }

  @Test
  void aConversationHasItsPlaceInItsChannel() throws Exception {
    assertThat(pool.activeConversation("cli")).isEmpty();
    String first = pool.createConversation("cli").id();
    assertThat(pool.get(first).archived()).isFalse();
    assertThat(pool.get(first).createdAt()).isNotNull();
    assertThat(pool.resolveConversation("cli").id()).isEqualTo(first);
    assertThat(pool.activeConversation("other")).isEmpty();
    chat(first, "hi");
    String second = pool.rotate("cli").id();
    assertThat(second).isNotEqualTo(first);
    assertThat(pool.history(second)).isEmpty();
    assertThat(pool.activeConversation("cli").orElseThrow().id()).isEqualTo(second);
    assertThat(pool.list("cli", false)).extracting(one -> one.id()).containsExactly(second);
    chat(second, "hi");
    chat(first, "hi");
    assertThat(pool.list("cli", true)).extracting(one -> one.id()).containsExactly(first, second);
    assertThat(pool.rotate("new").channel()).isEqualTo("new");
    pool.archive(second);
    assertThat(pool.resolveConversation("cli").id()).isNotIn(first, second);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> pool.get("nobody"))
        .isInstanceOf(dev.threadbase.ThreadbaseException.ThreadNotFound.class);
  }
}

class SqlitePoolReadersTest extends PoolReadersContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPoolReadersTest extends PoolReadersContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
