package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.KeptLease;
import dev.threadbase.lease.KeptLease.State;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.DeleteOptions;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Leases that are renewed in the background, by the clocks that they really go by. */
abstract class LeaseKeeperContract extends Contract {

  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration LONGER = Duration.ofSeconds(1);

  private final List<TurnLease> lost = new CopyOnWriteArrayList<>();

  private TurnLease acquired(String threadId, Duration ttl) {
    begin(threadId);
    return ((Acquired) threadbase.leases().tryAcquire(threadId, "t1", "me", ttl)).lease();
  }

  private KeptLease kept(String threadId, Duration ttl) {
    return threadbase.leaseKeeper().keep(acquired(threadId, ttl), lost::add);
  }

  /** Whatever the keeper does with others at its next beats, it did by now. */
  private void untilOtherIsRenewed() throws Exception {
    KeptLease other = kept("other", SHORT);
    for (int i = 0; i < 3; i++) {
      TurnLease before = other.lease();
      Patience.until("a renewal", () -> other.lease().renewedAt().isAfter(before.renewedAt()));
    }
    other.close();
  }

  private void assertLost(KeptLease kept) throws Exception {
    Patience.until("the loss", () -> !lost.isEmpty());
    assertThat(kept.state()).isEqualTo(State.LOST);
    untilOtherIsRenewed();
    assertThat(lost).hasSize(1);
    assertThat(lost.get(0).isSameAs(kept.lease())).isTrue();
  }

  @Test
  void aLeaseIsKeptWhileItsTurnDoesNothing() throws Exception {
    KeptLease kept = kept("a", LONGER);
    TurnLease begun = kept.lease();
    Duration held = Duration.ZERO;
    while (held.compareTo(LONGER.multipliedBy(3)) < 0) {
      assertThat(threadbase.leases().tryAcquire("a", "t2", "you", LONGER))
          .isNotInstanceOf(Acquired.class);
      held = Duration.between(begun.acquiredAt(), kept.lease().renewedAt());
    }
    assertThat(kept.state()).isEqualTo(State.HELD);
    assertThat(kept.lease().isSameAs(begun)).isTrue();
    threads.append("a", saying("late"), AppendOptions.DEFAULT.under(begun));
    assertThat(lost).isEmpty();
  }

  @Test
  void aLeaseThatIsBrokenIsLost() throws Exception {
    KeptLease kept = kept("a", SHORT);
    threadbase.leases().breakLease("a", "operator", "stuck");
    assertLost(kept);
    AppendOptions stale = AppendOptions.DEFAULT.under(kept.lease());
    assertThatThrownBy(() -> threads.append("a", saying("late"), stale))
        .isInstanceOf(LeaseLost.class);
  }

  @Test
  void aLeaseThatIsTakenOverIsLost() throws Exception {
    KeptLease kept = kept("a", SHORT);
    Patience.until("a takeover", this::takesOver);
    assertLost(kept);
    kept.close();
    assertThat(threadbase.leases().active("a").orElseThrow().ownerId()).isEqualTo("you");
  }

  /** As if the lease had not been renewed in time; the keeper may come in between. */
  private boolean takesOver() throws Exception {
    Sql.run(database, "UPDATE turn_leases SET expires_at_ns = 0");
    return threadbase.leases().tryAcquire("a", "t2", "you", Duration.ofHours(1))
        instanceof Acquired;
  }

  @Test
  void aLeaseWhoseThreadIsDeletedIsLost() throws Exception {
    KeptLease kept = kept("a", SHORT);
    threads.deleteThread("a", DeleteOptions.DEFAULT.force());
    assertLost(kept);
  }

  @Test
  void aTurnThatIsFinishedLosesNothing() throws Exception {
    begin("a");
    Turn turn = threadbase.turns().start(TurnStart.of("a", "t1", "me").lasting(SHORT));
    KeptLease kept = threadbase.leaseKeeper().keep(turn.lease(), lost::add);
    threadbase.turns().finish(kept.lease(), TurnEnd.COMPLETED);
    Patience.until("the end", () -> kept.state() == State.RELEASED);
    untilOtherIsRenewed();
    assertThat(lost).isEmpty();
    kept.close();
  }

  @Test
  void aLeaseThatIsGivenBackIsNotLost() throws Exception {
    KeptLease kept = kept("a", SHORT);
    assertThat(threadbase.leases().release(kept.lease())).isTrue();
    Patience.until("the end", () -> kept.state() == State.RELEASED);
    assertThat(lost).isEmpty();
  }

  @Test
  void closingGivesItBack() {
    KeptLease kept = kept("a", LONGER);
    kept.close();
    assertThat(kept.state()).isEqualTo(State.RELEASED);
    assertThat(threadbase.leases().active("a")).isEmpty();
    assertThat(lost).isEmpty();
  }

  @Test
  void closingTheDatabaseGivesAllBack() {
    Duration hour = Duration.ofHours(1);
    List<KeptLease> kept = List.of(kept("a", hour), kept("b", hour));
    TurnLease own = acquired("c", hour);
    Threadbase again = reopened();
    assertThat(again.leases().active("a")).isEmpty();
    assertThat(again.leases().active("b")).isEmpty();
    // Nobody was asked to keep this one.
    assertThat(again.leases().active("c")).contains(own);
    assertThat(kept).allMatch(lease -> lease.state() == State.RELEASED);
    assertThat(lost).isEmpty();
  }
}

class SqliteLeaseKeeperTest extends LeaseKeeperContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresLeaseKeeperTest extends LeaseKeeperContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
