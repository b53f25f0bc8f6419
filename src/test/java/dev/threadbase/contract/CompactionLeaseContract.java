package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.context.CompactionBudget;
import dev.threadbase.context.CompactionPlan;
import dev.threadbase.context.CompactionRequest;
import dev.threadbase.context.Contexts;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.lease.TurnLeases;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody compacts beside a turn that somebody else runs. */
abstract class CompactionLeaseContract extends Contract {

  private static final CompactionRequest ONE_TURN =
      CompactionRequest.MANUAL.within(new CompactionBudget(3_000, 100, 20, 0));

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private Contexts contexts;

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.leaseClock(clock);
  }

  @BeforeEach
  void beginWithTwoTurns() {
    contexts = threadbase.contexts();
    begin("a");
    threads.appendAll(
        "a",
        List.of(Said.byUser("u1"), Said.byModel("m1"), Said.byUser("u2"), Said.byModel("m2")),
        AppendOptions.DEFAULT);
  }

  private TurnLease acquired() {
    return ((Acquired) threadbase.leases().tryAcquire("a", "t")).lease();
  }

  private Entry compact(CompactionPlan plan, TurnLease lease) {
    return contexts.compact("a", plan, "the beginning", lease);
  }

  private void assertRefused(
      CompactionPlan plan, TurnLease lease, Class<? extends RuntimeException> refusal) {
    var before = EveryRow.of(database);
    assertThatThrownBy(() -> compact(plan, lease)).isInstanceOf(refusal);
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void nothingIsCompactedWhileSomebodyRunsATurn() {
    TurnLease lease =
        threadbase.turns().start(TurnStart.of("a", "t", "me").saying(Message.user("go"))).lease();
    threads.append("a", Said.call("call").inTurn("t"), AppendOptions.DEFAULT.under(lease));
    CompactionPlan plan = contexts.plan("a", ONE_TURN);
    assertRefused(plan, null, ActiveTurn.class);
    threads.append("a", Said.result("r", "call").inTurn("t"), AppendOptions.DEFAULT.under(lease));
    threadbase.turns().finish(lease, TurnEnd.COMPLETED);
    Entry entry = compact(contexts.plan("a", ONE_TURN), null);
    assertThat(threads.thread("a").leafId()).isEqualTo(entry.id());
    assertThat(Said.entries(contexts.context("a"))).endsWith("call", "r");
  }

  @Test
  void whoRunsTheTurnMayCompactUnderItsLease() {
    TurnLease lease = acquired();
    CompactionPlan plan = contexts.plan("a", ONE_TURN);
    assertRefused(plan, null, ActiveTurn.class);
    assertRefused(plan, like(lease, "me", 99), LeaseLost.class);
    assertThat(compact(plan, lease).id()).isEqualTo(threads.thread("a").leafId());
  }

  @Test
  void aPlanMadeDuringATurnHoldsAfterItsLeaseIsGivenBack() {
    TurnLease lease = acquired();
    CompactionPlan plan = contexts.plan("a", ONE_TURN);
    threadbase.leases().release(lease);
    assertRefused(plan, lease, LeaseLost.class);
    assertThat(compact(plan, null).id()).isEqualTo(threads.thread("a").leafId());
  }

  @Test
  void aPlanMadeBeforeATurnIsRefusedDuringIt() {
    CompactionPlan plan = contexts.plan("a", ONE_TURN);
    acquired();
    assertRefused(plan, null, ActiveTurn.class);
    clock.advance(TurnLeases.DEFAULT_TTL);
    assertThat(compact(plan, null).id()).isEqualTo(threads.thread("a").leafId());
  }
}

class SqliteCompactionLeaseTest extends CompactionLeaseContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresCompactionLeaseTest extends CompactionLeaseContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
