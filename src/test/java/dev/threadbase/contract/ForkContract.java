package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.ThreadbaseException.ThreadExists;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Title;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a fork ends, what it takes over, and what it refuses. */
abstract class ForkContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  final SettableClock clock = new SettableClock(NOON);

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.clock(clock);
  }

  @Test
  void endsWithTheLeafUnlessAnotherEntryIsNamed() {
    beginWithThree();
    ThreadMeta fork = threads.fork(ForkOptions.of("a"));
    assertThat(fork.forkedFromEntryId()).isEqualTo("three");
    assertThat(threads.path(fork.id())).isEqualTo(threads.path("a"));
  }

  @Test
  void atIncludesTheEntryAndBeforeEndsWithItsParent() {
    beginWithThree();
    ThreadMeta at = threads.fork(ForkOptions.of("a").at("two").as("at"));
    ThreadMeta before = threads.fork(ForkOptions.of("a").before("two").as("before"));
    assertThat(ids(threads.path("at"))).containsExactly("one", "two");
    assertThat(List.of(at.leafId(), at.forkedFromEntryId())).containsExactly("two", "two");
    assertThat(ids(threads.path("before"))).containsExactly("one");
    assertThat(List.of(before.leafId(), before.forkedFromEntryId())).containsExactly("one", "one");
  }

  @Test
  void beforeTheLeafWhenNoEntryIsNamed() {
    beginWithThree();
    ForkOptions before = new ForkOptions("a", null, ForkOptions.Position.BEFORE, "f", null, null);
    assertThat(threads.fork(before).forkedFromEntryId()).isEqualTo("two");
  }

  @Test
  void beforeTheRootIsAnEmptyFork() {
    beginWithThree();
    ThreadMeta fork = threads.fork(ForkOptions.of("a").before("one").as("f"));
    assertThat(fork.leafId()).isNull();
    assertThat(fork.forkedFromEntryId()).isNull();
    assertThat(fork.forkedFromThreadId()).isEqualTo("a");
    assertThat(fork.sessionId()).isEqualTo(threads.thread("a").sessionId());
    assertThat(threads.path("f")).isEmpty();
    assertThat(threads.entries("f")).isEmpty();
    assertThat(say("f", "own").parentId()).isNull();
    assertThat(ids(threads.path("f"))).containsExactly("own");
  }

  @Test
  void ofAnEmptyThreadIsEmptyAndBeforeItsLeafIsNothing() {
    begin("a");
    assertThat(threads.path(threads.fork(ForkOptions.of("a")).id())).isEmpty();
    ForkOptions before = new ForkOptions("a", null, ForkOptions.Position.BEFORE, "f", null, null);
    assertThatThrownBy(() -> threads.fork(before)).isInstanceOf(EntryNotFound.class);
    assertThat(threads.findThread("f")).isEmpty();
  }

  @Test
  void inheritsOnlySessionAndLineage() {
    threads.createThread(
        ThreadMeta.builder("a")
            .title(Title.of("t", "host"))
            .archived(true)
            .status("s")
            .workspace("w")
            .channel("c")
            .vendor("v")
            .endpoint("e")
            .model("m")
            .metadata(Map.of("k", "v"))
            .lastViewedAt(NOON)
            .build());
    say("a", "one");
    Instant later = clock.advance(Duration.ofDays(1));
    ThreadMeta fork = threads.fork(ForkOptions.of("a").as("f"));
    ThreadMeta expected =
        ThreadMeta.builder("f")
            .sessionId(threads.thread("a").sessionId())
            .leafId("one")
            .parentThreadId("a")
            .forkedFromThreadId("a")
            .forkedFromEntryId("one")
            .createdAt(later)
            .updatedAt(later)
            .build();
    assertThat(fork)
        .usingRecursiveComparison()
        .ignoringFields("headSegmentId", "entryCount")
        .isEqualTo(expected);
    assertThat(fork.entryCount()).isEqualTo(1);
    assertThat(threads.thread("f")).isEqualTo(fork);
  }

  @Test
  void takesTheTimeAndTheIdItIsGiven() {
    beginWithThree();
    Instant then = NOON.minusSeconds(60);
    ThreadMeta fork = threads.fork(ForkOptions.of("a").as("f").madeAt(then));
    assertThat(List.of(fork.createdAt(), fork.updatedAt())).containsExactly(then, then);
    ThreadMeta one = threads.fork(ForkOptions.of("a"));
    ThreadMeta other = threads.fork(ForkOptions.of("a").as(""));
    assertThat(List.of(fork.id(), one.id(), other.id())).doesNotHaveDuplicates().contains("f");
  }

  @Test
  void refusesAnIdThatIsTaken() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").at("one").as("f"));
    say("f", "own");
    ForkOptions again = ForkOptions.of("a").as("f");
    assertThatThrownBy(() -> threads.fork(again))
        .isInstanceOfSatisfying(
            ThreadExists.class, taken -> assertThat(taken.threadId()).isEqualTo("f"));
    assertThatThrownBy(() -> threads.fork(ForkOptions.of("a").as("a")))
        .isInstanceOf(ThreadExists.class);
    assertThat(ids(threads.path("f"))).containsExactly("one", "own");
    assertThat(ids(threads.path("a"))).containsExactly("one", "two", "three");
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM segments")).isEqualTo(2);
  }

  @Test
  void refusesWhatIsNotThereAndLooksAtTheEntryFirst() {
    beginWithThree();
    assertThatThrownBy(() -> threads.fork(ForkOptions.of("none")))
        .isInstanceOf(ThreadNotFound.class);
    assertThatThrownBy(() -> threads.fork(ForkOptions.of("a").at("none").as("a")))
        .isInstanceOfSatisfying(
            EntryNotFound.class, missing -> assertThat(missing.entryId()).isEqualTo("none"));
    assertThatThrownBy(() -> threads.fork(ForkOptions.of("a").before("none")))
        .isInstanceOf(EntryNotFound.class);
  }

  @Test
  void canBeMadeOnABranchThatWasLeft() {
    beginWithThree();
    sayAfter("a", "one", "other");
    threads.fork(ForkOptions.of("a").at("three").as("f"));
    assertThat(ids(threads.path("f"))).containsExactly("one", "two", "three");
  }
}

class SqliteForkTest extends ForkContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresForkTest extends ForkContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
