package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.PageRequest;
import dev.threadbase.thread.RecoveredTurn;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import dev.threadbase.thread.TurnStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Turns that nobody ended are ended by recovery: on every path for itself, once, and by nothing
 * else.
 */
abstract class TurnRecoveryContract extends Contract {

  final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.leaseClock(clock);
  }

  @BeforeEach
  void fill() {
    begin("a");
  }

  private static TurnStart turn(String turnId) {
    return TurnStart.of("a", turnId, "me").saying(Message.user("do " + turnId));
  }

  private Turn started(String turnId) {
    return threadbase.turns().start(turn(turnId));
  }

  private void mark(String threadId, String turnId, TurnStatus status) {
    threads.appendTurnMarker(threadId, turnId, status, Map.of());
  }

  private void expire() {
    clock.advance(turn("any").ttl());
  }

  private static List<String> turns(List<RecoveredTurn> recovered) {
    return recovered.stream().map(RecoveredTurn::turnId).toList();
  }

  private List<String> recovered(String threadId) {
    return turns(threadbase.turns().recover(threadId));
  }

  private TurnStatus lastStatus(String threadId) {
    var path = threads.path(threadId);
    return Content.parse(path.get(path.size() - 1).payload()).turnStatus();
  }

  @Test
  void aThreadThatDoesNotExistIsNotFound() {
    assertThatThrownBy(() -> recovered("nobody")).isInstanceOf(ThreadNotFound.class);
  }

  @Test
  void aForkEndsTheTurnThatItInheritedAndTheSourceGoesOn() {
    Turn turn = started("t1");
    threads.fork(ForkOptions.of("a").as("f"));
    assertThat(threadbase.turns().recoverAll()).isEmpty();
    assertThat(recovered("f")).containsExactly("t1");
    assertThat(ids(threads.path("f")))
        .containsExactly("turn-started:t1", "turn-message:t1", "turn-failure:t1", "turn-ended:t1");
    assertThat(recovered("f")).isEmpty();
    assertThat(ids(threads.path("a"))).containsExactly("turn-started:t1", "turn-message:t1");
    assertThat(threadbase.leases().active("a")).contains(turn.lease());
    threadbase.turns().finish(turn.lease(), TurnEnd.COMPLETED);
    assertThat(lastStatus("a")).isEqualTo(TurnStatus.COMPLETED);
    assertThat(lastStatus("f")).isEqualTo(TurnStatus.ABORTED);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void severalOpenTurnsEndInTheOrderInWhichTheyBegan() {
    for (String id : List.of("t3", "t1", "t4", "t2")) {
      mark("a", id, TurnStatus.STARTED);
    }
    mark("a", "t4", TurnStatus.COMPLETED);
    assertThat(recovered("a")).containsExactly("t3", "t1", "t2");
    assertThat(ids(threads.path("a")).subList(5, 11))
        .containsExactly(
            "turn-failure:t3",
            "turn-ended:t3",
            "turn-failure:t1",
            "turn-ended:t1",
            "turn-failure:t2",
            "turn-ended:t2");
    assertThat(recovered("a")).isEmpty();
  }

  @Test
  void markersWithoutAnyLeaseAreRecoveredWhenTheThreadIsNamed() {
    mark("a", "t1", TurnStatus.STARTED);
    mark("a", "t1", TurnStatus.SAVE_POINT);
    assertThat(threadbase.turns().recoverAll()).isEmpty();
    assertThat(recovered("a")).containsExactly("t1");
    assertThat(threadbase.leases().status("a")).isEmpty();
  }

  @Test
  void everyTerminalStatusEndsATurn() {
    for (TurnStatus end :
        List.of(TurnStatus.COMPLETED, TurnStatus.WAITING, TurnStatus.FAILED, TurnStatus.ABORTED)) {
      mark("a", end.name(), TurnStatus.STARTED);
      mark("a", end.name(), end);
    }
    assertThat(recovered("a")).isEmpty();
  }

  @Test
  void markersOfAnotherHandBeginAndEndNothing() {
    for (String payload : List.of("", "garbage", "[]", "null", "7", "{}", "{\"turn_status\":7}")) {
      threads.append("a", NewEntry.raw(EntryType.TURN_MARKER, payload).inTurn("t0"));
    }
    mark("a", "t0", new TurnStatus("paused"));
    threads.append("a", NewEntry.turnMarker("x", TurnStatus.STARTED, Map.of()).inTurn(null));
    assertThat(recovered("a")).isEmpty();
    mark("a", "t1", TurnStatus.STARTED);
    threads.append("a", NewEntry.raw(EntryType.TURN_MARKER, "{\"status\":").inTurn("t1"));
    assertThat(recovered("a")).containsExactly("t1");
  }

  @Test
  void aThreadThatRequiresALeaseIsRecovered() {
    threads.updateThread("a", ThreadUpdate.NOTHING.leaseRequired(true));
    started("t1");
    expire();
    assertThat(turns(threadbase.turns().recoverAll())).containsExactly("t1");
    assertThat(lastStatus("a")).isEqualTo(TurnStatus.ABORTED);
  }

  @Test
  void readingRecoversNothing() {
    started("t1");
    expire();
    var before = EveryRow.of(database);
    threads.path("a");
    threads.path("a", null, PageRequest.first(5));
    threads.entries("a");
    assertThat(threads.streamPath("a", null)).hasSize(2);
    threads.entry("a", "turn-started:t1");
    threads.thread("a");
    threads.listThreads(ListThreadsOptions.first(5));
    threadbase.leases().active("a");
    threadbase.leases().status("a");
    threadbase.leases().list(null, 5);
    threadbase.leases().breaks("a");
    threadbase.leases().reference().activeTurnLease("a");
    threadbase.verify();
    reopened();
    assertThat(EveryRow.of(database)).isEqualTo(before);
    assertThat(recovered("a")).containsExactly("t1");
  }

  @Test
  void ofTenWhoRecoverAtOnceOneDoes() {
    for (int round = 0; round < 5; round++) {
      String turnId = "t" + round;
      started(turnId);
      expire();
      boolean all = round % 2 == 0;
      List<List<String>> found =
          Crowd.run(10, member -> all ? turns(threadbase.turns().recoverAll()) : recovered("a"));
      assertThat(found.stream().flatMap(List::stream)).containsExactly(turnId);
      assertThat(threads.path("a")).hasSize(4 * (round + 1));
    }
  }

  @Test
  void aTurnIsNotLeftOpenByTheNextThatHasItsLeaseAlready() {
    started("t1");
    expire();
    TurnLease lease =
        ((Acquired) threadbase.leases().tryAcquire("a", "t2", "me", turn("any").ttl())).lease();
    Turn second = started("t2");
    assertThat(second.lease()).isEqualTo(lease);
    assertThat(turns(second.recovered())).containsExactly("t1");
    assertThat(started("t2").recovered()).isEmpty();
    threadbase.turns().finish(lease, TurnEnd.COMPLETED);
    assertThat(recovered("a")).isEmpty();
    assertThat(ids(threads.path("a")))
        .containsExactly(
            "turn-started:t1",
            "turn-message:t1",
            "turn-failure:t1",
            "turn-ended:t1",
            "turn-started:t2",
            "turn-message:t2",
            "turn-ended:t2");
  }

  @Test
  void aTurnThatEndedOnAnotherBranchIsEndedOnThisOneToo() {
    Turn first = started("t1");
    AppendOptions leased = AppendOptions.DEFAULT.under(first.lease());
    threads.append("a", saying("save point"), leased);
    threadbase.turns().finish(first.lease(), TurnEnd.failed("no model"));
    threads.moveLeaf("a", "save point");
    started("t2");
    expire();
    Turn third = started("t3");
    assertThat(turns(third.recovered())).containsExactly("t1", "t2");
    assertThat(third.recovered())
        .allMatch(
            turn ->
                Content.parse(turn.marker().payload())
                    .metadata()
                    .equals(Map.of("recoverable", "true")));
    threadbase.turns().finish(third.lease(), TurnEnd.COMPLETED);
    assertThat(recovered("a")).isEmpty();
    assertThat(threadbase.verify().problems()).isEmpty();
  }
}

class SqliteTurnRecoveryTest extends TurnRecoveryContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresTurnRecoveryTest extends TurnRecoveryContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
