package dev.threadbase.jdbi;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

class SqliteContextReadTest extends ContextReadContract {

  @Override
  Backend backend() {
    return Backend.SQLITE;
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
