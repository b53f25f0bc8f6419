package dev.threadbase.benchmark;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.search.SearchQuery;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Searches many messages, beside the bare question of the index for its 20 best rows. The database
 * is filled once and both sides take turns in one JVM: filling it takes longer than all searches.
 */
final class SearchRun {

  private static final int MESSAGES = Integer.getInteger("benchmark.messages", 1_000_000);
  private static final int PER_THREAD = 100;
  private static final int WORDS = 50_000;
  private static final int WARM_UPS = 10;
  private static final int CALLS = 25;

  private final TestDatabase place;
  private final Random random = new Random(1);

  private SearchRun(TestDatabase place) {
    this.place = place;
  }

  /** A search, and how each database is asked for the same without Threadbase. */
  private record Case(String name, String query, String fts, String tsquery) {}

  private static final List<Case> CASES =
      List.of(
          new Case("a word of one message in 10,000", "\"seldom\"", "\"seldom\"", "'seldom'"),
          new Case("a word of one message in 10", "\"common\"", "\"common\"", "'common'"),
          new Case(
              "a phrase of one message in 100",
              "\"quite common\"",
              "\"quite common\"",
              "'quite' <-> 'common'"),
          new Case(
              "words that may go on", "common seld", "common AND seld*", "'common' & 'seld':*"));

  /** Rows of the table for one database. */
  static List<String> of(String database) throws SQLException {
    try (TestDatabase place =
        database.equals("sqlite") ? SqliteTestDatabase.durable() : PostgresTestDatabase.durable()) {
      return new SearchRun(place).run(database);
    }
  }

  private List<String> run(String database) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Threadbase threadbase = Threadbase.open(place.config());
        Connection connection = place.connect();
        Statement statement = connection.createStatement()) {
      String index = dropIndex(statement);
      fill(threadbase);
      statement.execute(index);
      statement.execute(place.isPostgres() ? "VACUUM ANALYZE" : "ANALYZE");
      for (Case one : CASES) {
        double[] ours = new double[CALLS];
        double[] bare = new double[CALLS];
        for (int i = -WARM_UPS; i < CALLS; i++) {
          long start = System.nanoTime();
          threadbase.search().search(SearchQuery.of(one.query));
          long between = System.nanoTime();
          bare(statement, one);
          long end = System.nanoTime();
          if (i >= 0) {
            ours[i] = (between - start) / 1e3;
            bare[i] = (end - between) / 1e3;
          }
        }
        rows.add(row(database, one, median(ours), median(bare)));
      }
    }
    return rows;
  }

  private void bare(Statement statement, Case one) throws SQLException {
    String sql =
        place.isPostgres()
            ? "SELECT segment_id, seq FROM search_rows WHERE chunks = 1 AND tokens @@ tsquery $$%1$s$$"
                    .formatted(one.tsquery)
                + " ORDER BY ts_rank(tokens, tsquery $$%s$$) DESC LIMIT 20".formatted(one.tsquery)
            : "SELECT rowid FROM search_index WHERE search_index MATCH '%s' ORDER BY rank LIMIT 20"
                .formatted(one.fts);
    try (ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        found.getString(1);
      }
    }
  }

  private static String row(String database, Case one, double ours, double bare) {
    return String.format(
        Locale.ROOT,
        "| %s | search of %,d messages, %s: time by the bare query of the index | **%.2f** | – | %,.0f µs | %,.0f µs |",
        database,
        MESSAGES,
        one.name,
        ours / bare,
        ours,
        bare);
  }

  /** On PostgreSQL one index over all rows is made in a fraction of the time; returns how. */
  private String dropIndex(Statement statement) throws SQLException {
    if (!place.isPostgres()) {
      return "SELECT 1";
    }
    String how = "SELECT pg_get_indexdef(CAST('search_short' AS regclass))";
    try (ResultSet row = statement.executeQuery(how)) {
      row.next();
      String create = row.getString(1);
      row.close();
      statement.execute("DROP INDEX search_short");
      return create;
    }
  }

  private void fill(Threadbase threadbase) {
    for (int first = 0; first < MESSAGES; first += PER_THREAD) {
      String thread = "thread" + first;
      threadbase.threads().createThread(ThreadMeta.builder(thread).build());
      List<NewEntry> entries = new ArrayList<>(PER_THREAD);
      for (int i = first; i < first + PER_THREAD; i++) {
        entries.add(NewEntry.message(Message.user(text(i))));
      }
      threadbase.threads().appendAll(thread, entries, AppendOptions.DEFAULT);
    }
  }

  /** Thirty to sixty words, as seldom as words are, and those that are searched for. */
  private String text(int number) {
    StringBuilder text = new StringBuilder();
    for (int k = 30 + random.nextInt(30); k > 0; k--) {
      text.append('w').append((int) (WORDS * Math.pow(random.nextDouble(), 4))).append(' ');
    }
    text.append(number % 10_000 == 7 ? "seldom " : "");
    text.append(number % 100 == 3 ? "quite common" : number % 10 == 3 ? "common" : "");
    return text.toString();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
