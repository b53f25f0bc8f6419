package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.conversation.UsageFilter;
import dev.threadbase.conversation.UsageGrouping;
import dev.threadbase.conversation.UsageReport;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.RecordingDataSource;
import dev.threadbase.testkit.RecordingDataSource.Asked;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Totals of a thread, of a workspace and of a time read what they count, by an index. */
class UsagePlanTest {

  private static final String NUMBERS =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) ";
  private static final String OF_EACH =
      """
      FROM n
      CROSS JOIN (SELECT 0 AS seq UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) k
      """;
  private static final String SESSIONS = "INSERT INTO sessions SELECT 's' || i, i ";
  private static final String SEGMENTS =
      """
      INSERT INTO segments (session_id, segment_id, origin, base_length, depth, thread_id, created_at_ns)
      SELECT 's' || i, 'g' || i, 'root', 0, 0, 't' || i, i
      """;
  private static final String THREADS =
      """
      INSERT INTO threads (thread_id, session_id, base_segment_id, inherited_length, head_segment_id, head_length,
                           head_open, first_ordinal, next_ordinal, version, archived, workspace, metadata,
                           created_at_ns, updated_at_ns)
      SELECT 't' || i, 's' || i, 'g' || i, 0, 'g' || i, 5, 1, 0, 5, 0, 0, 'w' || (i % 1000), '{}', i, i
      """;
  private static final String ENTRIES =
      """
      INSERT INTO entries (session_id, segment_id, seq, entry_id, thread_id, ordinal, type, created_at_ns,
                           payload, payload_hash)
      SELECT 's' || i, 'g' || i, k.seq, 'e' || k.seq, 't' || i, k.seq, 'usage', i, '{}', ''
      """;
  private static final String USAGE =
      """
      INSERT INTO usage_records (session_id, segment_id, seq, thread_id, ordinal, created_at_ns, response_id,
                                 input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
                                 prompt_tokens_total)
      SELECT 's' || i, 'g' || i, k.seq, 't' || i, k.seq, i * CAST(1000000000 AS BIGINT),
             CASE WHEN k.seq < 2 THEN 'r' ELSE 'r' || k.seq END, 1, k.seq, 0, 0, 0
      """;
  private static final String METRICS =
      """
      INSERT INTO metric_events (session_id, segment_id, seq, thread_id, ordinal, created_at_ns, turn_index,
                                 type, ttft_ns, think_time_ns, duration_ns, tool_success, tool_duration_ns)
      SELECT 's' || i, 'g' || i, k.seq, 't' || i, k.seq, i * CAST(1000000000 AS BIGINT), 1, 'llm', 1, 1, 1, 0, 0
      """;

  private static SqliteTestDatabase sqlite;
  private static PostgresTestDatabase postgres;
  private static RecordingDataSource recording;
  private static Threadbase threadbase;
  private static Connection sqliteConnection;
  private static Connection postgresConnection;

  @BeforeAll
  static void fill() throws SQLException {
    sqlite = SqliteTestDatabase.create();
    postgres = PostgresTestDatabase.create();
    fill(sqlite);
    fill(postgres);
    Sql.run(postgres, "ANALYZE");
    recording = new RecordingDataSource();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgres.config().url());
    threadbase = Threadbase.open(recording.over(source));
    sqliteConnection = sqlite.connect();
    postgresConnection = postgres.connect();
  }

  @AfterAll
  static void close() throws SQLException {
    sqliteConnection.close();
    postgresConnection.close();
    threadbase.close();
    sqlite.close();
    postgres.close();
  }

  /** Ten thousand threads of a thousand workspaces, with five calls each, of which two are one. */
  private static void fill(TestDatabase database) throws SQLException {
    for (String statement : List.of(SESSIONS, SEGMENTS, THREADS)) {
      Sql.run(database, NUMBERS + statement + "FROM n");
    }
    for (String statement : List.of(ENTRIES, USAGE, METRICS)) {
      Sql.run(database, NUMBERS + statement + OF_EACH);
    }
  }

  @Test
  void totalsOfAThreadReadItsRows() throws Exception {
    UsageFilter one = UsageFilter.ALL.ofThread("t7");
    assertUses(usage -> usage.totals(UsageGrouping.MODEL, one), "usage_records_by_thread");
    assertUses(usage -> usage.totals(UsageGrouping.MODEL, one), "usage_records_by_response");
    assertUses(usage -> usage.metrics(one), "metric_events_by_thread");
  }

  @Test
  void totalsOfAWorkspaceReadTheRowsOfItsThreads() throws Exception {
    UsageFilter one = UsageFilter.ALL.inWorkspace("w7");
    assertUses(usage -> usage.totals(UsageGrouping.DAY, one), "threads_by_workspace");
    assertUses(usage -> usage.totals(UsageGrouping.DAY, one), "usage_records_by_thread");
    assertUses(usage -> usage.metrics(one), "metric_events_by_thread");
  }

  @Test
  void totalsOfATimeReadTheRowsOfThatTime() throws Exception {
    UsageFilter moment =
        UsageFilter.ALL.from(Instant.ofEpochSecond(60)).until(Instant.ofEpochSecond(63));
    assertUses(usage -> usage.totals(UsageGrouping.WORKSPACE, moment), "usage_records_by_time");
    assertUses(usage -> usage.metrics(moment), "metric_events_by_time");
  }

  /** The index is used, and no table is read from end to end. */
  private static void assertUses(Consumer<UsageReport> work, String index) throws Exception {
    recording.take();
    work.accept(threadbase.usage());
    List<Asked> statements = recording.take();
    assertThat(statements).hasSize(1);
    List<String> onSqlite =
        statements.get(0).explain(sqliteConnection, "EXPLAIN QUERY PLAN", "detail");
    assertThat(onSqlite).anyMatch(line -> line.contains(index));
    assertThat(onSqlite).noneMatch(line -> line.matches("SCAN (threads|[cuot])\\b.*"));
    List<String> onPostgres =
        statements.get(0).explain(postgresConnection, "EXPLAIN (COSTS OFF)", "QUERY PLAN");
    assertThat(onPostgres).anyMatch(line -> line.contains(index));
    assertThat(onPostgres).noneMatch(line -> line.contains("Seq Scan"));
  }
}
