package dev.threadbase.jdbi;

import org.jdbi.v3.core.Handle;

class PostgresContextReadTest extends ContextReadContract {

  private static final String FETCHED =
      "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'entries'";

  @Override
  Backend backend() {
    return Backend.POSTGRESQL;
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
