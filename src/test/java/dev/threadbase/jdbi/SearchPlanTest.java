package dev.threadbase.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.search.SearchQuery;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.RecordingDataSource;
import dev.threadbase.testkit.RecordingDataSource.Asked;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A search asks the index for its words and the keys for the rest on both databases. What is
 * explained is what the library sends, with its values.
 */
class SearchPlanTest {

  private static SqliteTestDatabase sqlite;
  private static PostgresTestDatabase postgres;
  private static RecordingDataSource recording;
  private static Threadbase threadbase;

  @BeforeAll
  static void fill() throws Exception {
    sqlite = SqliteTestDatabase.create();
    postgres = PostgresTestDatabase.create();
    fill(sqlite);
    fill(postgres);
    Sql.run(postgres, "VACUUM ANALYZE");
    recording = new RecordingDataSource();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgres.config().url());
    threadbase = Threadbase.open(recording.over(source));
  }

  @AfterAll
  static void close() {
    threadbase.close();
    sqlite.close();
    postgres.close();
  }

  private static void fill(TestDatabase database) {
    try (Threadbase filling = Threadbase.open(database.config())) {
      for (int t = 0; t < 40; t++) {
        String thread = "t" + t;
        filling.threads().createThread(ThreadMeta.builder(thread).workspace("w" + t).build());
        List<NewEntry> entries =
            IntStream.range(0, 100)
                .mapToObj(i -> NewEntry.message(Message.user(thread + " word" + i + " common")))
                .toList();
        filling.threads().appendAll(thread, entries, AppendOptions.DEFAULT);
        filling.threads().fork(ForkOptions.of(thread).as("f" + t));
        filling.threads().moveLeaf(thread, null);
      }
      String longText = String.join(" ", IntStream.range(0, 9_000).mapToObj(i -> "x" + i).toList());
      filling.threads().append("t1", NewEntry.message(Message.user(longText)));
    }
  }

  @Test
  void wordsAreFoundByTheIndexAndThreadsByTheirKeys() throws Exception {
    for (SearchQuery query :
        List.of(
            SearchQuery.of("word7 \"t3\""),
            SearchQuery.of("\"t3 word7\"").inWorkspace("w3").withAbandoned(),
            SearchQuery.of("\"word7\"").inThread("t3").withAbandoned().withDeleted())) {
      recording.take();
      assertThat(threadbase.search().search(query).hits()).isNotEmpty();
      List<String> postgresPlans = new ArrayList<>();
      try (Connection connection = postgres.connect()) {
        for (Asked asked : asked()) {
          postgresPlans.addAll(asked.explain(connection, "EXPLAIN (COSTS OFF)", "QUERY PLAN"));
        }
      }
      assertThat(postgresPlans)
          .anyMatch(line -> line.contains("search_short"))
          .anyMatch(line -> line.contains("search_long"))
          .noneMatch(line -> line.matches(".*Seq Scan on (search_rows|entries).*"));
    }
  }

  private static List<Asked> asked() {
    return recording.take().stream()
        .filter(asked -> asked.sql().contains("search_rows") || asked.sql().contains("WITH"))
        .toList();
  }

  @Test
  void sqliteReadsTheIndexOnceAndLooksTheRestUp() throws Exception {
    try (Connection connection = sqlite.connect()) {
      List<String> ranking =
          plan(
              connection,
              SearchRanking.SQLITE.formatted("").replace(":all", "'\"word7\" AND \"t3\"'"));
      assertThat(ranking)
          .anyMatch(
              line -> line.contains("VIRTUAL TABLE INDEX") && line.startsWith("SCAN search_index"))
          .anyMatch(line -> line.contains("SEARCH r USING INTEGER PRIMARY KEY"));
      String wanted = WantedEntries.table(Dialect.SQLITE).replace(":wanted", "'[]'");
      List<String> others =
          plan(connection, SearchReach.OTHERS.formatted(wanted, SearchReach.HEAD, ""));
      assertThat(others)
          .anyMatch(line -> line.contains("segments_by_parent"))
          .anyMatch(line -> line.contains("threads_by_head"))
          .noneMatch(line -> line.matches("SCAN [cste]( .*)?"))
          .noneMatch(line -> line.matches("SEARCH [cs] .*\\(session_id=\\?\\)"));
      List<String> writers =
          plan(connection, SearchReach.WRITERS.formatted(wanted, SearchReach.HEAD_OF_WRITER, ""));
      assertThat(writers)
          .anyMatch(line -> line.contains("sqlite_autoindex_entries_1"))
          .noneMatch(line -> line.matches("SCAN [cste]( .*)?"));
    }
  }

  private static List<String> plan(Connection connection, String sql) throws Exception {
    return Sql.rows(connection, "EXPLAIN QUERY PLAN " + sql).stream()
        .map(row -> row.get(3))
        .toList();
  }
}
