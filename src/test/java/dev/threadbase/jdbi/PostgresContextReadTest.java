package dev.threadbase.jdbi;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresContextReadTest extends ContextReadContract {

  private static final String FETCHED =
      "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'entries'";

  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }

  @Override
  DataSource source(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source;
  }

  @Override
  Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  List<String> explain() {
    return List.of("EXPLAIN (COSTS OFF)", "QUERY PLAN");
  }

  /** The rows of the table that the server itself says it fetched in a transaction. */
  @Override
  long work(Handle handle, Runnable reading) {
    return handle.inTransaction(
        same -> {
          long before = fetched(same);
          reading.run();
          return fetched(same) - before;
        });
  }

  private static long fetched(Handle handle) {
    return handle.createQuery(FETCHED).mapTo(Long.class).one();
  }
}
