package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.InvalidParent;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.context.ContextProjection;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.RecoveredTurn;
import dev.threadbase.thread.RetrySource;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import dev.threadbase.thread.TurnStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Turns that are tried again, and branches that are given up with a summary. */
abstract class RetryContract extends Contract {

  final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.leaseClock(clock);
  }

  @BeforeEach
  void beginWithOneTurn() {
    begin("a");
    TurnLease lease = start("t0").lease();
    append(lease, Said.byModel("m0").inTurn("t0"));
    threadbase.turns().finish(lease, TurnEnd.COMPLETED);
  }

  private Turn start(String turnId) {
    return threadbase
        .turns()
        .start(TurnStart.of("a", turnId, "me").saying(Message.user("do " + turnId)));
  }

  private Turn retry(String turnId) {
    RetrySource source = threadbase.contexts().retrySource("a").orElseThrow();
    return threadbase.turns().start(TurnStart.of("a", turnId, "me").retrying(source));
  }

  private void append(TurnLease lease, NewEntry... entries) {
    threads.appendAll("a", List.of(entries), AppendOptions.DEFAULT.under(lease));
  }

  /** A turn with a call and its result behind a save point, then half an answer. */
  private TurnLease turnWithSavePoint(String turnId) {
    TurnLease lease = start(turnId).lease();
    append(
        lease,
        Said.call("call").inTurn(turnId),
        Said.result("result", "call").inTurn(turnId),
        NewEntry.turnMarker(turnId, TurnStatus.SAVE_POINT, Map.of()).withId("saved"),
        Said.byModel("half an answer").inTurn(turnId));
    return lease;
  }

  private List<String> context() {
    return Said.entries(threadbase.contexts().context("a"));
  }

  @Test
  void aRetryStandsBehindWhatFailedAndLeavesItOut() {
    TurnLease failing = start("t1").lease();
    ContextProjection asked = threadbase.contexts().context("a");
    append(failing, Said.byModel("half an answer").inTurn("t1"));
    Entry failed = threadbase.turns().finish(failing, TurnEnd.failed("broken"));
    List<Entry> path = threads.path("a");

    Turn again = retry("t2");

    assertThat(again.started().parentId()).isEqualTo(failed.id());
    assertThat(threads.thread("a").leafId()).isEqualTo(again.started().id());
    assertThat(RetrySource.of(EntryType.TURN_MARKER, again.started().content()))
        .contains(new RetrySource("t1", "turn-message:t1", null));
    assertThat(again.message()).isNull();
    assertThat(threadbase.contexts().context("a")).isEqualTo(asked);
    append(again.lease(), Said.byModel("an answer").inTurn("t2"));
    threadbase.turns().finish(again.lease(), TurnEnd.COMPLETED);
    assertThat(context()).containsExactly("turn-message:t0", "m0", "turn-message:t1", "an answer");
    assertThat(threads.path("a").subList(0, path.size())).isEqualTo(path);
    assertThat(threads.path("a", failed.id())).isEqualTo(path);
    assertThat(threads.path("a"))
        .filteredOn(entry -> entry.type().equals(EntryType.USER_MESSAGE))
        .hasSize(2);
  }

  @Test
  void aRetryKeepsWhatWasDoneBeforeTheSavePoint() {
    TurnLease failing = turnWithSavePoint("t1");
    threadbase.turns().finish(failing, TurnEnd.failed("broken"));
    assertThat(context()).endsWith("result", "half an answer");
    Turn again = retry("t2");
    assertThat(RetrySource.of(EntryType.TURN_MARKER, again.started().content()))
        .contains(new RetrySource("t1", "result", null));
    assertThat(context()).endsWith("turn-message:t1", "call", "result");
  }

  @Test
  void aRetryOfAnInterruptedTurnRunsNoToolAgain() {
    turnWithSavePoint("t1");
    clock.advance(TurnStart.of("a", "any", "me").ttl());
    assertThat(threadbase.turns().recover("a")).hasSize(1);
    Turn again = retry("t2");
    append(again.lease(), Said.byModel("an answer").inTurn("t2"));
    assertThat(context()).endsWith("turn-message:t1", "call", "result", "an answer");
    assertThat(threadbase.contexts().check("a")).isEmpty();
  }

  @Test
  void aRetryThatFailsIsTriedAgainFromTheSamePlace() {
    threadbase.turns().finish(turnWithSavePoint("t1"), TurnEnd.failed("broken"));
    List<String> sources = new ArrayList<>();
    for (String turnId : List.of("t2", "t3", "t4")) {
      TurnLease lease = retry(turnId).lease();
      append(lease, Said.byModel("half of " + turnId).inTurn(turnId));
      sources.add(context().get(context().size() - 2));
      threadbase.turns().finish(lease, TurnEnd.failed("broken"));
    }
    assertThat(sources).containsOnly("result");
    TurnLease last = retry("t5").lease();
    append(last, Said.byModel("an answer").inTurn("t5"));
    assertThat(context())
        .containsExactly("turn-message:t0", "m0", "turn-message:t1", "call", "result", "an answer");
  }

  @Test
  void anAnswerThatDidNotFailIsAskedForAgain() {
    Turn again = retry("t1");
    assertThat(context()).containsExactly("turn-message:t0");
    append(again.lease(), Said.byModel("another answer").inTurn("t1"));
    assertThat(context()).containsExactly("turn-message:t0", "another answer");
    assertThat(Said.entries(threadbase.contexts().context("a"))).doesNotContain("m0");
    assertThat(threads.entry("a", "m0")).isNotNull();
  }

  @Test
  void aRetryDuringATurnIsRefusedAndMovesNothing() {
    start("t1");
    var before = EveryRow.of(database);
    RetrySource source = threadbase.contexts().retrySource("a").orElseThrow();
    TurnStart again = TurnStart.of("a", "t2", "you").retrying(source);
    assertThatThrownBy(() -> threadbase.turns().start(again)).isInstanceOf(ActiveTurn.class);
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void whatWasSaidSinceTheSourceWasFoundIsNotTakenBack() {
    RetrySource source = threadbase.contexts().retrySource("a").orElseThrow();
    say("a", "meanwhile");
    assertHeadMoved(source);
    assertThat(context()).endsWith("m0", "meanwhile");
    RetrySource next = threadbase.contexts().retrySource("a").orElseThrow();
    threadbase.turns().start(TurnStart.of("a", "t1", "you").retrying(next));
    assertThat(context()).endsWith("meanwhile");
  }

  @Test
  void norIfTheTurnThatIsTriedAgainWasInterrupted() {
    start("t1");
    clock.advance(TurnStart.of("a", "any", "me").ttl());
    RetrySource source = threadbase.contexts().retrySource("a").orElseThrow();
    say("a", "meanwhile");
    assertHeadMoved(source);
  }

  /** Nothing is written and the lease is not taken. */
  private void assertHeadMoved(RetrySource source) {
    var before = EveryRow.of(database);
    TurnStart again = TurnStart.of("a", "t1-again", "me").retrying(source);
    assertThatThrownBy(() -> threadbase.turns().start(again)).isInstanceOf(HeadMoved.class);
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void aTurnWhoseLeaseExpiredIsTriedAgainInOneStep() {
    turnWithSavePoint("t1");
    RetrySource source = threadbase.contexts().retrySource("a").orElseThrow();
    clock.advance(TurnStart.of("a", "any", "me").ttl());
    TurnStart again = TurnStart.of("a", "t2", "me").retrying(source);
    Turn begun = threadbase.turns().start(again);
    assertThat(begun.recovered()).extracting(RecoveredTurn::turnId).containsExactly("t1");
    assertThat(begun.started().parentId()).isNotEqualTo(source.leafId());
    assertThat(threads.thread("a").leafId()).isEqualTo(begun.started().id());
    assertThat(context()).endsWith("turn-message:t1");
    assertThat(threadbase.turns().start(again).resumed()).isTrue();
  }

  @Test
  void thereIsNothingToTryAgainWithoutAUser() {
    begin("b");
    assertThat(threadbase.contexts().retrySource("b")).isEmpty();
    threads.append("b", Said.byModel("m"));
    assertThat(threadbase.contexts().retrySource("b")).isEmpty();
    assertThatThrownBy(() -> threadbase.contexts().retrySource("none"))
        .isInstanceOf(ThreadNotFound.class);
  }

  @Test
  void aSummaryOfABranchThatIsGivenUpIsInTheContext() {
    start("t1");
    List<Entry> given = threads.path("a");
    Entry summary = threads.appendBranchSummary("a", "m0", "it did not work");
    assertThat(threads.thread("a").leafId()).isEqualTo(summary.id());
    assertThat(summary.parentId()).isEqualTo("m0");
    assertThat(context()).containsExactly("turn-message:t0", "m0", summary.id());
    assertThat(threadbase.contexts().context("a").messages().get(2))
        .isEqualTo(Message.assistant("it did not work"));
    say("a", "then");
    assertThat(context()).containsExactly("turn-message:t0", "m0", summary.id(), "then");
    assertThat(threads.path("a", given.get(given.size() - 1).id())).isEqualTo(given);
    assertThatThrownBy(() -> threads.appendBranchSummary("a", "none", "nothing"))
        .isInstanceOf(InvalidParent.class);
  }
}

class SqliteRetryTest extends RetryContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresRetryTest extends RetryContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
