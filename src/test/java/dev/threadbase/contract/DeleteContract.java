package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.EntryExists;
import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ThreadMeta;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deleting a thread removes what nothing else reaches, and no more. */
abstract class DeleteContract extends Contract {

  private List<String> stored() {
    return Sql.rows(database, "SELECT entry_id FROM entries ORDER BY thread_id, ordinal").stream()
        .map(row -> row.get(0))
        .toList();
  }

  private long rows(String table) {
    return Sql.number(database, "SELECT COUNT(*) FROM " + table);
  }

  @Test
  void nothingOfAThreadIsLeft() {
    beginWithThree();
    sayAfter("a", "one", "other");
    threads.moveLeaf("a", null);
    say("a", "again");
    begin("b");
    say("b", "stays");
    threads.deleteThread("a");
    assertThat(threads.findThread("a")).isEmpty();
    assertThatThrownBy(() -> threads.entries("a")).isInstanceOf(ThreadNotFound.class);
    assertThatThrownBy(() -> threads.entry("a", "one")).isInstanceOf(EntryNotFound.class);
    assertThat(stored()).containsExactly("stays");
    assertThat(List.of(rows("threads"), rows("segments"), rows("sessions")))
        .containsExactly(1L, 1L, 1L);
  }

  @Test
  void theSecondDeletionFindsNothing() {
    beginWithThree();
    threads.deleteThread("a");
    assertThatThrownBy(() -> threads.deleteThread("a"))
        .isInstanceOfSatisfying(
            ThreadNotFound.class, missing -> assertThat(missing.threadId()).isEqualTo("a"));
  }

  @Test
  void forksKeepWhatTheyInheritedAndWhereTheyCameFrom() {
    beginWithThree();
    ThreadMeta fork = threads.fork(ForkOptions.of("a").at("two").as("f"));
    List<Entry> inherited = threads.path("f");
    threads.deleteThread("a");
    assertThat(threads.thread("f")).isEqualTo(fork);
    assertThat(fork.forkedFromThreadId()).isEqualTo("a");
    assertThat(threads.path("f")).isEqualTo(inherited);
    assertThat(threads.entries("f")).isEqualTo(inherited);
    say("f", "own");
    assertThat(ids(threads.path("f"))).containsExactly("one", "two", "own");
    assertThat(stored()).containsExactly("one", "two", "own");
  }

  @Test
  void theLastForkTakesTheRestWithIt() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").at("one").as("f"));
    threads.fork(ForkOptions.of("a").at("two").as("g"));
    threads.deleteThread("a");
    assertThat(stored()).containsExactly("one", "two");
    threads.deleteThread("g");
    assertThat(stored()).containsExactly("one");
    assertThat(ids(threads.path("f"))).containsExactly("one");
    threads.deleteThread("f");
    assertThat(List.of(rows("entries"), rows("segments"), rows("sessions")))
        .containsExactly(0L, 0L, 0L);
  }

  @Test
  void aBranchThatAForkNeedsStaysAndTheOthersGo() {
    beginWithThree();
    sayAfter("a", "one", "left");
    say("a", "left-more");
    sayAfter("a", "one", "right");
    threads.fork(ForkOptions.of("a").at("left").as("f"));
    threads.deleteThread("a");
    assertThat(ids(threads.path("f"))).containsExactly("one", "left");
    assertThat(stored()).containsExactly("one", "left");
  }

  @Test
  void aForkInTheMiddleOfAChainCanGo() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").at("two").as("b"));
    say("b", "b1");
    say("b", "b2");
    threads.fork(ForkOptions.of("b").at("b1").as("c"));
    say("c", "c1");
    threads.deleteThread("b");
    assertThat(ids(threads.path("c"))).containsExactly("one", "two", "b1", "c1");
    assertThat(stored()).containsExactly("one", "two", "three", "b1", "c1");
    threads.deleteThread("c");
    assertThat(stored()).containsExactly("one", "two", "three");
    assertThat(rows("segments")).isEqualTo(1);
  }

  @Test
  void aForkOfADeletedThreadCanMoveAmongWhatItInherited() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").as("f"));
    threads.moveLeaf("f", "one");
    threads.deleteThread("a");
    assertThat(ids(threads.path("f"))).containsExactly("one");
    assertThat(ids(threads.path("f", "three"))).containsExactly("one", "two", "three");
    assertThat(ids(threads.entries("f"))).containsExactly("one", "two", "three");
    say("f", "own");
    assertThat(ids(threads.path("f"))).containsExactly("one", "own");
  }

  @Test
  void aThreadMadeAgainUnderItsIdBeginsEmpty() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").at("two").as("f"));
    threads.deleteThread("a");
    beginAgain();
    assertThat(threads.entries("a")).isEmpty();
    assertThatThrownBy(() -> threads.entry("a", "one")).isInstanceOf(EntryNotFound.class);
    say("a", "new");
    assertThat(ids(threads.path("a"))).containsExactly("new");
    assertThat(ids(threads.path("f"))).containsExactly("one", "two");
    assertThat(threads.thread("a").entryCount()).isEqualTo(1);
  }

  @Test
  void aThreadMadeAgainInItsSessionCannotUseTheIdsThatItsForksHold() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").at("two").as("f"));
    List<Entry> inherited = threads.path("f");
    threads.deleteThread("a");
    beginAgain();
    assertThatThrownBy(() -> say("a", "one")).isInstanceOf(EntryExists.class);
    assertThat(say("a", "three").parentId()).isNull();
    assertThatThrownBy(() -> sayAfter("a", "three", "two")).isInstanceOf(EntryExists.class);
    assertThat(ids(threads.path("a"))).containsExactly("three");
    assertThat(threads.path("f")).isEqualTo(inherited);
  }

  @Test
  void aThreadMadeAgainDoesNotKeepWhatItsPredecessorLeft() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").at("two").as("f"));
    threads.deleteThread("a");
    beginAgain();
    say("a", "new");
    threads.deleteThread("f");
    assertThat(threadbase.verify().entries()).isEqualTo(1);
    assertThat(ids(threads.entries("a"))).containsExactly("new");
  }

  @Test
  void aThreadMadeAgainInAnotherSessionCanUseAnyId() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").at("two").as("f"));
    threads.deleteThread("a");
    begin("a");
    say("a", "one");
    assertThat(ids(threads.path("a"))).containsExactly("one");
    assertThat(ids(threads.path("f"))).containsExactly("one", "two");
  }

  @Test
  void sessionsStayWhileAThreadIsInThem() {
    beginWithThree();
    threads.createThread(ThreadMeta.builder("b").sessionId("s").build());
    threads.deleteThread("a");
    assertThat(threadbase.lineage().session("s").threads()).containsExactly(threads.thread("b"));
    threads.deleteThread("b");
    assertThatThrownBy(() -> threadbase.lineage().session("s")).isInstanceOf(SessionNotFound.class);
  }

  private void beginAgain() {
    threads.createThread(ThreadMeta.builder("a").sessionId("s").build());
  }
}

class SqliteDeleteTest extends DeleteContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresDeleteTest extends DeleteContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
