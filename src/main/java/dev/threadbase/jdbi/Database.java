package dev.threadbase.jdbi;

import dev.threadbase.lease.LeaseBreak;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.segment.PodSpawnedChild;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * Connections and transactions. Work must be repeatable: it is run again when the database asks for
 * it.
 */
public abstract sealed class Database implements AutoCloseable
    permits SqliteDatabase, PostgresDatabase {

  // A flight recording of the host would hold what is bound; Jdbi fails on a smaller number.
  private static final int NOTHING_OF_PARAMETERS = 3;

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T run(Handle handle);
  }

  abstract Dialect dialect();

  /** What is written with entries. */
  abstract EntryDerivations derivations();

  /** Reads, each statement for itself. */
  abstract <T> T read(Work<T> work);

  /** Reads, all statements from one snapshot. */
  abstract <T> T snapshot(Work<T> work);

  /** Writes in one transaction; everything or nothing. */
  abstract <T> T write(Work<T> work);

  /** Writes in one transaction that takes long, and that no other shares. */
  abstract <T> T writeAlone(Work<T> work);

  /** Writes by one statement, which is its own transaction where the database allows it. */
  abstract <T> T writeOne(Work<T> work);

  @Override
  public abstract void close();

  /**
   * Connections of a pool. Interruption does not end the wait for one; it is kept for the caller.
   */
  static ConnectionFactory uninterrupted(DataSource pool) {
    return () -> {
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return committing(pool.getConnection());
          } catch (SQLException failure) {
            if (!Thread.interrupted()) {
              throw failure;
            }
            interrupted = true;
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  /** A caller's pool may hand out connections that commit nothing by themselves. */
  private static Connection committing(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.setAutoCommit(true);
    }
    return connection;
  }

  /** Sets up what both databases have in common. */
  static Jdbi configured(Jdbi jdbi, Dialect dialect) {
    jdbi.installPlugin(new SqlObjectPlugin());
    // Jdbi's messages would quote the bound text of entries.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    jdbi.getConfig(SqlStatements.class)
        .setUnusedBindingAllowed(false)
        .setJfrParamMaxLength(NOTHING_OF_PARAMETERS);
    dialect.fragments().forEach(jdbi::define);
    jdbi.registerArgument(new StorableText());
    jdbi.registerRowMapper(EntryRow.MAPPER);
    jdbi.registerRowMapper(ThreadRow.MAPPER);
    jdbi.registerRowMapper(SegmentRow.MAPPER);
    jdbi.registerRowMapper(Run.MAPPER);
    jdbi.registerRowMapper(LogRun.MAPPER);
    jdbi.registerRowMapper(LogInfoRow.MAPPER);
    jdbi.registerRowMapper(LogInfoRow.BEGINNING);
    jdbi.registerRowMapper(PodRow.MAPPER);
    jdbi.registerRowMapper(PodSpawnedChild.class, PodRow.CHILD);
    jdbi.registerRowMapper(LeaseRow.class, LeaseRow.MAPPER);
    jdbi.registerRowMapper(TurnLease.class, (row, context) -> LeaseRow.lease(row));
    jdbi.registerRowMapper(LeaseBreak.class, LeaseRow.BREAK_MAPPER);
    return jdbi;
  }
}
