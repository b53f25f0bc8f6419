package dev.threadbase.jdbi;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
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
