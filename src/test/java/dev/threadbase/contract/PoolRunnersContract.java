package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.threadbase.message.Message;
import dev.threadbase.pool.Chat;
import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.ChatEvent;
import dev.threadbase.pool.ChatOptions;
import dev.threadbase.pool.ConversationPool.Reaper;
import dev.threadbase.pool.Runner;
import dev.threadbase.pool.RunnerFactory;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.ScriptedRunners;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How runners are made, kept, replaced and closed. */
abstract class PoolRunnersContract extends PoolContract {

  private static final Duration IDLE = Duration.ofMinutes(10);

  private List<ChatEvent> chat(String id, String text, String model) throws Exception {
    return read(
        pool.chat(id, Message.user(text), ChatOptions.DEFAULT.model(model)), ChatEnd.COMPLETED);
  }

  private ScriptedRunners.Scripted runner(int number) {
    return runners.made().get(number);
  }

  @Test
  void anotherModelGetsAnotherRunnerAndIsKept() throws Exception {
    pool.setDefaultModel("usual");
    String id = conversation();
    chat(id, "a");
    chat(id, "b", "strong");
    chat(id, "c");
    chat(id, "d", "strong");
    assertThat(runners.made())
        .extracting(made -> made.request().model())
        .containsExactly("usual", "strong");
    assertClosed(runner(0));
    assertThat(runner(1).closed()).isZero();
    assertThat(pool.get(id).model()).isEqualTo("strong");
  }

  @Test
  void anotherPoolKnowsTheModelThatWasChosen() throws Exception {
    String id = conversation();
    chat(id, "a", "strong");
    reset(builder().defaultModel("usual"));
    chat(id, "b");
    assertThat(runner(1).request().model()).isEqualTo("strong");
  }

  @Test
  void theDefaultModelIsThatOfNewRunners() throws Exception {
    pool.setDefaultModel("old");
    String one = conversation();
    chat(one, "a");
    pool.setDefaultModel("new");
    chat(one, "b");
    String two = pool.resolveConversation("two").id();
    chat(two, "c");
    assertThat(runners.made())
        .extracting(made -> made.request().model())
        .containsExactly("old", "new");
  }

  @Test
  void anotherFactoryMakesTheNextRunners() throws Exception {
    ScriptedRunners others = new ScriptedRunners();
    String one = conversation();
    chat(one, "a");
    pool.setFactory(others);
    chat(one, "b");
    chat(pool.resolveConversation("two").id(), "c");
    assertThat(runners.made()).hasSize(1);
    assertThat(others.made()).hasSize(1);
  }

  /** An idle conversation whose factory and default model were both changed meanwhile. */
  @Test
  void aFactoryIsNotAskedForAModelThatItDoesNotOffer() throws Exception {
    pool.setDefaultModel("old");
    String chosen = conversation();
    chat(chosen, "a", "old-strong");
    String usual = pool.resolveConversation("usual").id();
    chat(usual, "a");
    clock.advance(IDLE.plusSeconds(1));
    assertThat(pool.reap()).isEqualTo(2);
    ScriptedRunners made = new ScriptedRunners();
    pool.setFactory(
        new RunnerFactory() {
          @Override
          public Runner create(Request request) {
            return made.create(request);
          }

          @Override
          public boolean offers(String model) {
            return model.startsWith("new");
          }
        });
    pool.setDefaultModel("new");
    chat(chosen, "b");
    chat(usual, "b");
    assertThat(made.made()).extracting(one -> one.request().model()).containsExactly("new", "new");
  }

  @Test
  void aModelThatNobodyOffersIsRefusedWhenItIsChosen() {
    pool.setFactory(
        new RunnerFactory() {
          @Override
          public Runner create(Request request) {
            return runners.create(request);
          }

          @Override
          public boolean offers(String model) {
            return false;
          }
        });
    String id = conversation();
    assertThatIllegalArgumentException().isThrownBy(() -> chat(id, "a", "strong"));
    assertThat(pool.history(id)).isEmpty();
    assertThat(pool.get(id).model()).isNull();
  }

  @Test
  void aFactoryThatMakesNothingEndsTheChat() throws Exception {
    pool.setFactory(request -> null);
    String id = conversation();
    chat(id, "a", ChatEnd.FAILED);
    chat(id, "b", ChatEnd.FAILED);
    assertAtRest(id);
    assertThat(pool.runners()).isZero();
  }

  @Test
  void aDeadRunnerIsReplaced() throws Exception {
    String id = conversation();
    chat(id, "a");
    runner(0).die();
    chat(id, "b");
    assertThat(runners.made()).hasSize(2);
    assertClosed(runner(0));
    assertThat(stored(id)).hasSize(4);
  }

  @Test
  void theReaperClosesWhatIsIdleAndTheConversationStays() throws Exception {
    String id = conversation();
    chat(id, "a");
    clock.advance(IDLE);
    assertThat(pool.reap()).isZero();
    clock.advance(Duration.ofSeconds(1));
    assertThat(pool.reap()).isEqualTo(1);
    assertClosed(runner(0));
    assertThat(pool.runners()).isZero();
    chat(id, "b");
    assertThat(runners.made()).hasSize(2);
    assertThat(runner(1).calls().get(0).context()).hasSize(2);
  }

  @Test
  void theReaperClosesWhatIsDead() throws Exception {
    chat(conversation(), "a");
    runner(0).die();
    assertThat(pool.reap()).isEqualTo(1);
    assertClosed(runner(0));
  }

  @Test
  void theReaperLeavesWhatIsBusyOrActive() throws Exception {
    chat(conversation(), "a");
    chat(pool.resolveConversation("two").id(), "a");
    runner(0).busy(true);
    clock.advance(IDLE.plusSeconds(1));
    runner(1).active(clock.instant());
    assertThat(pool.reap()).isZero();
    runner(0).busy(false);
    assertThat(pool.reap()).isEqualTo(1);
  }

  @Test
  void theReaperLeavesALongChat() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    runners.play((context, message, output) -> go.await());
    Chat chat = pool.chat(conversation(), "a");
    Patience.until("the runner is asked", () -> !runners.made().isEmpty());
    clock.advance(IDLE.multipliedBy(2));
    assertThat(pool.reap()).isZero();
    go.countDown();
    read(chat, ChatEnd.COMPLETED);
    assertThat(pool.reap()).isZero();
    assertThat(runner(0).closed()).isZero();
  }

  @Test
  void runnersWithoutAnyCapabilityAreReapedToo() throws Exception {
    pool.setFactory(request -> (context, message, output) -> output.text("plain"));
    chat(conversation(), "a");
    assertThat(pool.runners()).isEqualTo(1);
    clock.advance(IDLE.plusSeconds(1));
    assertThat(pool.reap()).isEqualTo(1);
  }

  @Test
  void theReaperRunsUntilItIsStopped() throws Exception {
    chat(conversation(), "a");
    clock.advance(IDLE.plusSeconds(1));
    try (Reaper reaper = pool.startReaper(Duration.ofMillis(5))) {
      assertThat(reaper).isNotNull();
      Patience.until("the runner is reaped", () -> runner(0).closed() == 1);
    }
    chat(conversation(), "b");
    clock.advance(IDLE.plusSeconds(1));
    Thread.sleep(50);
    assertThat(runner(1).closed()).isZero();
  }

  @Test
  void anArchivedConversationLosesItsRunnerAndCanBeGoneOnWith() throws Exception {
    String id = conversation();
    chat(id, "a");
    assertThat(pool.archive(id)).isTrue();
    assertClosed(runner(0));
    assertThat(pool.get(id).archived()).isTrue();
    assertThat(pool.activeConversation("cli")).isEmpty();
    chat(id, "b");
    assertThat(runners.made()).hasSize(2);
    assertThat(pool.get(id).archived()).isTrue();
    assertThat(pool.activeConversation("cli")).isEmpty();
    assertThat(pool.archive("nobody")).isFalse();
  }

  @Test
  void archivingAndRotatingLeaveARunnerAtWork() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    runners.play(
        (context, message, output) -> {
          go.await();
          output.text("done");
        });
    String one = conversation();
    Chat first = pool.chat(one, "a");
    Patience.until("the runner is asked", () -> !runners.made().isEmpty());
    String two = pool.rotate("cli").id();
    Chat second = pool.chat(two, "b");
    Patience.until("the runner is asked", () -> runners.made().size() == 2);
    pool.archive(two);
    assertThat(runners.made()).allSatisfy(made -> assertThat(made.closed()).isZero());
    go.countDown();
    read(first, ChatEnd.COMPLETED);
    read(second, ChatEnd.COMPLETED);
    for (ScriptedRunners.Scripted made : runners.made()) {
      assertClosed(made);
      assertThat(made.closedAtWork()).isZero();
    }
    assertThat(stored(one)).containsExactly("user: a", "assistant: done");
    assertThat(pool.runners()).isZero();
  }
}

class SqlitePoolRunnersTest extends PoolRunnersContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPoolRunnersTest extends PoolRunnersContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
