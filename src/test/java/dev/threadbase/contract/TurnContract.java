package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.EntryExists;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.RecoveredTurn;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import dev.threadbase.thread.TurnStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Turns from beginning to end, and those that never got there. */
abstract class TurnContract extends Contract {

  final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.leaseClock(clock);
  }

  private static TurnStart turn(String turnId, String ownerId) {
    return TurnStart.of("a", turnId, ownerId).saying(Message.user("do " + turnId));
  }

  private List<String> path() {
    return ids(threads.path("a"));
  }

  private static Turn resumed(Turn turn) {
    return new Turn(turn.lease(), turn.started(), turn.message(), turn.recovered(), true);
  }

  private void expire() {
    clock.advance(turn("any", "me").ttl());
  }

  @Test
  void aTurnBeginsWithItsLeaseItsMarkerAndItsMessage() {
    begin("a");
    Turn turn = threadbase.turns().start(turn("t1", "me").noting(Map.of("run", "7")));
    assertThat(threadbase.leases().active("a")).contains(turn.lease());
    assertThat(path()).containsExactly("turn-started:t1", "turn-message:t1");
    assertThat(turn.started()).isEqualTo(threads.entry("a", "turn-started:t1"));
    Content marker = Content.parse(turn.started().payload());
    assertThat(marker.turnStatus()).isEqualTo(TurnStatus.STARTED);
    assertThat(marker.metadata()).containsEntry("run", "7");
    assertThat(turn.message()).isEqualTo(threads.entry("a", "turn-message:t1"));
    assertThat(turn.recovered()).isEmpty();
  }

  @Test
  void anotherTurnIsRefusedAndLeavesNothing() {
    begin("a");
    threadbase.turns().start(turn("t1", "me"));
    assertThatThrownBy(() -> threadbase.turns().start(turn("t2", "you")))
        .isInstanceOfSatisfying(
            ActiveTurn.class, refused -> assertThat(refused.turnId()).isEqualTo("t1"));
    assertThat(path()).containsExactly("turn-started:t1", "turn-message:t1");
  }

  @Test
  void theSameTurnMayBeginAgainWhileItIsHeld() {
    begin("a");
    Turn first = threadbase.turns().start(turn("t1", "me"));
    assertThat(first.resumed()).isFalse();
    assertThat(threadbase.turns().start(turn("t1", "me"))).isEqualTo(resumed(first));
    assertThat(path()).hasSize(2);
    TurnStart other = turn("t1", "me").saying(Message.user("something else"));
    assertThatThrownBy(() -> threadbase.turns().start(other)).isInstanceOf(EntryExists.class);
  }

  @Test
  void aTurnBeginsAgainAlsoAfterItsTtl() {
    begin("a");
    TurnLease first = threadbase.turns().start(turn("t1", "me")).lease();
    expire();
    assertThat(threadbase.turns().start(turn("t1", "me")).lease().isSameAs(first)).isTrue();
    assertThat(path()).containsExactly("turn-started:t1", "turn-message:t1");
  }

  @Test
  void aTurnThatIsOverDoesNotBeginAgain() {
    begin("a");
    Turn turn = threadbase.turns().start(turn("t1", "me"));
    threadbase.turns().finish(turn.lease(), TurnEnd.COMPLETED);
    assertThatThrownBy(() -> threadbase.turns().start(turn("t1", "me")))
        .isInstanceOf(EntryExists.class);
    assertThat(threadbase.leases().active("a")).isEmpty();
  }

  @Test
  void aTurnEndsWithItsMarkerAndGivesTheLeaseBack() {
    begin("a");
    Turn turn = threadbase.turns().start(turn("t1", "me"));
    Entry marker = threadbase.turns().finish(turn.lease(), TurnEnd.failed("no model"));
    assertThat(path())
        .containsExactly("turn-started:t1", "turn-message:t1", "turn-failure:t1", "turn-ended:t1");
    assertThat(Content.parse(marker.payload()).turnStatus()).isEqualTo(TurnStatus.FAILED);
    assertThat(threadbase.leases().active("a")).isEmpty();
    assertThat(threadbase.turns().finish(turn.lease(), TurnEnd.failed("no model")))
        .isEqualTo(marker);
    assertThatThrownBy(() -> threadbase.turns().finish(turn.lease(), TurnEnd.COMPLETED))
        .isInstanceOf(LeaseLost.class);
    assertThat(path()).hasSize(4);
  }

  @Test
  void aTurnThatLostItsLeaseDoesNotEnd() {
    begin("a");
    Turn turn = threadbase.turns().start(turn("t1", "me"));
    expire();
    Turn second = threadbase.turns().start(turn("t2", "you"));
    assertThat(second.recovered()).extracting(RecoveredTurn::turnId).containsExactly("t1");
    assertThatThrownBy(() -> threadbase.turns().finish(turn.lease(), TurnEnd.COMPLETED))
        .isInstanceOf(LeaseLost.class);
    AppendOptions stale = AppendOptions.DEFAULT.under(turn.lease());
    assertThatThrownBy(() -> threads.append("a", saying("late"), stale))
        .isInstanceOf(LeaseLost.class);
    assertThat(path())
        .containsExactly(
            "turn-started:t1",
            "turn-message:t1",
            "turn-failure:t1",
            "turn-ended:t1",
            "turn-started:t2",
            "turn-message:t2");
  }

  @Test
  void recoveryEndsWhatNobodyHoldsOnce() {
    begin("a");
    Turn turn = threadbase.turns().start(turn("t1", "me"));
    assertThat(threadbase.turns().recover("a")).isEmpty();
    assertThat(threadbase.turns().recoverAll()).isEmpty();
    expire();
    List<RecoveredTurn> recovered = threadbase.turns().recoverAll();
    assertThat(recovered).hasSize(1);
    Content marker = Content.parse(recovered.get(0).marker().payload());
    assertThat(marker.turnStatus()).isEqualTo(TurnStatus.ABORTED);
    assertThat(marker.metadata()).containsEntry("recoverable", "true");
    assertThat(threadbase.turns().recover("a")).isEmpty();
    assertThat(threadbase.turns().recoverAll()).isEmpty();
    assertThat(threadbase.leases().renew(turn.lease())).isEmpty();
    assertThat(threads.path("a").get(2).type()).isEqualTo(EntryType.RUN_FAILURE);
    assertThat(path()).hasSize(4);
  }

  @Test
  void aTurnBeginsUnderTheLeaseThatItHasAlready() {
    begin("a");
    TurnStart start = turn("t1", "me");
    TurnLease lease =
        ((Acquired) threadbase.leases().tryAcquire("a", "t1", "me", start.ttl())).lease();
    assertThatThrownBy(() -> threadbase.turns().start(turn("t1", "you")))
        .isInstanceOf(ActiveTurn.class);
    assertThatThrownBy(() -> threadbase.turns().start(turn("t2", "me")))
        .isInstanceOf(ActiveTurn.class);
    Turn turn = threadbase.turns().start(start);
    assertThat(turn.lease()).isEqualTo(lease);
    assertThat(path()).containsExactly("turn-started:t1", "turn-message:t1");
    assertThat(threadbase.turns().start(start)).isEqualTo(resumed(turn));
    expire();
    assertThat(threadbase.turns().recoverAll())
        .extracting(RecoveredTurn::turnId)
        .containsExactly("t1");
  }

  @Test
  void aTurnWithoutAMessageRepeatsWhatWasSaid() {
    begin("a");
    Turn first = threadbase.turns().start(turn("t1", "me"));
    threadbase.turns().finish(first.lease(), TurnEnd.failed("no model"));
    threads.moveLeaf("a", "turn-message:t1");
    Turn retry = threadbase.turns().start(TurnStart.of("a", "t2", "me"));
    assertThat(retry.message()).isNull();
    assertThat(threadbase.turns().start(TurnStart.of("a", "t2", "me"))).isEqualTo(resumed(retry));
    threadbase.turns().finish(retry.lease(), TurnEnd.COMPLETED);
    assertThat(path())
        .containsExactly("turn-started:t1", "turn-message:t1", "turn-started:t2", "turn-ended:t2");
  }

  @Test
  void aTurnEndsAgainOnlyAsItEndedBefore() {
    begin("a");
    Turn turn = threadbase.turns().start(turn("t1", "me").noting(Map.of("run", "7")));
    TurnEnd end = TurnEnd.failed("no model").noting(Map.of("run", "7"));
    Entry marker = threadbase.turns().finish(turn.lease(), end);
    assertThat(threadbase.turns().finish(turn.lease(), end)).isEqualTo(marker);
    for (TurnEnd other :
        List.of(
            TurnEnd.failed("no money").noting(Map.of("run", "7")),
            TurnEnd.failed("no model"),
            TurnEnd.WAITING)) {
      assertThatThrownBy(() -> threadbase.turns().finish(turn.lease(), other))
          .isInstanceOf(LeaseLost.class);
    }
    assertThat(path()).hasSize(4);
    Content failure = Content.parse(threads.entry("a", "turn-failure:t1").payload());
    assertThat(failure.error()).isEqualTo("no model");
  }

  @Test
  void aTurnDoesNotBeginAgainWithOtherNotes() {
    begin("a");
    threadbase.turns().start(turn("t1", "me").noting(Map.of("run", "7")));
    assertThatThrownBy(() -> threadbase.turns().start(turn("t1", "me").noting(Map.of("run", "8"))))
        .isInstanceOf(EntryExists.class);
    assertThat(path()).hasSize(2);
  }

  @Test
  void whatATurnAppendsWhileItEndsIsThereOrRefused() {
    begin("a");
    for (int round = 0; round < 40; round++) {
      Turn turn = threadbase.turns().start(turn("t" + round, "me"));
      int before = path().size();
      AppendOptions leased = AppendOptions.DEFAULT.under(turn.lease());
      String name = "late" + round + "-";
      List<Boolean> written =
          Crowd.run(3, member -> member == 0 ? finishes(turn) : appends(name + member, leased));
      assertThat(written.get(0)).isTrue();
      List<String> path = path();
      long late = path.stream().filter(id -> id.startsWith(name)).count();
      assertThat(late).isEqualTo(written.stream().filter(done -> done).count() - 1);
      assertThat(path).hasSize(before + (int) late + 1);
      assertThat(path.get(path.size() - 1)).isEqualTo("turn-ended:t" + round);
    }
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  private boolean finishes(Turn turn) {
    threadbase.turns().finish(turn.lease(), TurnEnd.COMPLETED);
    return true;
  }

  private boolean appends(String id, AppendOptions leased) {
    try {
      threads.append("a", saying(id), leased);
      return true;
    } catch (LeaseLost tooLate) {
      return false;
    }
  }

  @Test
  void aTurnWhoseLeaseWasGivenBackWithoutAnEndIsRecovered() {
    begin("a");
    Turn turn = threadbase.turns().start(turn("t1", "me"));
    threadbase.leases().release(turn.lease());
    assertThat(threadbase.turns().recoverAll())
        .extracting(RecoveredTurn::turnId)
        .containsExactly("t1");
  }

  @Test
  void aTurnWhoseLeaseWasBrokenIsRecovered() {
    begin("a");
    threadbase.turns().start(turn("t1", "me"));
    threadbase.leases().breakLease("a", "operator", "stuck");
    assertThat(threadbase.turns().recoverAll())
        .extracting(RecoveredTurn::turnId)
        .containsExactly("t1");
  }
}

class SqliteTurnTest extends TurnContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresTurnTest extends TurnContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
