package dev.threadbase.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.threadbase.Durability;
import dev.threadbase.ThreadbaseConfig;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** One SQLite file: one connection that writes, behind a queue, and a pool that only reads. */
final class SqliteDatabase extends Database {

  private final boolean inMemory;
  private final FileTurnstile turnstile;
  private final Failures failures;
  private final Gate gate = new Gate();
  private final Duration patience;
  private final EntryDerivations derivations;
  private final Jdbi writers;
  private final Jdbi readers;
  private final HikariDataSource readerPool;
  private final WriteQueue queue = new WriteQueue(this::runBatch);
  private @Nullable Handle writer;

  private SqliteDatabase(ThreadbaseConfig config, SqliteFile file) {
    this.inMemory = file.inMemory();
    this.turnstile = file.turnstile();
    this.failures = new Failures(Dialect.SQLITE, config.busyTimeout());
    this.patience = config.busyTimeout();
    this.derivations = EntryDerivations.of(Dialect.SQLITE, config);
    SQLiteDataSource writing = source(config, inMemory);
    this.writers = configured(Jdbi.create(writing), Dialect.SQLITE);
    writers.getConfig(EntryDerivations.class).set(derivations);
    writers.setStatementBuilderFactory(connection -> new KeptStatements());
    this.readerPool = readerPool(config, source(config, inMemory));
    this.readers = configured(Jdbi.create(uninterrupted(readerPool)), Dialect.SQLITE);
  }

  /**
   * Opens a file, brings its schema up to date if asked, and checks that every setting took effect.
   */
  static SqliteDatabase open(ThreadbaseConfig config) {
    SqliteFile file = SqliteFile.of(config.url());
    file.create();
    SqliteDatabase database = new SqliteDatabase(config, file);
    try {
      database.start(config);
      return database;
    } catch (JdbiException failure) {
      database.close();
      throw database.failures.translate(failure);
    } catch (RuntimeException failure) {
      database.close();
      throw failure;
    }
  }

  private void start(ThreadbaseConfig config) {
    turnstile.enter();
    try {
      // Opened first and kept: a database in memory lives as long as its connections.
      Handle first = failures.retrying(writers::open);
      writer = first;
      SqliteSettings.checkVersion(first);
      SqliteSettings.checkWriter(first, config.durability(), inMemory);
      Migrations.run(source(config, inMemory), Dialect.SQLITE, config.migrate());
    } finally {
      turnstile.leave();
    }
    read(SqliteSettings::checkReader);
  }

  @Override
  Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  EntryDerivations derivations() {
    return derivations;
  }

  @Override
  <T> T read(Work<T> work) {
    return gate.pass(() -> failures.retrying(() -> readers.withHandle(work::run)));
  }

  @Override
  <T> T snapshot(Work<T> work) {
    return read(handle -> transaction(handle, "BEGIN", work));
  }

  @Override
  <T> T write(Work<T> work) {
    return gate.pass(() -> queue.submit(work, false));
  }

  @Override
  <T> T writeAlone(Work<T> work) {
    return gate.pass(() -> queue.submit(work, true));
  }

  @Override
  <T> T writeOne(Work<T> work) {
    return write(work);
  }

  /**
   * One transaction for all. If any of it fails, nothing of it stands, and each work is run again
   * in a transaction of its own, so that a failure is only its own.
   */
  private void runBatch(List<WriteQueue.Ticket<?>> batch) {
    if (batch.size() > 1 && succeeds(batch)) {
      return;
    }
    for (WriteQueue.Ticket<?> ticket : batch) {
      try {
        failures.retrying(() -> commit(List.of(ticket)));
        ticket.complete();
      } catch (JdbiException failure) {
        ticket.fail(failures.translate(failure));
      } catch (RuntimeException | Error failure) {
        ticket.fail(failure);
      }
    }
  }

  private boolean succeeds(List<WriteQueue.Ticket<?>> batch) {
    try {
      commit(batch);
    } catch (RuntimeException undone) {
      return false;
    }
    batch.forEach(WriteQueue.Ticket::complete);
    return true;
  }

  private int commit(List<WriteQueue.Ticket<?>> batch) {
    Handle handle = writer();
    turnstile.enter();
    try {
      return transaction(
          handle,
          "BEGIN IMMEDIATE",
          held -> {
            batch.forEach(ticket -> ticket.run(held));
            return batch.size();
          });
    } finally {
      turnstile.leave();
    }
  }

  // Transactions are spelled out: the driver's own commit begins the next transaction at once, and
  // that may fail after
  // this one is durable.
  private static <T> T transaction(Handle handle, String begin, Work<T> work) {
    BareStatement.run(handle, begin);
    T result;
    try {
      result = work.run(handle);
      BareStatement.run(handle, "COMMIT");
    } catch (RuntimeException | Error failure) {
      rollback(handle, failure);
      throw failure;
    }
    return result;
  }

  private static void rollback(Handle handle, Throwable failure) {
    try {
      BareStatement.run(handle, "ROLLBACK");
    } catch (JdbiException alreadyUndone) {
      failure.addSuppressed(alreadyUndone);
    }
  }

  private Handle writer() {
    return Objects.requireNonNull(writer, "opened by start");
  }

  private static SQLiteDataSource source(ThreadbaseConfig config, boolean inMemory) {
    SQLiteConfig settings = new SQLiteConfig();
    settings.enforceForeignKeys(true);
    settings.setBusyTimeout((int) Math.min(Integer.MAX_VALUE, config.busyTimeout().toMillis()));
    if (!inMemory) {
      settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
    }
    settings.setSynchronous(
        config.durability() == Durability.FULL
            ? SQLiteConfig.SynchronousMode.FULL
            : SQLiteConfig.SynchronousMode.NORMAL);
    SQLiteDataSource source = new SQLiteDataSource(settings);
    source.setUrl(config.url());
    return source;
  }

  private static HikariDataSource readerPool(ThreadbaseConfig config, SQLiteDataSource source) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("threadbase-readers");
    pool.setDataSource(source);
    pool.setMaximumPoolSize(config.readers());
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(Math.max(250, config.busyTimeout().toMillis()));
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionInitSql("PRAGMA query_only = ON");
    return new HikariDataSource(pool);
  }

  @Override
  public void close() {
    if (!gate.shut(patience)) {
      return;
    }
    readerPool.close();
    queue.exclusively(
        () -> {
          if (writer != null) {
            writer.close();
          }
          turnstile.close();
        });
  }
}
