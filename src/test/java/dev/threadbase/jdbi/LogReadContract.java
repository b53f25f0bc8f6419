package dev.threadbase.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.segment.CarryOver;
import dev.threadbase.segment.ForkPoint;
import dev.threadbase.segment.InputSegment;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.TurnEnd;
import dev.threadbase.segment.LogEntry.UserInput;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.RecordingDataSource;
import dev.threadbase.testkit.RecordingDataSource.Asked;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What is done with a log costs the same however long it is: one of a hundred thousand entries
 * beside one of a hundred, among ten thousand others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LogReadContract {

  private static final int FEW = 100;
  private static final int MANY = 100_000;
  private static final UUID SESSION = new UUID(0, 1);
  private static final Set<CarryOver> ALL = EnumSet.allOf(CarryOver.class);

  private final RecordingDataSource recording = new RecordingDataSource();
  private final SegmentAddress small = new SegmentAddress(SESSION, new UUID(1, 1));
  private final SegmentAddress large = new SegmentAddress(SESSION, new UUID(1, 2));
  private TestDatabase database;
  private Connection explaining;
  private Handle counting;
  private Handle recorded;
  private LogAppender appender;
  private TurnLease held;

  abstract Backend backend();

  /** The name that a database gave to the index of a primary key. */
  abstract String name(String index);

  @BeforeAll
  void fill() throws SQLException {
    database = backend().create();
    Sql.run(database, "INSERT INTO sessions VALUES ('00000000-0000-0000-0000-000000000000', 1)");
    String others =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) ";
    Sql.run(
        database,
        others
            + """
            INSERT INTO segments (session_id, segment_id, origin, base_length, depth, thread_id, created_at_ns)
            SELECT '00000000-0000-0000-0000-000000000000', 'g' || i, 'root', 0, 0, 'g' || i, i
            FROM n
            """);
    Sql.run(
        database,
        others
            + """
            INSERT INTO threads (thread_id, session_id, base_segment_id, inherited_length, head_segment_id,
                                 head_length, head_open, first_ordinal, next_ordinal, version, archived, metadata,
                                 created_at_ns, updated_at_ns)
            SELECT 'g' || i, '00000000-0000-0000-0000-000000000000', 'g' || i, 0, 'g' || i, 0, 1, 0, 0, 0, 0, '{}', i, i
            FROM n
            """);
    try (Threadbase filling = Threadbase.open(database.config())) {
      for (SegmentAddress log : List.of(small, large)) {
        filling.segments().createSegment(log, List.of(input(), new TurnEnd(1, 0)));
      }
      held =
          ((Acquired) filling.leases().tryAcquire(large.threadId(), "t", "me", Duration.ofHours(1)))
              .lease();
    }
    lengthen(small, FEW);
    lengthen(large, MANY);
    Sql.run(database, "ANALYZE");
    open();
  }

  /** Says the two entries again and again, in one statement; every tenth is the end of a turn. */
  private void lengthen(SegmentAddress log, int length) throws SQLException {
    Sql.run(
        database,
        """
        WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
        INSERT INTO entries (session_id, segment_id, seq, entry_id, thread_id, ordinal, parent_id, type, turn_id,
                             created_at_ns, payload, payload_hash)
        SELECT e.session_id, e.segment_id, n.i, e.segment_id || n.i, e.thread_id, n.i, NULL, e.type,
               CASE WHEN e.seq = 1 THEN CAST((n.i + 1) / 10 AS TEXT) END, e.created_at_ns, e.payload,
               e.payload_hash
        FROM n
        CROSS JOIN entries e
        WHERE e.thread_id = '%s' AND e.seq = CASE WHEN (n.i + 1) %% 10 = 0 THEN 1 ELSE 0 END
        """
            .formatted(length - 1, log.threadId()));
    Sql.run(
        database,
        "UPDATE threads SET head_length = %1$d, next_ordinal = %1$d, leaf_id = thread_id || '%2$d' WHERE thread_id = '%3$s'"
            .formatted(length, length - 1, log.threadId()));
  }

  private void open() throws SQLException {
    explaining = database.connect();
    DataSource source = backend().source(database.config().url());
    counting = Database.configured(Jdbi.create(source), backend().dialect()).open();
    recorded = Database.configured(Jdbi.create(recording.over(source)), backend().dialect()).open();
    appender = new LogAppender(HeadAppend.of(backend().dialect()));
  }

  @AfterAll
  void close() throws SQLException {
    counting.close();
    recorded.close();
    explaining.close();
    database.close();
  }

  private static LogEntry input() {
    return new UserInput(1, List.of(InputSegment.text("x")));
  }

  /** The points at which a log of some length may be forked. */
  private static List<ForkPoint> points(SegmentAddress log, int length) {
    SegmentHead middle = new SegmentHead(log, length / 2, log.threadId() + (length / 2 - 1));
    return List.of(
        new ForkPoint.AtTurn(0, false),
        new ForkPoint.AtTurn(1, true),
        new ForkPoint.AtTurn(5, true),
        new ForkPoint.AtTurn(length / 10, true),
        new ForkPoint.AtTurn(-1, false),
        new ForkPoint.AtHead(middle, 5));
  }

  private SegmentHead fork(Handle handle, SegmentAddress log, ForkPoint point) {
    SegmentAddress other = log.sibling(UUID.fromString(Ids.next()));
    SegmentOrigin origin = new SegmentOrigin(log.segmentId(), point.atTurnIndex());
    LogRow row = LogRow.lock(handle, log).orElseThrow();
    return LogBirth.fork(handle, row, other, point)
        .make(
            handle,
            HeadAppend.of(backend().dialect()),
            LogDrafts.ofFork(other, origin, ALL, List.of(), Instant.EPOCH).drafts(),
            Instant.EPOCH);
  }

  @Test
  void aForkWritesOneRowOfEachKindAndReadsNoMoreOfALongLog() throws SQLException {
    for (int i = 0; i < points(small, FEW).size(); i++) {
      ForkPoint near = points(small, FEW).get(i);
      ForkPoint far = points(large, MANY).get(i);
      fork(counting, small, near);
      long few = backend().work(counting, () -> fork(counting, small, near));
      long before = rows();
      long many = backend().work(counting, () -> fork(counting, large, far));
      assertThat(rows() - before).isEqualTo(3);
      assertThat(many).as(far.toString()).isLessThanOrEqualTo(few + few / 10 + 2);
    }
  }

  private long rows() {
    return Sql.number(
        database,
        "SELECT (SELECT COUNT(*) FROM entries) + (SELECT COUNT(*) FROM segments)"
            + " + (SELECT COUNT(*) FROM threads) + (SELECT COUNT(*) FROM sessions)");
  }

  @Test
  void forksFindTheirPointByIndex() throws Exception {
    List<ForkPoint> points = points(large, MANY);
    assertUses(sent -> fork(sent, large, points.get(0)), "entries_pkey", "threads_pkey");
    assertUses(sent -> fork(sent, large, points.get(2)), "entries_turn_counts");
    assertUses(sent -> fork(sent, large, points.get(4)), "entries_turn_ends");
    assertUses(sent -> fork(sent, large, points.get(5)), "entries_turn_ends");
  }

  @Test
  void appendsFindTheirLogByItsKey() throws Exception {
    LogDrafts one = LogDrafts.of(large, List.of(input()), Instant.EPOCH);
    LogDrafts two = LogDrafts.of(large, List.of(input(), input()), Instant.EPOCH);
    for (LogDrafts drafts : List.of(one, two)) {
      assertAppends(drafts, WriteCondition.NONE, "threads_pkey");
      assertAppends(drafts, WriteCondition.NONE.under(held), "threads_pkey");
      SegmentHead head = LogRow.existing(counting, large).head();
      assertAppends(drafts, WriteCondition.at(head), "threads_pkey");
      assertAppends(
          drafts,
          WriteCondition.atCount(head.count() + drafts.drafts().size()).under(held),
          "threads_pkey");
    }
  }

  /** Each time with new entries, as every append has them. */
  private void assertAppends(LogDrafts drafts, WriteCondition options, String... indexes)
      throws Exception {
    List<LogEntry> entries = drafts.drafts().stream().map(draft -> input()).toList();
    LogDrafts fresh = LogDrafts.of(large, entries, Instant.EPOCH);
    assertUses(
        sent -> assertThat(appender.tryAppend(sent, large, fresh, options)).isPresent(), indexes);
  }

  @Test
  void whatIsAskedOfALogIsAnsweredByIndex() throws Exception {
    assertUses(sent -> LogRow.existing(sent, large), "threads_pkey");
    assertUses(sent -> sql(sent).sessionOf(large.threadId()), "threads_pkey");
    assertUses(
        sent -> LogCut.lastTurn(sent, LogPath.of(sent, LogRow.existing(sent, large))),
        "entries_turn_ends");
    assertUses(
        sent -> sql(sent).beginningBehind(SESSION.toString(), large.threadId(), 7, 9, "x"),
        "segments_by_parent");
    assertUses(
        sent ->
            LogReader.strict(LogPath.of(sent, LogRow.existing(sent, large)))
                .records(sent, 50_000, 50_010),
        "entries_pkey");
    assertUses(sent -> sql(sent).ofSession(SESSION.toString()), "threads_logs");
  }

  private static LogSql sql(Handle handle) {
    return handle.attach(LogSql.class);
  }

  /** It uses each of the indexes, and reads no table and no session from end to end. */
  private void assertUses(Consumer<Handle> work, String... indexes) throws Exception {
    recording.take();
    work.accept(recorded);
    List<String> plans = new ArrayList<>();
    for (Asked statement : recording.take()) {
      plans.addAll(statement.explain(explaining, backend().explain(), backend().planColumn()));
    }
    for (String index : indexes) {
      assertThat(plans).anyMatch(line -> line.contains(name(index)));
    }
    assertThat(plans)
        .noneMatch(line -> line.matches(".*Seq Scan on (threads|entries|segments).*"))
        .noneMatch(line -> line.matches("SCAN (threads|entries|segments|[esth])\\b.*"))
        .noneMatch(line -> line.matches("SEARCH (e|entries) .*\\(session_id=\\?\\)"));
  }
}

class SqliteLogReadTest extends LogReadContract {
  @Override
  Backend backend() {
    return Backend.SQLITE;
  }

  @Override
  String name(String index) {
    return index.endsWith("_pkey") ? "sqlite_autoindex_" + index.replace("_pkey", "_1") : index;
  }
}

class PostgresLogReadTest extends LogReadContract {
  @Override
  Backend backend() {
    return Backend.POSTGRESQL;
  }

  @Override
  String name(String index) {
    return index;
  }
}
