package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.conversation.ListConversationsOptions.Place;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.RecordingDataSource;
import dev.threadbase.testkit.RecordingDataSource.Asked;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.PageRequest;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The statements of the hot paths find their rows by an index on both databases. What is explained
 * is what the library sends, with its values.
 */
class QueryPlanTest {

  private static final String PLACE = "place";
  private static final String ENTRY_ID = "entry id";
  private static final String ORDINAL = "ordinal";

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

  private static void fill(TestDatabase database) throws SQLException {
    String numbers =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) ";
    Sql.run(database, numbers + "INSERT INTO sessions SELECT 's' || i, i FROM n");
    Sql.run(
        database,
        numbers
            + "INSERT INTO segments (session_id, segment_id, origin, base_length, depth, thread_id, created_at_ns)"
            + " SELECT 's' || i, 'g' || i, 'root', 0, 0, 't' || i, i FROM n");
    Sql.run(
        database,
        numbers
            + """
            INSERT INTO threads (thread_id, session_id, base_segment_id, inherited_length, head_segment_id,
                                 head_length, head_open, first_ordinal, next_ordinal, version, archived, status,
                                 workspace, channel, metadata, created_at_ns, updated_at_ns, spoken, leaf_id,
                                 active_channel)
            SELECT 't' || i, 's' || i, 'g' || i, 0, 'g' || i, 0, 1, 0, 0, 0, CASE WHEN i % 10 = 0 THEN 1 ELSE 0 END,
                   'x' || (i % 90), 'w' || (i % 100), 'c' || (i % 80), '{}', i * 1000, i * 20000000000, 1, 'e3',
                   CASE WHEN i < 80 AND i % 10 > 0 THEN 'c' || i END
            FROM n
            """);
    Sql.run(
        database,
        numbers
            + """
            INSERT INTO entries (session_id, segment_id, seq, entry_id, thread_id, ordinal, type, created_at_ns,
                                 payload, payload_hash)
            SELECT 's' || i, 'g' || i, k.seq, 'e' || k.seq, 't' || i, k.seq, 'custom', i, '{}', ''
            FROM n
            CROSS JOIN (SELECT 0 AS seq UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) k
            """);
    try (Threadbase filling = Threadbase.open(database.config())) {
      ThreadRepository threads = filling.threads();
      threads.createThread(ThreadMeta.builder("big").sessionId("family").build());
      threads.appendAll("big", entries("b", 4_000), AppendOptions.DEFAULT);
      threads.fork(ForkOptions.of("big").at("b2000").as("fork"));
      threads.appendAll("fork", entries("f", 2_000), AppendOptions.DEFAULT);
    }
  }

  private static List<NewEntry> entries(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                NewEntry.raw(i % 500 == 499 ? EntryType.COMPACTION : EntryType.CUSTOM, "{}")
                    .withId(prefix + i))
        .toList();
  }

  @Test
  void listsReadAnIndexInOrder() throws Exception {
    ListThreadsOptions page = ListThreadsOptions.first(50);
    List<ThreadMeta> first = threadbase.threads().listThreads(page);
    assertSorted(threads -> threads.listThreads(page), "threads_unarchived_by_created");
    assertSorted(
        threads -> threads.listThreads(page.after(first.get(49))), "threads_unarchived_by_created");
    assertSorted(threads -> threads.listThreads(page.withArchived()), "threads_by_created");
    assertSorted(threads -> threads.listThreads(page.inWorkspace("w7")), "threads_by_workspace");
    assertSorted(threads -> threads.listThreads(page.inChannel("c7")), "threads_by_channel");
    assertSorted(threads -> threads.listThreads(page.withStatus("x7")), "threads_by_status");
    assertUses(threads -> threads.listThreads(page.inSession("family")), "threads_by_session");
  }

  /** What was changed in one minute is sorted, and nothing else is. */
  @Test
  void recentConversationsComeFromTheIndexOfTheirMinutes() throws Exception {
    ListConversationsOptions recent = ListConversationsOptions.RECENT;
    Place place = new Place(Instant.ofEpochSecond(200_000), "t7");
    assertRecent(recent, "threads_recent");
    assertRecent(new ListConversationsOptions(null, 50, place, false), "threads_recent");
    assertRecent(recent.inWorkspace("w7"), "threads_recent_by_workspace");
    ListConversationsOptions next = new ListConversationsOptions("w7", 50, place, false);
    assertUses(threads -> threadbase.conversations().list(next), "threads_recent_by_workspace");
    assertUses(threads -> threadbase.conversations().list(recent.onlyDeleted()), "threads_deleted");
  }

  private static void assertRecent(ListConversationsOptions options, String index)
      throws Exception {
    Consumer<ThreadRepository> list = threads -> threadbase.conversations().list(options);
    assertUses(list, index);
    for (Asked statement : asked(list)) {
      assertThat(onSqlite(statement)).noneMatch(line -> line.endsWith("TEMP B-TREE FOR ORDER BY"));
      assertThat(onPostgres(statement))
          .anyMatch(line -> line.contains("Presorted Key: updated_minute"));
    }
  }

  @Test
  void theActiveConversationOfAChannelIsFoundByItsKey() throws Exception {
    assertUses(threads -> threadbase.channels().active("c7"), "threads_active_channel");
    ThreadMeta ifNone = ThreadMeta.builder().channel("c1").build();
    assertUses(threads -> threadbase.channels().resolve(ifNone), "threads_active_channel");
    assertThat(asked(threads -> threadbase.channels().resolve(ifNone))).hasSize(1);
  }

  @Test
  void pathsReadRangesOfSegments() throws Exception {
    PageRequest page = PageRequest.from(1_990, 20);
    assertUses(threads -> threads.path("big", null, page), PLACE);
    assertUses(threads -> threads.path("fork", null, page), PLACE);
    assertUses(threads -> threads.path("fork"), PLACE);
  }

  @Test
  void journalsReadRangesOfOrdinals() throws Exception {
    assertUses(threads -> threads.entries("big", PageRequest.from(100, 20)), ORDINAL);
  }

  @Test
  void entriesAreFoundByTheirId() throws Exception {
    assertUses(threads -> threads.entry("big", "b77"), ENTRY_ID);
    assertUses(threads -> threads.entry("fork", "b77"), ENTRY_ID);
  }

  @Test
  void theLastCompactionOfASegmentIsFoundByItsIndex() throws Exception {
    String segment = threadbase.threads().entry("big", "b0").segmentId();
    Asked last =
        new Asked(
            """
            SELECT seq
            FROM entries
            WHERE session_id = 'family' AND segment_id = '%s' AND type = 'compaction' AND seq < 3000
            ORDER BY seq DESC
            LIMIT 1
            """
                .formatted(segment),
            List.of());
    assertThat(onPostgres(last)).anyMatch(line -> line.contains("entries_compactions"));
    assertThat(onSqlite(last)).anyMatch(line -> line.contains("entries_compactions"));
  }

  private static void assertSorted(Consumer<ThreadRepository> work, String index) throws Exception {
    assertUses(work, index);
    for (Asked statement : asked(work)) {
      assertThat(onSqlite(statement)).noneMatch(line -> line.contains("TEMP B-TREE"));
      assertThat(onPostgres(statement)).noneMatch(line -> line.contains("Sort"));
    }
  }

  /** The index is used, and no table is read from end to end. */
  private static void assertUses(Consumer<ThreadRepository> work, String index) throws Exception {
    List<String> sqlitePlans = new ArrayList<>();
    List<String> postgresPlans = new ArrayList<>();
    for (Asked statement : asked(work)) {
      sqlitePlans.addAll(onSqlite(statement));
      postgresPlans.addAll(onPostgres(statement));
    }
    assertThat(sqlitePlans).anyMatch(line -> line.contains(nameOnSqlite(index)));
    assertThat(sqlitePlans).noneMatch(line -> line.matches("SCAN (threads|[estp])"));
    // Segments and entries are found by their keys, however large the family is.
    assertThat(sqlitePlans).noneMatch(line -> line.matches("SEARCH [es] .*\\(session_id=\\?\\)"));
    assertThat(postgresPlans).anyMatch(line -> line.contains(nameOnPostgres(index)));
    assertThat(postgresPlans).noneMatch(line -> line.contains("Seq Scan"));
  }

  private static List<Asked> asked(Consumer<ThreadRepository> work) {
    recording.take();
    work.accept(threadbase.threads());
    List<Asked> statements = recording.take();
    assertThat(statements).isNotEmpty();
    return statements;
  }

  private static List<String> onSqlite(Asked statement) throws Exception {
    return statement.explain(sqliteConnection, "EXPLAIN QUERY PLAN", "detail");
  }

  private static List<String> onPostgres(Asked statement) throws Exception {
    return statement.explain(postgresConnection, "EXPLAIN (COSTS OFF)", "QUERY PLAN");
  }

  private static String nameOnSqlite(String index) {
    return switch (index) {
      case PLACE -> "sqlite_autoindex_entries_1";
      case ENTRY_ID -> "sqlite_autoindex_entries_2";
      case ORDINAL -> "sqlite_autoindex_entries_3";
      default -> index;
    };
  }

  private static String nameOnPostgres(String index) {
    return switch (index) {
      case PLACE -> "entries_pkey";
      case ENTRY_ID -> "entries_session_id_entry_id_thread_id_key";
      case ORDINAL -> "entries_session_id_thread_id_ordinal_key";
      default -> index;
    };
  }
}
