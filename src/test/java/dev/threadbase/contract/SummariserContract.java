package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.LeaseRequired;
import dev.threadbase.context.CompactionBudget;
import dev.threadbase.context.CompactionRequest;
import dev.threadbase.context.Contexts;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadUpdate;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The caller's summariser runs between two transactions, and a lease guards the second. */
abstract class SummariserContract extends Contract {

  private static final CompactionRequest ONE_TURN =
      CompactionRequest.MANUAL.within(new CompactionBudget(3_000, 100, 20, 0));

  private Contexts contexts;

  /** With one connection: one that was held meanwhile would be missed. */
  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.readers(1).busyTimeout(Duration.ofSeconds(2));
  }

  @BeforeEach
  void beginWithTwoTurns() {
    contexts = threadbase.contexts();
    begin("b");
    begin("a");
    threads.appendAll(
        "a",
        List.of(Said.byUser("u1"), Said.byModel("m1"), Said.byUser("u2"), Said.byModel("m2")),
        AppendOptions.DEFAULT);
  }

  private Entry compact(Contexts.Summariser summariser, TurnLease lease) {
    return contexts.compact("a", ONE_TURN, summariser, lease);
  }

  private TurnLease acquired() {
    return ((Acquired) threadbase.leases().tryAcquire("a", "t")).lease();
  }

  private void assertRefused(
      ThrowingCallable compaction, Class<? extends RuntimeException> refusal) {
    var before = EveryRow.of(database);
    assertThatThrownBy(compaction).isInstanceOf(refusal);
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void itIsGivenThePlanAndItsWordsAreAppended() {
    Entry entry = compact(plan -> plan.toSummarise().get(1).text() + " and more", null);
    assertThat(entry.content().summary()).isEqualTo("m1 and more");
    assertThat(Said.entries(contexts.context("a"))).containsExactly(entry.id(), "u2", "m2");
  }

  @Test
  void itMayReadAndWriteOtherThreads() {
    compact(
        plan -> {
          threads.appendMessage("b", null, Message.user("summarise " + threads.path("a").size()));
          return "the beginning";
        },
        null);
    assertThat(threads.path("b")).hasSize(1);
    assertThat(threads.path("a")).hasSize(5);
  }

  @Test
  void othersMayWriteWhileItRuns() {
    try (Threadbase other = Threadbase.open(configure(database.config()))) {
      Entry entry =
          compact(
              plan -> {
                other.threads().append("b", saying("one"));
                other.threads().append("a", saying("branch"), AppendOptions.DEFAULT.after("u1"));
                other.threads().moveLeaf("a", plan.leafId());
                return "the beginning";
              },
              null);
      assertThat(ids(threads.path("b"))).containsExactly("one");
      assertThat(threads.thread("a").leafId()).isEqualTo(entry.id());
    }
  }

  @Test
  void whatIsSaidMeanwhileIsNotLost() {
    assertThatThrownBy(
            () ->
                compact(
                    plan -> {
                      say("a", "meanwhile");
                      return "the beginning";
                    },
                    null))
        .isInstanceOf(HeadMoved.class);
    assertThat(ids(threads.path("a"))).containsExactly("u1", "m1", "u2", "m2", "meanwhile");
  }

  @Test
  void itsFailureIsTheCallersAndNothingIsWritten() {
    assertRefused(
        () ->
            compact(
                plan -> {
                  throw new UnsupportedOperationException("no model");
                },
                null),
        UnsupportedOperationException.class);
  }

  @Test
  void withoutOneNothingIsCompacted() {
    var before = EveryRow.of(database);
    assertThatThrownBy(() -> compact(null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("compaction summary generator is required");
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void aLeaseThatIsLostMeanwhileCompactsNothing() {
    TurnLease lease = acquired();
    assertThatThrownBy(
            () ->
                compact(
                    plan -> {
                      threadbase.leases().breakLease("a", "somebody", "test");
                      return "the beginning";
                    },
                    lease))
        .isInstanceOf(LeaseLost.class);
    assertThat(threads.path("a")).hasSize(4);
  }

  @Test
  void aThreadThatRequiresALeaseIsCompactedUnderOne() {
    threads.updateThread("a", ThreadUpdate.NOTHING.leaseRequired(true));
    assertRefused(() -> compact(plan -> "the beginning", null), LeaseRequired.class);
    TurnLease lease = acquired();
    Entry entry = compact(plan -> "the beginning", lease);
    assertThat(threads.thread("a").leafId()).isEqualTo(entry.id());
    threads.appendAll(
        "a", List.of(Said.byUser("u3"), Said.byModel("m3")), AppendOptions.DEFAULT.under(lease));
    threadbase.leases().release(lease);
    assertRefused(
        () -> contexts.compact("a", contexts.plan("a", ONE_TURN), "again", lease), LeaseLost.class);
  }
}

class SqliteSummariserTest extends SummariserContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSummariserTest extends SummariserContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
