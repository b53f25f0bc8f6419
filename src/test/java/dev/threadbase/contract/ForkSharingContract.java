package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.EntryExists;
import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.ThreadbaseException.InvalidParent;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Title;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Forks share what came before them and go their own way after. */
abstract class ForkSharingContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  final SettableClock clock = new SettableClock(NOON);

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.clock(clock);
  }

  @Test
  void inheritedEntriesStayAsTheyWere() {
    beginWithThree();
    clock.advance(Duration.ofDays(1));
    threads.fork(ForkOptions.of("a").at("two").as("f"));
    assertThat(threads.path("f")).isEqualTo(threads.path("a").subList(0, 2));
    Entry inherited = threads.entry("f", "one");
    assertThat(inherited.threadId()).isEqualTo("a");
    assertThat(inherited.createdAt()).isEqualTo(NOON);
  }

  @Test
  void writesTwoRowsAtAnyDepth() {
    begin("a");
    List<NewEntry> many = IntStream.range(0, 1_000).mapToObj(i -> saying("e" + i)).toList();
    threads.appendAll("a", many, AppendOptions.DEFAULT);
    for (String at : List.of("e0", "e999")) {
      List<List<String>> before = rowCounts();
      threads.fork(ForkOptions.of("a").at(at));
      assertThat(difference(before, rowCounts())).containsExactly(0L, 1L, 0L, 1L);
    }
  }

  @Test
  void forkAndSourceGoTheirOwnWays() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").at("two").as("f"));
    threads.fork(ForkOptions.of("a").at("two").as("g"));
    say("f", "mine");
    say("a", "four");
    say("g", "hers");
    assertThat(ids(threads.path("a"))).containsExactly("one", "two", "three", "four");
    assertThat(ids(threads.path("f"))).containsExactly("one", "two", "mine");
    assertThat(ids(threads.path("g"))).containsExactly("one", "two", "hers");
    assertThat(ids(threads.entries("a"))).containsExactly("one", "two", "three", "four");
    assertThat(ids(threads.entries("f"))).containsExactly("one", "two", "mine");
    assertThat(threads.thread("f").entryCount()).isEqualTo(3);
  }

  @Test
  void holdsItsPathAndNothingElseOfTheSource() {
    beginWithThree();
    sayAfter("a", "one", "other");
    threads.fork(ForkOptions.of("a").at("two").as("f"));
    for (String left : List.of("three", "other")) {
      assertThatThrownBy(() -> threads.entry("f", left)).isInstanceOf(EntryNotFound.class);
      assertThatThrownBy(() -> threads.path("f", left)).isInstanceOf(EntryNotFound.class);
      assertThatThrownBy(() -> sayAfter("f", left, "x")).isInstanceOf(InvalidParent.class);
    }
    assertThat(ids(threads.entries("f"))).containsExactly("one", "two");
  }

  @Test
  void refusesAnInheritedIdAndTakesOneThatTheSourceGotLater() {
    beginWithThree();
    threads.fork(ForkOptions.of("a").at("two").as("f"));
    assertThatThrownBy(() -> say("f", "one")).isInstanceOf(EntryExists.class);
    Entry own = say("f", "three");
    assertThat(threads.entry("f", "three")).isEqualTo(own);
    assertThat(threads.entry("a", "three").threadId()).isEqualTo("a");
    assertThat(threads.path("a", "three")).hasSize(3).doesNotContain(own);
  }

  @Test
  void ofAForkSharesAllTheWayUp() {
    beginWithThree();
    String source = "a";
    for (int i = 0; i < 40; i++) {
      String fork = "f" + i;
      threads.fork(ForkOptions.of(source).as(fork));
      say(fork, "in " + fork);
      source = fork;
    }
    List<Entry> path = threads.path("f39");
    assertThat(path).hasSize(43).isEqualTo(threads.entries("f39"));
    assertThat(path.subList(0, 42)).isEqualTo(threads.path("f38"));
    threads.fork(ForkOptions.of("f39").before("in f0").as("back"));
    assertThat(ids(threads.path("back"))).containsExactly("one", "two", "three");
    threads.fork(ForkOptions.of("back").at("two").as("further"));
    say("further", "end");
    assertThat(ids(threads.path("further"))).containsExactly("one", "two", "end");
  }

  @Test
  void whatACompactionRefersToIsHeldByTheForkToo() {
    beginWithThree();
    Compaction cut =
        new Compaction(
            "c1",
            "c0",
            "one",
            null,
            1,
            null,
            "two",
            List.of("one"),
            null,
            null,
            null,
            0,
            0,
            null,
            null);
    Entry compaction = threads.appendCompaction("a", null, "so far", cut, Map.of());
    threads.fork(ForkOptions.of("a").as("f"));
    assertThat(threads.entry("f", compaction.id())).isEqualTo(compaction);
    Compaction inFork =
        Objects.requireNonNull(threads.entry("f", compaction.id()).content().compaction());
    assertThat(inFork.previousId()).isEqualTo("c0");
    assertThat(threads.entry("f", inFork.firstKeptEntryId()).id()).isEqualTo("two");
    assertThat(threads.entry("f", inFork.compactedThroughEntryId()).id()).isEqualTo("one");
    assertThat(threads.entry("f", inFork.keptUserEntryIds().get(0)).id()).isEqualTo("one");
  }

  @Test
  void isThereAfterReopening() {
    beginWithThree();
    threads.updateThread("a", ThreadUpdate.NOTHING.title(Title.of("t", "host")));
    ThreadMeta fork = threads.fork(ForkOptions.of("a").at("two").as("f"));
    Entry own = say("f", "own");
    ThreadMeta source = threads.thread("a");
    reopened();
    assertThat(threads.thread("a")).isEqualTo(source);
    assertThat(threads.thread("f").forkedFromEntryId()).isEqualTo(fork.forkedFromEntryId());
    assertThat(threads.path("f")).hasSize(3).endsWith(own);
    Entry next = threads.append("f", saying("x").withId(null));
    assertThat(ids(threads.path("f"))).containsExactly("one", "two", "own", next.id());
  }

  private List<List<String>> rowCounts() {
    return Sql.rows(
        database,
        """
        SELECT (SELECT COUNT(*) FROM sessions), (SELECT COUNT(*) FROM segments),
               (SELECT COUNT(*) FROM entries), (SELECT COUNT(*) FROM threads)
        """);
  }

  private static List<Long> difference(List<List<String>> before, List<List<String>> after) {
    List<Long> grown = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      grown.add(Long.parseLong(after.get(0).get(i)) - Long.parseLong(before.get(0).get(i)));
    }
    return grown;
  }
}

class SqliteForkSharingTest extends ForkSharingContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresForkSharingTest extends ForkSharingContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
