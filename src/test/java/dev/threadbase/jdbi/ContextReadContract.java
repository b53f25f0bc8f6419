package dev.threadbase.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.context.AbridgedPath;
import dev.threadbase.context.ContextBuilder;
import dev.threadbase.context.ContextOptions;
import dev.threadbase.context.ContextProjection;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.RecordingDataSource;
import dev.threadbase.testkit.RecordingDataSource.Asked;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a context reads does not grow with the thread: a hundred thousand entries whose last
 * compaction keeps two hundred, and users' messages from the beginning.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContextReadContract {

  private static final int LENGTH = 100_000;
  private static final int KEPT = 200;
  private static final int AFTER = 20;
  private static final int USERS = 10;
  private static final int MOST = 300;

  /** The threads whose context is read, and what is in it beside the checkpoint. */
  private static final List<String> LONG =
      List.of("long", "fork", "fork of fork", "compacted fork");

  private static final String SHORT = "short";

  private final RecordingDataSource recording = new RecordingDataSource();
  private final AtomicLong mapped = new AtomicLong();
  private TestDatabase database;
  private Connection explaining;
  private Jdbi counting;
  private Jdbi recorded;

  abstract Backend backend();

  @BeforeAll
  void fill() throws SQLException {
    database = backend().create();
    try (Threadbase filling = Threadbase.open(database.config())) {
      fill(filling.threads());
    }
    Sql.run(database, "ANALYZE");
    explaining = database.connect();
    DataSource source = backend().source(database.config().url());
    recorded = Database.configured(Jdbi.create(recording.over(source)), backend().dialect());
    counting = Database.configured(Jdbi.create(source), backend().dialect());
    counting.registerRowMapper(
        Entry.class,
        (row, context) -> {
          mapped.incrementAndGet();
          return EntryRow.MAPPER.map(row, context);
        });
  }

  @AfterAll
  void close() throws SQLException {
    explaining.close();
    database.close();
  }

  private void fill(ThreadRepository threads) throws SQLException {
    threads.createThread(ThreadMeta.builder(SHORT).sessionId("s").build());
    threads.appendAll(SHORT, turns("s", KEPT), AppendOptions.DEFAULT);
    threads.createThread(ThreadMeta.builder("long").sessionId("s").build());
    threads.appendAll("long", turns("e", 2), AppendOptions.DEFAULT);
    lengthen();
    threads.append("long", compaction("early", 20_000));
    threads.append("long", compaction("last", LENGTH - KEPT));
    threads.appendAll("long", turns("after", AFTER), AppendOptions.DEFAULT);
    threads.fork(ForkOptions.of("long").at("last").as("fork"));
    threads.appendAll("fork", turns("f", AFTER), AppendOptions.DEFAULT);
    threads.fork(ForkOptions.of("fork").as("fork of fork"));
    threads.fork(ForkOptions.of("long").at("e" + (LENGTH - 1)).as("compacted fork"));
    threads.append("compacted fork", compaction("own", LENGTH - KEPT));
    threads.appendAll("compacted fork", turns("g", AFTER), AppendOptions.DEFAULT);
  }

  /** Copies the first two entries of the long thread, in one statement. */
  private void lengthen() throws SQLException {
    Sql.run(
        database,
        """
        WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
        INSERT INTO entries (session_id, segment_id, seq, entry_id, thread_id, ordinal, parent_id, type, role,
                             created_at_ns, payload, payload_hash)
        SELECT e.session_id, e.segment_id, n.i, 'e' || n.i, e.thread_id, n.i, 'e' || (n.i - 1), e.type, e.role,
               e.created_at_ns, e.payload, e.payload_hash
        FROM n
        CROSS JOIN entries e
        WHERE e.thread_id = 'long' AND e.seq = n.i %% 2
        """
            .formatted(LENGTH - 1));
    Sql.run(
        database,
        "UPDATE threads SET head_length = %d, next_ordinal = %d, leaf_id = 'e%d' WHERE thread_id = 'long'"
            .formatted(LENGTH, LENGTH, LENGTH - 1));
  }

  private static List<NewEntry> turns(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                NewEntry.message(
                        i % 2 == 0 ? Message.user("a question") : Message.assistant("an answer"))
                    .withId(prefix + i))
        .toList();
  }

  private static NewEntry compaction(String id, int firstKept) {
    List<String> users = IntStream.range(0, USERS).mapToObj(i -> "e" + 2 * i).toList();
    Compaction cut =
        new Compaction(
            id,
            null,
            null,
            null,
            1,
            id,
            "e" + firstKept,
            users,
            null,
            null,
            null,
            0,
            0,
            null,
            null);
    Content content = Content.EMPTY.withCompaction(cut).withSummary("so far");
    return NewEntry.of(EntryType.COMPACTION, content).withId(id);
  }

  private static ContextProjection context(Handle handle, String thread, ContextOptions options) {
    StoredPath path = StoredPath.of(handle, thread, null);
    return ContextBuilder.buildContextProjection(
        AbridgedPath.read(path, options.repaired()), options);
  }

  @Test
  void noMoreEntriesAreReadThanAContextNeeds() {
    for (String thread : LONG) {
      for (ContextOptions options : List.of(ContextOptions.DEFAULT, ContextOptions.REPAIRED)) {
        mapped.set(0);
        ContextProjection context = counting.withHandle(handle -> context(handle, thread, options));
        assertThat(context.messages()).as(thread).hasSize(1 + KEPT + AFTER);
        assertThat(mapped.get()).as(thread).isBetween((long) KEPT + AFTER, (long) MOST);
      }
    }
  }

  @Test
  void theDatabaseReadsNoMoreEither() throws SQLException {
    try (Handle handle = counting.open()) {
      for (String thread : LONG) {
        context(handle, thread, ContextOptions.DEFAULT);
        long few = backend().work(handle, () -> context(handle, SHORT, ContextOptions.DEFAULT));
        long many = backend().work(handle, () -> context(handle, thread, ContextOptions.DEFAULT));
        assertThat(few).isGreaterThanOrEqualTo(KEPT);
        assertThat(many).as(thread).isBetween(few, few * MOST / KEPT);
      }
    }
  }

  @Test
  void theLastCompactionIsFoundByItsIndexAndNothingIsScanned() throws Exception {
    for (String thread : LONG) {
      recording.take();
      recorded.useHandle(handle -> context(handle, thread, ContextOptions.DEFAULT));
      List<String> plans = new ArrayList<>();
      for (Asked statement : recording.take()) {
        plans.addAll(statement.explain(explaining, backend().explain(), backend().planColumn()));
      }
      assertThat(plans).as(thread).anyMatch(line -> line.contains("entries_compactions"));
      assertThat(plans)
          .as(thread)
          .noneMatch(line -> line.contains("Seq Scan on entries"))
          .noneMatch(line -> line.matches("SCAN (threads|entries|segments|[est])\\b.*"))
          .noneMatch(line -> line.matches("SEARCH [es] .*\\(session_id=\\?\\)"))
          .noneMatch(line -> line.matches("SEARCH e .*\\(session_id=\\? AND segment_id=\\?\\)"));
    }
  }
}

class SqliteContextReadTest extends ContextReadContract {
  @Override
  Backend backend() {
    return Backend.SQLITE;
  }
}

class PostgresContextReadTest extends ContextReadContract {
  @Override
  Backend backend() {
    return Backend.POSTGRESQL;
  }
}
