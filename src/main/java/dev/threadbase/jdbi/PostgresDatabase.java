package dev.threadbase.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException;
import dev.threadbase.ThreadbaseException.CommitUnknown;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL through a pool; plain statements only, so that a transaction pooler may stand between.
 */
final class PostgresDatabase extends Database {

  private final Jdbi jdbi;
  private final Failures failures;
  private final @Nullable HikariDataSource owned;

  private PostgresDatabase(DataSource source, Failures failures, @Nullable HikariDataSource owned) {
    this.jdbi = configured(Jdbi.create(uninterrupted(source)), Dialect.POSTGRESQL);
    this.failures = failures;
    this.owned = owned;
  }

  /** Connections as a configuration describes them; its login goes before that of the URL. */
  static DataSource source(ThreadbaseConfig config) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(config.url());
    source.setReWriteBatchedInserts(true);
    source.setApplicationName("threadbase");
    if (config.user() != null) {
      source.setUser(config.user());
    }
    if (config.password() != null) {
      source.setPassword(config.password());
    }
    return source;
  }

  /** Opens a pool of its own, which {@link #close} closes. */
  static PostgresDatabase pooled(DataSource source, ThreadbaseConfig config) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("threadbase");
    pool.setDataSource(source);
    pool.setMaximumPoolSize(config.readers());
    pool.setConnectionTimeout(Math.max(250, config.busyTimeout().toMillis()));
    pool.setInitializationFailTimeout(-1);
    HikariDataSource owned = new HikariDataSource(pool);
    return new PostgresDatabase(
        owned, new Failures(Dialect.POSTGRESQL, config.busyTimeout()), owned);
  }

  /** Uses the caller's connections, which stay the caller's. */
  static PostgresDatabase over(DataSource source, ThreadbaseConfig config) {
    return new PostgresDatabase(
        source, new Failures(Dialect.POSTGRESQL, config.busyTimeout()), null);
  }

  @Override
  Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  <T> T read(Work<T> work) {
    return failures.retrying(() -> jdbi.withHandle(work::run));
  }

  @Override
  <T> T snapshot(Work<T> work) {
    return failures.retrying(
        () -> jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::run));
  }

  @Override
  <T> T write(Work<T> work) {
    return writing(() -> jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::run));
  }

  @Override
  <T> T writeOne(Work<T> work) {
    return writing(() -> jdbi.withHandle(work::run));
  }

  private <T> T writing(Supplier<T> work) {
    return failures.retrying(
        () -> {
          try {
            return work.get();
          } catch (ConnectionException none) {
            throw new StoreUnavailable("no connection could be had", null);
          } catch (JdbiException failure) {
            throw unknownIfLost(failure);
          }
        });
  }

  private RuntimeException unknownIfLost(JdbiException failure) {
    boolean lost = failures.classify(failure) == Dialect.Failure.CONNECTION;
    return lost ? new CommitUnknown(withoutData(failure)) : failure;
  }

  private ThreadbaseException withoutData(JdbiException failure) {
    return failures.translate(failure);
  }

  @Override
  public void close() {
    if (owned != null) {
      owned.close();
    }
  }
}
