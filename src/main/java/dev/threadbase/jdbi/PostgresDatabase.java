package dev.threadbase.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException;
import dev.threadbase.ThreadbaseException.CommitUnknown;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL through a pool; plain statements only, so that a transaction pooler may stand between.
 */
final class PostgresDatabase extends Database {

  private final EntryDerivations derivations;
  private final Jdbi jdbi;
  private final Failures failures;
  private final Gate gate = new Gate();
  private final Duration patience;
  private final @Nullable HikariDataSource owned;

  private PostgresDatabase(
      DataSource source, ThreadbaseConfig config, @Nullable HikariDataSource owned) {
    this.jdbi = configured(Jdbi.create(uninterrupted(source)), Dialect.POSTGRESQL);
    this.derivations = EntryDerivations.of(Dialect.POSTGRESQL, config);
    jdbi.getConfig(EntryDerivations.class).set(derivations);
    this.failures = new Failures(Dialect.POSTGRESQL, config.busyTimeout());
    this.patience = config.busyTimeout();
    this.owned = owned;
  }

  /** Connections as a configuration describes them; its login goes before that of the URL. */
  static DataSource source(ThreadbaseConfig config) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    setUrl(source, config.url());
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

  /** The driver's own message would quote the URL, and with it a password. */
  private static void setUrl(PGSimpleDataSource source, String url) {
    boolean read;
    try {
      source.setUrl(url);
      read = true;
    } catch (IllegalArgumentException quotesTheUrl) {
      read = false;
    }
    if (!read) {
      throw new IllegalArgumentException("the PostgreSQL URL cannot be read");
    }
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
    return new PostgresDatabase(owned, config, owned);
  }

  /** Uses the caller's connections, which stay the caller's. */
  static PostgresDatabase over(DataSource source, ThreadbaseConfig config) {
    return new PostgresDatabase(source, config, null);
  }

  @Override
  Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  EntryDerivations derivations() {
    return derivations;
  }

  @Override
  <T> T read(Work<T> work) {
    return gate.pass(() -> failures.retrying(() -> jdbi.withHandle(work::run)));
  }

  @Override
  <T> T snapshot(Work<T> work) {
    return gate.pass(
        () ->
            failures.retrying(
                () ->
                    jdbi.inTransaction(handle -> at(handle, "REPEATABLE READ, READ ONLY", work))));
  }

  @Override
  <T> T write(Work<T> work) {
    return writing(() -> jdbi.inTransaction(handle -> at(handle, "READ COMMITTED", work)));
  }

  @Override
  <T> T writeOne(Work<T> work) {
    return writing(() -> jdbi.withHandle(work::run));
  }

  @Override
  <T> T writeAlone(Work<T> work) {
    return write(work);
  }

  /** The isolation is the transaction's, not the session's: a pooler may give another one next. */
  private static <T> T at(Handle handle, String isolation, Work<T> work) {
    BareStatement.run(handle, "SET TRANSACTION ISOLATION LEVEL " + isolation);
    return work.run(handle);
  }

  private <T> T writing(Supplier<T> work) {
    return gate.pass(() -> failures.retrying(() -> told(work)));
  }

  private <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (ConnectionException none) {
      throw new StoreUnavailable("no connection could be had", null);
    } catch (JdbiException failure) {
      throw unknownIfLost(failure);
    }
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
    if (gate.shut(patience) && owned != null) {
      owned.close();
    }
  }
}
