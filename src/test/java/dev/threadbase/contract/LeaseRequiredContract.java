package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.LeaseRequired;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.DeleteOptions;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import dev.threadbase.transfer.ImportOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A thread can be set to take no write without a lease. */
abstract class LeaseRequiredContract extends TransferContract {

  /** A database of the other kind. */
  abstract TestDatabase createOther();

  private void strict(String id) {
    threads.createThread(ThreadMeta.builder(id).leaseRequired(true).build());
  }

  /** A strict thread with two entries, and its lease given back. */
  private void strictWithTwo() {
    strict("a");
    leased(
        lease ->
            threads.appendAll(
                "a", List.of(saying("one"), saying("two")), AppendOptions.DEFAULT.under(lease)));
  }

  private void leased(Consumer<TurnLease> work) {
    TurnLease lease = ((Acquired) threadbase.leases().tryAcquire("a", "t")).lease();
    work.accept(lease);
    threadbase.leases().release(lease);
  }

  /** Every write without a lease. */
  private Map<String, ThrowingCallable> writes() {
    AppendOptions here = AppendOptions.DEFAULT;
    return Map.of(
        "append", () -> say("a", "x"),
        "append without an id", () -> threads.append("a", NewEntry.raw(EntryType.CUSTOM, "{}")),
        "batch", () -> threads.appendAll("a", List.of(saying("x"), saying("y")), here),
        "append elsewhere", () -> sayAfter("a", "one", "x"),
        "the same again", () -> threads.append("a", saying("two"), here.idempotently()),
        "move", () -> threads.moveLeaf("a", "one"),
        "replacement", () -> threads.updateThread(threads.thread("a")),
        "update", () -> threads.updateThread("a", ThreadUpdate.NOTHING.status("busy")),
        "unsetting", () -> threads.updateThread("a", ThreadUpdate.NOTHING.leaseRequired(false)),
        "deletion", () -> threads.deleteThread("a"));
  }

  private void assertStrict() {
    var before = EveryRow.of(database);
    writes()
        .forEach(
            (name, write) ->
                assertThatThrownBy(write)
                    .as(name)
                    .isInstanceOfSatisfying(
                        LeaseRequired.class,
                        refused -> assertThat(refused.threadId()).isEqualTo("a")));
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void everyWriteWithoutALeaseIsRefused() {
    strictWithTwo();
    assertThat(threads.thread("a").leaseRequired()).isTrue();
    assertStrict();
  }

  @Test
  void aWriteWithoutALeaseIsRefusedWhileSomebodyElseHoldsIt() {
    strictWithTwo();
    threadbase.leases().tryAcquire("a", "t");
    var before = EveryRow.of(database);
    assertThatThrownBy(() -> say("a", "x")).isInstanceOf(LeaseRequired.class);
    assertThatThrownBy(() -> threads.moveLeaf("a", "one")).isInstanceOf(LeaseRequired.class);
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void readingAndForkingNeedNone() {
    strictWithTwo();
    assertThat(ids(threads.path("a"))).containsExactly("one", "two");
    assertThat(ids(threads.entries("a"))).containsExactly("one", "two");
    assertThat(threads.entry("a", "one").id()).isEqualTo("one");
    assertThat(threads.listThreads(ListThreadsOptions.first(5))).hasSize(1);
    ThreadMeta fork = threads.fork(ForkOptions.of("a").as("f"));
    assertThat(fork.leaseRequired()).isFalse();
    say("f", "own");
    assertThat(ids(threads.path("f"))).containsExactly("one", "two", "own");
  }

  @Test
  void turnsPassBecauseTheyHaveALease() {
    strict("a");
    TurnStart start = TurnStart.of("a", "t1", "me").saying(Message.user("do"));
    Turn turn = threadbase.turns().start(start);
    threads.append("a", saying("done"), AppendOptions.DEFAULT.under(turn.lease()));
    threadbase.turns().finish(turn.lease(), TurnEnd.COMPLETED);
    assertThat(ids(threads.path("a")))
        .containsExactly("turn-started:t1", "turn-message:t1", "done", "turn-ended:t1");
  }

  @Test
  void itIsSetByAnUpdateAndUnsetUnderALease() {
    begin("a");
    say("a", "one");
    say("a", "two");
    ThreadMeta set = threads.updateThread("a", ThreadUpdate.NOTHING.leaseRequired(true));
    assertThat(set.leaseRequired()).isTrue();
    assertStrict();
    leased(
        lease -> threads.updateThread("a", ThreadUpdate.NOTHING.leaseRequired(false).under(lease)));
    assertThat(threads.thread("a").leaseRequired()).isFalse();
    say("a", "three");
  }

  @Test
  void itIsSetAndUnsetByAFullReplacement() {
    begin("a");
    say("a", "one");
    say("a", "two");
    threads.updateThread(threads.thread("a").toBuilder().leaseRequired(true).build());
    assertStrict();
    leased(
        lease ->
            threads.updateThread(
                threads.thread("a").toBuilder().leaseRequired(false).build(), lease));
    say("a", "three");
    assertThat(threads.thread("a").leaseRequired()).isFalse();
  }

  @Test
  void itIsThereAfterReopening() {
    strictWithTwo();
    reopened();
    assertStrict();
  }

  @Test
  void aForcedDeletionNeedsNone() {
    strictWithTwo();
    threads.deleteThread("a", DeleteOptions.DEFAULT.force());
    assertThat(threads.findThread("a")).isEmpty();
  }

  @Test
  void itGoesWithTheThreadIntoAnotherDatabase() throws Exception {
    strictWithTwo();
    begin("b");
    Path file = Files.write(folder.resolve("a.jsonl"), export("a", null));
    Path lenient = Files.write(folder.resolve("b.jsonl"), export("b", null));
    try (TestDatabase other = createOther();
        Threadbase target = Threadbase.open(other.config())) {
      target.importer().importFile(file, ImportOptions.DEFAULT);
      target.importer().importFile(lenient, ImportOptions.DEFAULT);
      assertThat(target.threads().thread("a").leaseRequired()).isTrue();
      assertThatThrownBy(() -> target.threads().append("a", saying("x")))
          .isInstanceOf(LeaseRequired.class);
      assertThat(target.threads().thread("b").leaseRequired()).isFalse();
      assertThat(target.leases().status("a")).isEmpty();
    }
  }
}

class SqliteLeaseRequiredTest extends LeaseRequiredContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }

  @Override
  TestDatabase createOther() {
    return PostgresTestDatabase.create();
  }
}

class PostgresLeaseRequiredTest extends LeaseRequiredContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }

  @Override
  TestDatabase createOther() {
    return SqliteTestDatabase.create();
  }
}
