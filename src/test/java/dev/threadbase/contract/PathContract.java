package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryPage;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.PageRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading entries, paths and journals: whole, by pages and as streams. */
abstract class PathContract extends Contract {

  /** Ten entries over four segments of two threads: f's path is e0 to e9, its journal has x too. */
  private void beginWithForks() {
    begin("a");
    threads.appendAll("a", saying(0, 3), AppendOptions.DEFAULT);
    sayAfter("a", "e1", "e2b");
    threads.appendAll("a", saying(3, 5), AppendOptions.DEFAULT.after("e2"));
    threads.fork(ForkOptions.of("a").as("f"));
    threads.appendAll("f", saying(5, 8), AppendOptions.DEFAULT);
    say("f", "x");
    threads.appendAll("f", saying(8, 10), AppendOptions.DEFAULT.after("e7"));
  }

  private static List<NewEntry> saying(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> saying("e" + i)).toList();
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "e" + i).toList();
  }

  @Test
  void findsAnEntryOnAnyBranch() {
    beginWithForks();
    assertThat(threads.entry("a", "e2b").parentId()).isEqualTo("e1");
    assertThat(threads.entry("f", "x").parentId()).isEqualTo("e7");
    assertThat(threads.entry("f", "e0")).isEqualTo(threads.entry("a", "e0"));
  }

  @Test
  void entryThatIsNotThereIsNotFoundEvenInAnUnknownThread() {
    begin("a");
    for (String thread : List.of("a", "none")) {
      assertThatThrownBy(() -> threads.entry(thread, "e"))
          .isInstanceOfSatisfying(
              EntryNotFound.class,
              missing -> {
                assertThat(missing.threadId()).isEqualTo(thread);
                assertThat(missing.entryId()).isEqualTo("e");
              });
    }
  }

  @Test
  void journalIsWhatWasInheritedThenEveryBranchInTheOrderOfTheAppends() {
    beginWithForks();
    assertThat(ids(threads.entries("a"))).containsExactly("e0", "e1", "e2", "e2b", "e3", "e4");
    assertThat(ids(threads.entries("f")))
        .containsExactly("e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "x", "e8", "e9");
  }

  @Test
  void pathRunsFromTheRootToTheLeafThatIsAskedFor() {
    beginWithForks();
    assertThat(ids(threads.path("f"))).isEqualTo(names(0, 10));
    assertThat(ids(threads.path("f", null))).isEqualTo(names(0, 10));
    assertThat(ids(threads.path("f", "e4"))).isEqualTo(names(0, 5));
    assertThat(ids(threads.path("f", "e0"))).containsExactly("e0");
    assertThat(ids(threads.path("a", "e2b"))).containsExactly("e0", "e1", "e2b");
    List<Entry> path = threads.path("f");
    for (int i = 1; i < path.size(); i++) {
      assertThat(path.get(i).parentId()).isEqualTo(path.get(i - 1).id());
    }
  }

  @Test
  void whatIsNotThereCannotBeRead() {
    begin("a");
    PageRequest page = PageRequest.first(1);
    for (ThrowingCallable read :
        List.<ThrowingCallable>of(
            () -> threads.path("none"),
            () -> threads.path("none", null, page),
            () -> threads.streamPath("none", null),
            () -> threads.entries("none"),
            () -> threads.entries("none", page),
            () -> threads.streamEntries("none"))) {
      assertThatThrownBy(read).isInstanceOf(ThreadNotFound.class);
    }
    for (ThrowingCallable read :
        List.<ThrowingCallable>of(
            () -> threads.path("a", "none"),
            () -> threads.path("a", "none", page),
            () -> threads.streamPath("a", "none"))) {
      assertThatThrownBy(read).isInstanceOf(EntryNotFound.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 10, 11, 1000})
  void pagesForwardMakeUpThePathAndTheJournal(int limit) {
    beginWithForks();
    assertThat(forward(page -> threads.path("f", null, page), limit)).isEqualTo(threads.path("f"));
    assertThat(forward(page -> threads.entries("f", page), limit)).isEqualTo(threads.entries("f"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 10, 11, 1000})
  void pagesBackwardMakeUpThePathAndTheJournal(int limit) {
    beginWithForks();
    assertThat(backward(page -> threads.path("f", null, page), limit)).isEqualTo(threads.path("f"));
    assertThat(backward(page -> threads.entries("f", page), limit)).isEqualTo(threads.entries("f"));
  }

  @Test
  void aPageSaysWhereItStands() {
    beginWithForks();
    EntryPage page = threads.path("f", null, PageRequest.from(3, 4));
    assertThat(ids(page.entries())).isEqualTo(names(3, 7));
    assertThat(List.of(page.position(), page.total())).containsExactly(3L, 10L);
    assertThat(page.hasNext()).isTrue();
    assertThat(page.hasPrevious()).isTrue();
    EntryPage last = threads.path("f", null, PageRequest.last(2));
    assertThat(ids(last.entries())).isEqualTo(names(8, 10));
    assertThat(last.hasNext()).isFalse();
    EntryPage before = threads.path("f", "e6", PageRequest.before(2, 5));
    assertThat(ids(before.entries())).isEqualTo(names(0, 2));
    assertThat(before.total()).isEqualTo(7);
    assertThat(before.hasPrevious()).isFalse();
  }

  @Test
  void aPageIsFoundAgainWhateverWasAppendedSince() {
    beginWithForks();
    EntryPage first = threads.path("f", null, PageRequest.last(3));
    PageRequest older = first.previous(3);
    List<Entry> expected = threads.path("f", null, older).entries();
    say("f", "later");
    say("a", "later");
    assertThat(threads.path("f", null, older).entries()).isEqualTo(expected);
    assertThat(ids(threads.path("f", null, first.next(3)).entries())).containsExactly("later");
  }

  @Test
  void aPageBehindTheEndIsEmpty() {
    beginWithForks();
    for (long position : new long[] {10, 11, Long.MAX_VALUE}) {
      EntryPage page = threads.path("f", null, PageRequest.from(position, Integer.MAX_VALUE));
      assertThat(page.entries()).isEmpty();
      assertThat(page.total()).isEqualTo(10);
      assertThat(page.hasNext()).isFalse();
    }
    assertThat(threads.path("f", null, PageRequest.before(0, 5)).entries()).isEmpty();
    begin("empty");
    assertThat(threads.path("empty", null, PageRequest.last(5)).entries()).isEmpty();
    assertThat(threads.entries("empty", PageRequest.first(5)).total()).isZero();
  }

  @Test
  void streamsGiveTheSameEntries() {
    beginWithForks();
    List<NewEntry> many = IntStream.range(0, 1_300).mapToObj(i -> saying("m" + i)).toList();
    threads.appendAll("f", many, AppendOptions.DEFAULT);
    assertThat(threads.streamPath("f", null).toList()).isEqualTo(threads.path("f")).hasSize(1_310);
    assertThat(threads.streamPath("f", "e4").toList()).isEqualTo(threads.path("f", "e4"));
    assertThat(threads.streamEntries("f").toList()).isEqualTo(threads.entries("f")).hasSize(1_311);
  }

  @Test
  void aStreamIsWhatWasThereWhenItWasAskedFor() {
    beginWithForks();
    Stream<Entry> path = threads.streamPath("f", null);
    Stream<Entry> journal = threads.streamEntries("a");
    say("f", "later");
    sayAfter("a", "e0", "later");
    threads.moveLeaf("f", "e0");
    assertThat(ids(path.toList())).isEqualTo(names(0, 10));
    assertThat(ids(journal.toList())).containsExactly("e0", "e1", "e2", "e2b", "e3", "e4");
  }

  @Test
  void aStreamOfADeletedThreadEndsWithAnError() {
    begin("a");
    List<NewEntry> many = IntStream.range(0, 3_000).mapToObj(i -> saying("m" + i)).toList();
    threads.appendAll("a", many, AppendOptions.DEFAULT);
    Iterator<Entry> path = threads.streamPath("a", null).iterator();
    assertThat(path.next().id()).isEqualTo("m0");
    threads.deleteThread("a");
    assertThatThrownBy(() -> path.forEachRemaining(entry -> {})).isInstanceOf(EntryNotFound.class);
  }

  @Test
  void streamsThatAreNotReadToTheirEndHoldNothing() {
    begin("a");
    List<NewEntry> many = IntStream.range(0, 1_000).mapToObj(i -> saying("m" + i)).toList();
    threads.appendAll("a", many, AppendOptions.DEFAULT);
    List<Iterator<Entry>> open = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Iterator<Entry> path = threads.streamPath("a", null).iterator();
      path.next();
      open.add(path);
    }
    assertThat(open).allSatisfy(path -> assertThat(path.next().id()).isEqualTo("m1"));
  }

  private static List<Entry> forward(Function<PageRequest, EntryPage> read, int limit) {
    List<Entry> entries = new ArrayList<>();
    EntryPage page = read.apply(PageRequest.first(limit));
    entries.addAll(page.entries());
    while (page.hasNext()) {
      page = read.apply(page.next(limit));
      assertThat(page.entries()).isNotEmpty();
      entries.addAll(page.entries());
    }
    return entries;
  }

  private static List<Entry> backward(Function<PageRequest, EntryPage> read, int limit) {
    List<Entry> entries = new ArrayList<>();
    EntryPage page = read.apply(PageRequest.last(limit));
    entries.addAll(0, page.entries());
    while (page.hasPrevious()) {
      page = read.apply(page.previous(limit));
      assertThat(page.entries()).isNotEmpty();
      entries.addAll(0, page.entries());
    }
    return entries;
  }
}

class SqlitePathTest extends PathContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPathTest extends PathContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
