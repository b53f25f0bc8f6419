package dev.threadbase.jdbi;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** What tests that look below the repositories need to know of each database. */
enum Backend {
  SQLITE(Dialect.SQLITE, "EXPLAIN QUERY PLAN", "detail") {
    @Override
    TestDatabase create() {
      return SqliteTestDatabase.create();
    }

    @Override
    DataSource source(String url) {
      SQLiteDataSource source = new SQLiteDataSource();
      source.setUrl(url);
      return source;
    }

    /** The steps of the virtual machine, of which every row takes several. */
    @Override
    long work(Handle handle, Runnable reading) throws SQLException {
      AtomicLong steps = new AtomicLong();
      SQLiteConnection connection = (SQLiteConnection) handle.getConnection();
      ProgressHandler.setHandler(
          connection,
          1,
          new ProgressHandler() {
            @Override
            protected int progress() {
              steps.incrementAndGet();
              return 0;
            }
          });
      try {
        reading.run();
      } finally {
        ProgressHandler.clearHandler(connection);
      }
      return steps.get();
    }
  },

  POSTGRESQL(Dialect.POSTGRESQL, "EXPLAIN (COSTS OFF)", "QUERY PLAN") {
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

    private long fetched(Handle handle) {
      return handle
          .createQuery(
              "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables"
                  + " WHERE relname = 'entries'")
          .mapTo(Long.class)
          .one();
    }
  };

  private final Dialect dialect;
  private final String explain;
  private final String planColumn;

  Backend(Dialect dialect, String explain, String planColumn) {
    this.dialect = dialect;
    this.explain = explain;
    this.planColumn = planColumn;
  }

  abstract TestDatabase create();

  abstract DataSource source(String url);

  /** What the database itself counts of the work of reading entries. */
  abstract long work(Handle handle, Runnable reading) throws SQLException;

  Dialect dialect() {
    return dialect;
  }

  /** What precedes a statement to be explained. */
  String explain() {
    return explain;
  }

  /** The column of the answer. */
  String planColumn() {
    return planColumn;
  }
}
