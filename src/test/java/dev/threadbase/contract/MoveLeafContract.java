package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lineage.SegmentNode;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ThreadMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Moving a head back, away and forward again; branches. */
abstract class MoveLeafContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  final SettableClock clock = new SettableClock(NOON);

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.clock(clock);
  }

  private int segments() {
    return threadbase
        .lineage()
        .session(Objects.requireNonNull(threads.thread("a").sessionId()))
        .segments()
        .size();
  }

  @Test
  void theBranchThatIsLeftStaysReadable() {
    beginWithThree();
    Instant later = clock.advance(Duration.ofMinutes(5));
    ThreadMeta moved = threads.moveLeaf("a", "one");
    assertThat(moved.leafId()).isEqualTo("one");
    assertThat(moved.updatedAt()).isEqualTo(later);
    assertThat(moved).isEqualTo(threads.thread("a"));
    assertThat(ids(threads.path("a"))).containsExactly("one");
    say("a", "other");
    assertThat(ids(threads.path("a"))).containsExactly("one", "other");
    assertThat(ids(threads.path("a", "three"))).containsExactly("one", "two", "three");
    assertThat(ids(threads.entries("a"))).containsExactly("one", "two", "three", "other");
  }

  @Test
  void aMoveToAnInteriorEntryHoldsAfterReopening() {
    beginWithThree();
    threads.moveLeaf("a", "two");
    assertThat(reopened().threads().thread("a").leafId()).isEqualTo("two");
    assertThat(ids(threads.path("a"))).containsExactly("one", "two");
    say("a", "other");
    assertThat(ids(reopened().threads().path("a"))).containsExactly("one", "two", "other");
  }

  @Test
  void withoutALeafThePathIsEmptyAndTheNextAppendIsAnotherRoot() {
    beginWithThree();
    ThreadMeta moved = threads.moveLeaf("a", null);
    assertThat(moved.leafId()).isNull();
    assertThat(threads.path("a")).isEmpty();
    Entry root = say("a", "again");
    assertThat(root.parentId()).isNull();
    assertThat(ids(threads.path("a"))).containsExactly("again");
    assertThat(ids(threads.path("a", "three"))).containsExactly("one", "two", "three");
    assertThat(ids(threads.entries("a"))).containsExactly("one", "two", "three", "again");
  }

  @Test
  void movingAnEmptyThreadToNothingChangesNothing() {
    begin("a");
    threads.moveLeaf("a", null);
    threads.moveLeaf("a", null);
    assertThat(say("a", "one").seq()).isZero();
    assertThat(segments()).isEqualTo(1);
  }

  @Test
  void movingToTheTipOfABranchContinuesItsSegment() {
    beginWithThree();
    Entry other = sayAfter("a", "one", "other");
    assertThat(segments()).isEqualTo(2);
    threads.moveLeaf("a", "three");
    Entry four = say("a", "four");
    threads.moveLeaf("a", "other");
    Entry more = say("a", "more");
    assertThat(segments()).isEqualTo(2);
    assertThat(four.segmentId()).isNotEqualTo(other.segmentId());
    assertThat(more.segmentId()).isEqualTo(other.segmentId());
    assertThat(ids(threads.path("a"))).containsExactly("one", "other", "more");
    assertThat(ids(threads.path("a", "four"))).containsExactly("one", "two", "three", "four");
  }

  @Test
  void aBranchIsASegmentThatContinuesItsParentsUpToTheForkPoint() {
    beginWithThree();
    Entry other = sayAfter("a", "two", "other");
    SegmentNode branch = threadbase.lineage().ancestors("a").get(0);
    assertThat(branch.segmentId()).isEqualTo(other.segmentId());
    assertThat(branch.origin()).isEqualTo("branch");
    assertThat(branch.parentLength()).isEqualTo(2);
    assertThat(branch.parentSegmentId()).isEqualTo(threads.entry("a", "two").segmentId());
    assertThat(branch.threadId()).isEqualTo("a");
  }

  @Test
  void movingThereAndBackWithoutWritingMakesNoBranch() {
    beginWithThree();
    threads.moveLeaf("a", "one");
    threads.moveLeaf("a", null);
    threads.moveLeaf("a", "three");
    say("a", "four");
    assertThat(segments()).isEqualTo(1);
    assertThat(ids(threads.path("a"))).containsExactly("one", "two", "three", "four");
  }

  @Test
  void refusesWhatTheThreadDoesNotHold() {
    beginWithThree();
    begin("b");
    say("b", "elsewhere");
    ThreadMeta before = threads.thread("a");
    assertThatThrownBy(() -> threads.moveLeaf("a", "elsewhere"))
        .isInstanceOfSatisfying(
            EntryNotFound.class,
            missing -> {
              assertThat(missing.threadId()).isEqualTo("a");
              assertThat(missing.entryId()).isEqualTo("elsewhere");
            });
    assertThatThrownBy(() -> threads.moveLeaf("none", null)).isInstanceOf(ThreadNotFound.class);
    assertThat(threads.thread("a")).isEqualTo(before);
  }

  @Test
  void aForkMovesAmongWhatItInheritedAndWritesOnABranchOfItsOwn() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").at("two").as("f"));
    threads.moveLeaf("f", "one");
    assertThat(ids(threads.path("f"))).containsExactly("one");
    Entry own = say("f", "own");
    assertThat(own.parentId()).isEqualTo("one");
    assertThat(ids(threads.path("f"))).containsExactly("one", "own");
    assertThat(ids(threads.entries("f"))).containsExactly("one", "two", "own");
    assertThat(ids(threads.path("a"))).containsExactly("one", "two", "three");
    assertThatThrownBy(() -> threads.moveLeaf("f", "three")).isInstanceOf(EntryNotFound.class);
  }

  @Test
  void aForkThatBeginsAgainHasARootOfItsOwn() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").as("f"));
    threads.moveLeaf("f", null);
    assertThat(threads.path("f")).isEmpty();
    assertThat(say("f", "again").parentId()).isNull();
    assertThat(ids(threads.path("f"))).containsExactly("again");
    assertThat(ids(threads.entries("f"))).containsExactly("one", "two", "three", "again");
  }
}

class SqliteMoveLeafTest extends MoveLeafContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresMoveLeafTest extends MoveLeafContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
