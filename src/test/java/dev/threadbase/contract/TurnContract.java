package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.EntryExists;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.message.Message;
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
    Turn again = threadbase.turns().start(turn("t1", "me"));
    assertThat(again).isEqualTo(first);
    assertThat(path()).hasSize(2);
    TurnStart other = turn("t1", "me").saying(Message.user("something else"));
    assertThatThrownBy(() -> threadbase.turns().start(other)).isInstanceOf(EntryExists.class);
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
