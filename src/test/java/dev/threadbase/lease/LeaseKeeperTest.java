package dev.threadbase.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.lease.KeptLease.State;
import dev.threadbase.testkit.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The keeper's own work, on leases that are in no database. */
class LeaseKeeperTest {

  private static final Duration TTL = Duration.ofMillis(60);

  private final CountedLeases leases = new CountedLeases();
  private final LeaseKeeper keeper = new LeaseKeeper(leases);

  @AfterEach
  void close() {
    keeper.close();
  }

  private static TurnLease lease(String threadId) {
    Instant now = Instant.now();
    return new TurnLease(threadId, "s", "t", "me", 1, now, now, now.plus(TTL));
  }

  private void untilRenewedAgain(String threadId) throws Exception {
    int before = leases.renewals(threadId);
    Patience.until("renewals", () -> leases.renewals(threadId) >= before + 3);
  }

  @Test
  void oneThreadRenewsAllLeases() throws Exception {
    Set<Thread> before = renewing();
    for (int i = 0; i < 50; i++) {
      keeper.keep(lease("t" + i));
    }
    Patience.until(
        "every renewal", () -> IntStream.range(0, 50).allMatch(i -> leases.renewals("t" + i) >= 3));
    Set<Thread> since = renewing();
    since.removeAll(before);
    assertThat(since).hasSize(1);
    assertThat(since.iterator().next().isDaemon()).isTrue();
  }

  private static Set<Thread> renewing() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("threadbase-leases"))
        .collect(Collectors.toSet());
  }

  @Test
  void aLeaseWithoutAnEndIsRefused() {
    Instant now = Instant.now();
    TurnLease endless = new TurnLease("a", "s", "t", "me", 1, now, now, null);
    assertThatThrownBy(() -> keeper.keep(endless)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLeaseIsOverdueWhileTheDatabaseIsUnreachableAndHeldWhenItIsBack() throws Exception {
    List<TurnLease> lost = new CopyOnWriteArrayList<>();
    KeptLease kept = keeper.keep(lease("a"), lost::add);
    assertThat(kept.state()).isEqualTo(State.HELD);
    leases.unreachable("a", true);
    Patience.until("overdue", () -> kept.state() == State.OVERDUE);
    untilRenewedAgain("a");
    assertThat(kept.state()).isEqualTo(State.OVERDUE);
    leases.unreachable("a", false);
    Patience.until("held again", () -> kept.state() == State.HELD);
    assertThat(lost).isEmpty();
  }

  @Test
  void whoeverLosesALeaseIsToldOnceWhichItWas() throws Exception {
    TurnLease lease = lease("a");
    List<TurnLease> lost = new CopyOnWriteArrayList<>();
    KeptLease kept = keeper.keep(lease, lost::add);
    keeper.keep(lease("other"));
    leases.takeAway("a");
    Patience.until("the loss", () -> !lost.isEmpty());
    assertThat(kept.state()).isEqualTo(State.LOST);
    int asked = leases.renewals("a");
    untilRenewedAgain("other");
    assertThat(leases.renewals("a")).isEqualTo(asked);
    assertThat(lost).hasSize(1);
    assertThat(lost.get(0).isSameAs(lease)).isTrue();
    kept.close();
    assertThat(kept.state()).isEqualTo(State.LOST);
    assertThat(leases.released()).doesNotContain("a");
  }

  @Test
  void whatALoserDoesDelaysNoRenewal() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    keeper.keep(
        lease("blocks"),
        lost -> {
          blocked.countDown();
          awaitQuietly(goOn);
        });
    keeper.keep(
        lease("throws"),
        lost -> {
          throw new IllegalStateException("thrown by a loser");
        });
    KeptLease other = keeper.keep(lease("other"));
    leases.takeAway("blocks");
    assertThat(blocked.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    leases.takeAway("throws");
    untilRenewedAgain("other");
    untilRenewedAgain("other");
    Patience.until("held", () -> other.state() == State.HELD);
    goOn.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(Patience.SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void closingOneGivesItBackOnceAndRenewsItNoMore() throws Exception {
    KeptLease kept = keeper.keep(lease("a"));
    keeper.keep(lease("other"));
    kept.close();
    kept.close();
    assertThat(kept.state()).isEqualTo(State.RELEASED);
    assertThat(leases.released()).containsExactly("a");
    untilRenewedAgain("other");
    int asked = leases.renewals("a");
    untilRenewedAgain("other");
    assertThat(leases.renewals("a")).isEqualTo(asked);
  }

  @Test
  void closingTheKeeperGivesAllBackAndKeepsNoMore() {
    List<KeptLease> kept = new ArrayList<>();
    for (String id : List.of("a", "b", "c")) {
      kept.add(keeper.keep(lease(id)));
    }
    keeper.close();
    assertThat(leases.released()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(kept).allMatch(lease -> lease.state() == State.RELEASED);
    assertThatThrownBy(() -> keeper.keep(lease("d")))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void aLeaseThatCannotBeGivenBackKeepsNoOtherFromBeingGivenBack() {
    for (String id : List.of("a", "b", "c", "d")) {
      keeper.keep(lease(id));
    }
    leases.unreachable("a", true);
    leases.unreachable("c", true);
    keeper.close();
    assertThat(leases.released()).containsExactlyInAnyOrder("b", "d");
  }
}
