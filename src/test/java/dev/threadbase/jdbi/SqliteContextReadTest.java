package dev.threadbase.jdbi;

import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

class SqliteContextReadTest extends ContextReadContract {

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

  @Override
  Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  List<String> explain() {
    return List.of("EXPLAIN QUERY PLAN", "detail");
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
}
