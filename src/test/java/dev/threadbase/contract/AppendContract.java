package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.EntryExists;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.InvalidParent;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Appending one entry. */
abstract class AppendContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

  final SettableClock clock = new SettableClock(NOON);

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.clock(clock);
  }

  @Test
  void appendBecomesTheLeaf() {
    ThreadMeta made = begin("a");
    Instant later = clock.advance(Duration.ofMinutes(1));
    Entry one = say("a", "one");
    Entry two = say("a", "two");
    assertThat(one.parentId()).isNull();
    assertThat(two.parentId()).isEqualTo("one");
    assertThat(List.of(one.ordinal(), two.ordinal())).containsExactly(0L, 1L);
    assertThat(List.of(one.seq(), two.seq())).containsExactly(0L, 1L);
    assertThat(one.sessionId()).isEqualTo(made.sessionId());
    assertThat(one.threadId()).isEqualTo("a");
    ThreadMeta after = threads.thread("a");
    assertThat(after.leafId()).isEqualTo("two");
    assertThat(after.entryCount()).isEqualTo(2);
    assertThat(after.updatedAt()).isEqualTo(later);
    assertThat(after.lastActiveAt()).isEqualTo(later);
    assertThat(after.createdAt()).isEqualTo(NOON);
  }

  @Test
  void returnsTheEntryAsItIsStored() {
    begin("a");
    NewEntry given =
        new NewEntry(
            EntryType.TOOL_CALL, "turn", "assistant", "m-1", "grep", "{\"x\": 1}", "e", NOON);
    Entry stored = threads.append("a", given);
    assertThat(threads.entry("a", "e")).isEqualTo(stored);
    assertThat(threads.entries("a")).containsExactly(stored);
    assertThat(List.of(stored.type(), stored.turnId(), stored.role(), stored.model()))
        .containsExactly(EntryType.TOOL_CALL, "turn", "assistant", "m-1");
    assertThat(stored.toolName()).isEqualTo("grep");
    assertThat(stored.payload()).isEqualTo("{\"x\": 1}");
    assertThat(stored.createdAt()).isEqualTo(NOON);
    assertThat(stored.source()).isNull();
  }

  @Test
  void refusesAnUnknownThread() {
    assertThatThrownBy(() -> say("none", "one")).isInstanceOf(ThreadNotFound.class);
    assertThatThrownBy(() -> sayAfter("none", "zero", "one")).isInstanceOf(ThreadNotFound.class);
  }

  @Test
  void appendsAfterAnEntryOfAnotherBranchAndMovesTheLeafThere() {
    begin("a");
    say("a", "one");
    say("a", "two");
    Entry other = sayAfter("a", "one", "other");
    assertThat(other.parentId()).isEqualTo("one");
    assertThat(threads.thread("a").leafId()).isEqualTo("other");
    Entry back = sayAfter("a", "two", "three");
    assertThat(ids(threads.path("a"))).containsExactly("one", "two", "three");
    assertThat(back.segmentId()).isEqualTo(threads.entry("a", "two").segmentId());
    assertThat(ids(threads.entries("a"))).containsExactly("one", "two", "other", "three");
  }

  @Test
  void refusesAParentThatTheThreadDoesNotHold() {
    begin("a");
    say("a", "one");
    begin("b");
    say("b", "elsewhere");
    ThreadMeta before = threads.thread("a");
    assertThatThrownBy(() -> sayAfter("a", "elsewhere", "two"))
        .isInstanceOfSatisfying(
            InvalidParent.class,
            invalid -> {
              assertThat(invalid.threadId()).isEqualTo("a");
              assertThat(invalid.parentId()).isEqualTo("elsewhere");
            });
    assertThat(threads.thread("a")).isEqualTo(before);
    assertThat(ids(threads.entries("a"))).containsExactly("one");
  }

  @Test
  void refusesAnIdThatIsTakenAndLeavesTheLeafAlone() {
    begin("a");
    say("a", "one");
    say("a", "two");
    ThreadMeta before = threads.thread("a");
    assertThatThrownBy(() -> say("a", "one"))
        .hasMessageContaining("already exists")
        .isInstanceOfSatisfying(
            EntryExists.class,
            taken -> {
              assertThat(taken.threadId()).isEqualTo("a");
              assertThat(taken.entryId()).isEqualTo("one");
            });
    assertThatThrownBy(() -> sayAfter("a", "one", "two")).isInstanceOf(EntryExists.class);
    assertThat(threads.thread("a")).isEqualTo(before);
  }

  @Test
  void idsAreUniqueInOneThreadOnly() {
    threads.createThread(ThreadMeta.builder("a").sessionId("s").build());
    threads.createThread(ThreadMeta.builder("b").sessionId("s").build());
    begin("c");
    for (String thread : List.of("a", "b", "c")) {
      say(thread, "one");
      assertThat(threads.entry(thread, "one").threadId()).isEqualTo(thread);
    }
  }

  @Test
  void unknownParentIsReportedBeforeATakenId() {
    begin("a");
    say("a", "one");
    assertThatThrownBy(() -> sayAfter("a", "none", "one")).isInstanceOf(InvalidParent.class);
  }

  @Test
  void idInTheOptionsGoesOverTheEntrysOwn() {
    begin("a");
    Entry stored = threads.append("a", saying("own"), AppendOptions.DEFAULT.withId("given"));
    assertThat(stored.id()).isEqualTo("given");
    assertThat(ids(threads.entries("a"))).containsExactly("given");
  }

  @Test
  void makesIdsThatDiffer() {
    begin("a");
    Entry one = threads.append("a", saying("x").withId(null));
    Entry two = threads.append("a", saying("x").withId(""));
    assertThat(one.id()).isNotEmpty().isNotEqualTo(two.id());
    assertThat(two.id()).isNotEmpty();
  }

  @Test
  void takesTheEntrysTimeThenTheOptionsThenTheClock() {
    begin("a");
    Instant mine = NOON.minusSeconds(20);
    Instant options = NOON.minusSeconds(10);
    AppendOptions at = AppendOptions.DEFAULT.at(options);
    assertThat(threads.append("a", saying("one").at(mine), at).createdAt()).isEqualTo(mine);
    assertThat(threads.append("a", saying("two"), at).createdAt()).isEqualTo(options);
    assertThat(threads.append("a", saying("three")).createdAt()).isEqualTo(NOON);
  }

  @Test
  void updateTimeIsTheEntrysEvenWhenThatIsEarlier() {
    begin("a");
    say("a", "one");
    Instant past = NOON.minusSeconds(3600);
    threads.append("a", saying("two").at(past));
    assertThat(threads.thread("a").updatedAt()).isEqualTo(past);
    assertThat(threads.thread("a").lastActiveAt()).isEqualTo(NOON);
    sayAfter("a", "one", "three");
    threads.append("a", saying("four").at(past), AppendOptions.DEFAULT.after("one"));
    assertThat(threads.thread("a").updatedAt()).isEqualTo(past);
    assertThat(threads.thread("a").lastActiveAt()).isEqualTo(NOON);
  }

  @Test
  void orderIsThatOfTheAppendsWhateverTheirTimes() {
    begin("a");
    for (int i = 0; i < 5; i++) {
      threads.append("a", saying("e" + i).at(NOON.minusSeconds(i)));
    }
    assertThat(ids(threads.path("a"))).containsExactly("e0", "e1", "e2", "e3", "e4");
    assertThat(ids(threads.entries("a"))).containsExactly("e0", "e1", "e2", "e3", "e4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "user_message", "branch_summary", "Some Host's own: type", "型"})
  void anyTypeIsStoredAndReturned(String type) {
    begin("a");
    threads.append("a", NewEntry.raw(new EntryType(type), "{}").withId("e"));
    assertThat(threads.entry("a", "e").type().name()).isEqualTo(type);
  }

  @Test
  void appendsBehindTheExpectedLeaf() {
    begin("a");
    threads.append("a", saying("one"), AppendOptions.DEFAULT.expectingLeaf(null));
    threads.append("a", saying("two"), AppendOptions.DEFAULT.expectingLeaf("one"));
    threads.append("a", saying("other"), AppendOptions.DEFAULT.expectingLeaf("two").after("one"));
    assertThat(ids(threads.path("a"))).containsExactly("one", "other");
  }

  @Test
  void refusesWhenTheHeadMoved() {
    begin("a");
    say("a", "one");
    ThreadMeta before = threads.thread("a");
    AppendOptions empty = AppendOptions.DEFAULT.expectingLeaf(null);
    assertThatThrownBy(() -> threads.append("a", saying("two"), empty))
        .isInstanceOfSatisfying(
            HeadMoved.class,
            moved -> {
              assertThat(moved.threadId()).isEqualTo("a");
              assertThat(moved.expectedLeafId()).isNull();
              assertThat(moved.actualLeafId()).isEqualTo("one");
            });
    AppendOptions elsewhere = AppendOptions.DEFAULT.expectingLeaf("zero").after("one");
    assertThatThrownBy(() -> threads.append("a", saying("two"), elsewhere))
        .isInstanceOf(HeadMoved.class);
    assertThat(threads.thread("a")).isEqualTo(before);
  }

  @Test
  void parallelAppendsLoseNothingAndStandInOneLine() throws Exception {
    begin("a");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Entry>> calls = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        String id = "e" + i;
        calls.add(() -> say("a", id));
      }
      for (Future<Entry> done : pool.invokeAll(calls)) {
        done.get(30, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
    List<Entry> path = threads.path("a");
    assertThat(path).hasSize(24).doesNotHaveDuplicates().isEqualTo(threads.entries("a"));
    for (int i = 0; i < 24; i++) {
      assertThat(path.get(i).seq()).isEqualTo(i);
      assertThat(path.get(i).parentId()).isEqualTo(i == 0 ? null : path.get(i - 1).id());
    }
  }
}

class SqliteAppendTest extends AppendContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresAppendTest extends AppendContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
