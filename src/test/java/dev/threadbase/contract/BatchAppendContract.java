package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.EntryExists;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Appending several entries at once: all of them or none. */
abstract class BatchAppendContract extends Contract {

  static List<NewEntry> three() {
    return List.of(saying("x"), saying("y"), saying("z"));
  }

  @Test
  void entriesStandOneAfterAnother() {
    begin("a");
    say("a", "one");
    List<Entry> stored = threads.appendAll("a", three(), AppendOptions.DEFAULT);
    assertThat(ids(stored)).containsExactly("x", "y", "z");
    assertThat(stored.stream().map(Entry::parentId)).containsExactly("one", "x", "y");
    assertThat(stored.stream().map(Entry::seq)).containsExactly(1L, 2L, 3L);
    assertThat(stored.stream().map(Entry::ordinal)).containsExactly(1L, 2L, 3L);
    assertThat(threads.thread("a").leafId()).isEqualTo("z");
    assertThat(threads.path("a").subList(1, 4)).isEqualTo(stored);
  }

  @Test
  void aBatchCanStandBehindAnyEntry() {
    begin("a");
    say("a", "one");
    say("a", "two");
    List<Entry> stored =
        threads.appendAll("a", three(), AppendOptions.DEFAULT.after("one").expectingLeaf("two"));
    assertThat(stored.get(0).parentId()).isEqualTo("one");
    assertThat(ids(threads.path("a"))).containsExactly("one", "x", "y", "z");
    assertThat(ids(threads.entries("a"))).containsExactly("one", "two", "x", "y", "z");
  }

  @Test
  void nothingIsWrittenWhenOneIdIsTaken() {
    begin("a");
    say("a", "y");
    ThreadMeta before = threads.thread("a");
    assertThatThrownBy(() -> threads.appendAll("a", three(), AppendOptions.DEFAULT))
        .isInstanceOfSatisfying(
            EntryExists.class, taken -> assertThat(taken.entryId()).isEqualTo("y"));
    assertThat(threads.thread("a")).isEqualTo(before);
    assertThat(ids(threads.entries("a"))).containsExactly("y");
  }

  @Test
  void nothingIsWrittenWhenTheLastTextCannotBeStored() {
    begin("a");
    List<NewEntry> broken = List.of(saying("x"), NewEntry.raw(EntryType.CUSTOM, "\0"));
    assertThatThrownBy(() -> threads.appendAll("a", broken, AppendOptions.DEFAULT))
        .isInstanceOf(InvalidData.class);
    assertThat(threads.entries("a")).isEmpty();
  }

  @Test
  void refusesWhenTheHeadMoved() {
    begin("a");
    say("a", "one");
    AppendOptions stale = AppendOptions.DEFAULT.expectingLeaf("zero");
    assertThatThrownBy(() -> threads.appendAll("a", three(), stale)).isInstanceOf(HeadMoved.class);
    assertThat(ids(threads.entries("a"))).containsExactly("one");
  }

  @Test
  void refusesMisuse() {
    begin("a");
    AppendOptions named = AppendOptions.DEFAULT.withId("x");
    List<NewEntry> twice = List.of(saying("x"), saying("x"));
    for (ThrowingCallable misuse :
        List.<ThrowingCallable>of(
            () -> threads.appendAll("a", List.of(), AppendOptions.DEFAULT),
            () -> threads.appendAll("a", twice, AppendOptions.DEFAULT),
            () -> threads.appendAll("a", three(), named))) {
      assertThatThrownBy(misuse).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(threads.entries("a")).isEmpty();
  }

  @Test
  void aLargeBatchIsOneStep() {
    begin("a");
    List<NewEntry> many = IntStream.range(0, 2_500).mapToObj(i -> saying("e" + i)).toList();
    List<Entry> stored = threads.appendAll("a", many, AppendOptions.DEFAULT);
    assertThat(threads.path("a")).isEqualTo(stored).hasSize(2_500);
    assertThat(threads.thread("a").entryCount()).isEqualTo(2_500);
  }

  @Test
  void entriesOfABatchKeepTheirOwnTimes() {
    begin("a");
    Instant own = Instant.parse("2020-01-01T00:00:00Z");
    Instant common = Instant.parse("2021-01-01T00:00:00Z");
    List<Entry> stored =
        threads.appendAll(
            "a", List.of(saying("x"), saying("y").at(own)), AppendOptions.DEFAULT.at(common));
    assertThat(stored.stream().map(Entry::createdAt)).containsExactly(common, own);
    assertThat(threads.thread("a").updatedAt()).isEqualTo(own);
  }
}

class SqliteBatchAppendTest extends BatchAppendContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresBatchAppendTest extends BatchAppendContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
