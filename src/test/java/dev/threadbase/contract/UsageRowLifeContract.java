package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.threadbase.ThreadbaseException.EntryExists;
import dev.threadbase.message.Usage;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.UsageRecord;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.DeleteOptions;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Verification.Problem;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rows of tokens and times come, stand and go with their entries. */
abstract class UsageRowLifeContract extends Contract {

  private static NewEntry spent(long input) {
    return UsageRowsContract.answer("m", new Usage(input, 1, 0, 0));
  }

  private List<String> rows(String columns) {
    return UsageRowsContract.rows(database, columns);
  }

  private long count() {
    return Sql.number(database, "SELECT COUNT(*) FROM usage_records")
        + Sql.number(database, "SELECT COUNT(*) FROM metric_events");
  }

  @Test
  void everyWayOfAppendingWritesTheRow() {
    begin("a");
    NewEntry entry = spent(1);
    String root = threads.append("a", entry).id();
    threads.append("a", entry, AppendOptions.DEFAULT.after(root));
    threads.append("a", entry, AppendOptions.DEFAULT.after(root));
    threads.appendAll("a", List.of(saying("x"), entry, entry), AppendOptions.DEFAULT);
    threads.append("a", entry.withId("given"));
    threads.append("a", entry.withId("given"), AppendOptions.DEFAULT.idempotently());
    assertThat(rows("ordinal")).containsExactly("0", "1", "2", "4", "5", "6");
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aRefusedAppendLeavesNoRow() {
    begin("a");
    threads.append("a", saying("taken"));
    List<NewEntry> batch = List.of(spent(1), saying("other").withId("taken"));
    assertThatThrownBy(() -> threads.appendAll("a", batch, AppendOptions.DEFAULT))
        .isInstanceOf(EntryExists.class);
    assertThat(count()).isZero();
  }

  @Test
  void forksShareRowsAndDeletionTakesThoseThatNothingReaches() {
    begin("a");
    threads.append("a", spent(1).withId("one"));
    threads.append("a", spent(2));
    threads.fork(ForkOptions.of("a").at("one").as("f"));
    threads.append("f", spent(4));
    assertThat(count()).isEqualTo(3);
    threads.deleteThread("a");
    assertThat(Sql.number(database, "SELECT SUM(input_tokens) FROM usage_records")).isEqualTo(5);
    threads.deleteThread("f", DeleteOptions.DEFAULT);
    assertThat(count()).isZero();
  }

  @Test
  void anAbandonedBranchStays() {
    begin("a");
    String root = threads.append("a", saying("root")).id();
    threads.append("a", spent(1));
    threads.moveLeaf("a", root);
    threads.append("a", spent(2));
    assertThat(Sql.number(database, "SELECT SUM(input_tokens) FROM usage_calls")).isEqualTo(3);
  }

  @Test
  void rowsAreImmutable() {
    begin("a");
    threads.append("a", spent(1));
    threads.append("a", UsageRowsContract.metric("{\"type\":\"llm\"}"));
    for (String table : List.of("usage_records", "metric_events")) {
      assertThatThrownBy(() -> Sql.run(database, "UPDATE " + table + " SET ordinal = ordinal"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("are immutable");
    }
  }

  @Test
  void aMissingRowIsReportedAndWrittenAgain() throws Exception {
    threads.createThread(ThreadMeta.builder("a").sessionId("s").build());
    List<NewEntry> many =
        Stream.iterate(0, i -> i + 1)
            .limit(250)
            .map(i -> i % 3 == 0 ? spent(i) : saying("e" + i))
            .toList();
    threads.appendAll("a", many, AppendOptions.DEFAULT);
    threads.append("a", UsageRowsContract.metric("{\"type\":\"llm\"}"));
    List<String> whole = rows("*");
    Sql.run(database, "DELETE FROM usage_records WHERE input_tokens > 9");
    Sql.run(database, "DELETE FROM metric_events");
    assertThat(threadbase.verify().problems())
        .hasSize(81)
        .extracting(Problem::code, Problem::sessionId)
        .contains(tuple("usage_records", "s"), tuple("metric_events", "s"));
    assertThat(threadbase.rebuild()).isEqualTo(81);
    assertThat(threadbase.verify().problems()).isEmpty();
    assertThat(rows("*")).isEqualTo(whole);
    assertThat(threadbase.rebuild()).isZero();
  }

  @Test
  void aRowThatIsNotItsEntrysIsReported() throws Exception {
    begin("a");
    threads.append("a", spent(1));
    new Damage(database).run("UPDATE usage_records SET ordinal = 7");
    assertThat(threadbase.verify().problems())
        .extracting(Problem::code)
        .containsExactly("derived_thread");
  }

  @Test
  void aRowWithoutItsEntryIsReported() throws Exception {
    begin("a");
    threads.append("a", spent(1));
    new Damage(database).run("DELETE FROM entries");
    assertThat(threadbase.verify().problems()).extracting(Problem::code).contains("derived_entry");
  }

  @Test
  void aSessionOfLogsTakesThemAlong() {
    SegmentAddress log = new SegmentAddress(UUID.randomUUID(), UUID.randomUUID());
    LogEntry usage = new LogEntry.LlmUsage(5, new UsageRecord(2, 10, 0, 0, 1));
    threadbase.segments().createSegment(log, List.of(usage, usage));
    threadbase.segments().truncate(log, 1, WriteCondition.NONE);
    assertThat(count()).isEqualTo(2);
    threadbase.segments().deleteSession(log.sessionId(), false);
    assertThat(count()).isZero();
  }
}

class SqliteUsageRowLifeTest extends UsageRowLifeContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresUsageRowLifeTest extends UsageRowLifeContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
