package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.EntryExists;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Appends that may be repeated. */
abstract class IdempotenceContract extends Contract {

  static final AppendOptions IDEMPOTENT = AppendOptions.DEFAULT.idempotently();

  @Test
  void theSameAppendAgainIsTheEntryThatIsThere() {
    begin("a");
    Entry first = threads.append("a", saying("one"), IDEMPOTENT);
    say("a", "two");
    ThreadMeta before = threads.thread("a");
    assertThat(threads.append("a", saying("one"), IDEMPOTENT)).isEqualTo(first);
    assertThat(threads.thread("a")).isEqualTo(before);
    assertThat(ids(threads.entries("a"))).containsExactly("one", "two");
  }

  @Test
  void anotherPayloadOrTypeUnderTheSameIdIsAConflict() {
    begin("a");
    say("a", "one");
    NewEntry payload = NewEntry.message(Message.user("another")).withId("one");
    NewEntry type = NewEntry.raw(EntryType.CUSTOM, saying("one").payload()).withId("one");
    for (NewEntry other : List.of(payload, type)) {
      assertThatThrownBy(() -> threads.append("a", other, IDEMPOTENT))
          .isInstanceOf(EntryExists.class);
    }
    assertThat(ids(threads.entries("a"))).containsExactly("one");
  }

  @Test
  void withoutTheOptionAnEqualEntryIsAConflictToo() {
    begin("a");
    say("a", "one");
    assertThatThrownBy(() -> say("a", "one")).isInstanceOf(EntryExists.class);
  }

  @Test
  void aRepeatedAppendIsTheSameWhereverTheHeadIsNow() {
    begin("a");
    AppendOptions first = IDEMPOTENT.expectingLeaf(null);
    Entry one = threads.append("a", saying("one"), first);
    say("a", "two");
    threads.moveLeaf("a", null);
    say("a", "again");
    assertThat(threads.append("a", saying("one"), first)).isEqualTo(one);
    assertThat(threads.append("a", saying("one"), IDEMPOTENT.after("two"))).isEqualTo(one);
    assertThat(threads.thread("a").leafId()).isEqualTo("again");
  }

  @Test
  void aRepeatedBatchIsTheOneThatIsThere() {
    begin("a");
    List<NewEntry> batch = List.of(saying("one"), saying("two"));
    List<Entry> stored = threads.appendAll("a", batch, IDEMPOTENT);
    assertThat(threads.appendAll("a", batch, IDEMPOTENT)).isEqualTo(stored);
    assertThat(threads.entries("a")).isEqualTo(stored);
  }

  @Test
  void aBatchOfWhichAPartIsThereIsAConflict() {
    begin("a");
    say("a", "one");
    List<NewEntry> batch = List.of(saying("one"), saying("two"));
    assertThatThrownBy(() -> threads.appendAll("a", batch, IDEMPOTENT))
        .isInstanceOf(EntryExists.class);
    assertThat(ids(threads.entries("a"))).containsExactly("one");
  }

  @Test
  void anInheritedEntryCountsAsThere() {
    begin("a");
    Entry one = say("a", "one");
    threads.fork(ForkOptions.of("a").as("f"));
    assertThat(threads.append("f", saying("one"), IDEMPOTENT)).isEqualTo(one);
    assertThat(threads.entries("f")).containsExactly(one);
  }

  @Test
  void theSameAppendFromEveryoneAtOnceIsOneEntry() throws Exception {
    begin("a");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Entry>> calls = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        String id = "e" + i % 4;
        calls.add(() -> threads.append("a", saying(id), IDEMPOTENT));
      }
      for (Future<Entry> done : pool.invokeAll(calls)) {
        Entry entry = done.get(30, TimeUnit.SECONDS);
        assertThat(threads.entry("a", entry.id())).isEqualTo(entry);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(ids(threads.path("a"))).containsExactlyInAnyOrder("e0", "e1", "e2", "e3");
  }
}

class SqliteIdempotenceTest extends IdempotenceContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresIdempotenceTest extends IdempotenceContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
