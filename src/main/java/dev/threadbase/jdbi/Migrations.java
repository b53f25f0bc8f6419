package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.StoreUnavailable;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/**
 * Brings a schema up to date: the only class that knows Flyway.
 *
 * <p>Flyway takes a quarter of a program's start to be loaded, and looks at a schema for tens of
 * milliseconds, on many connections. A history that is the one this version makes is not shown to
 * it.
 */
final class Migrations {

  private static final String FOLDER = "classpath:db/migrations/";

  /** A table of our own: the application may keep its tables by Flyway in the same schema. */
  private static final String HISTORY = "threadbase_schema_history";

  private Migrations() {}

  /**
   * Applies what is missing, or, if that is not wanted, makes sure that nothing is.
   *
   * @throws StoreUnavailable if the schema is newer than this version, was changed by hand, or a
   *     migration failed
   */
  static void run(DataSource source, Dialect dialect, boolean migrate) {
    if (isUpToDate(source, dialect)) {
      return;
    }
    try {
      Flyway flyway = flyway(source, dialect);
      MigrationInfoService info = flyway.info();
      refuseNewer(info);
      if (migrate) {
        migrate(flyway, info.applied().length > 0);
      } else if (info.pending().length > 0) {
        throw new StoreUnavailable(
            "the database lacks " + info.pending().length + " migrations; migrate it first", null);
      }
    } catch (FlywayException failure) {
      throw new StoreUnavailable(reason(failure), null);
    }
  }

  private static boolean isUpToDate(DataSource source, Dialect dialect) {
    return AppliedMigration.all(source, dialect, HISTORY)
        .filter(AppliedMigration.shipped(dialect)::equals)
        .isPresent();
  }

  /**
   * Before its history is there, Flyway looks for it and then whether the schema is empty, without
   * a lock. A process that makes the history between the two looks makes it refuse, even if that
   * process has applied nothing yet. The second time the history is there, and Flyway waits its
   * turn.
   */
  private static void migrate(Flyway flyway, boolean applied) {
    try {
      flyway.migrate();
    } catch (FlywayException failure) {
      if (applied) {
        throw failure;
      }
      flyway.migrate();
    }
  }

  /** Flyway's message names the file and the rule, and may name the URL: only codes are safe. */
  private static String reason(FlywayException failure) {
    SQLException cause = Reasons.sqlCause(failure);
    return failure.getErrorCode() == CoreErrorCode.DB_CONNECTION && cause != null
        ? Reasons.of(cause)
        : "migrating the database failed: " + failure.getErrorCode();
  }

  private static void refuseNewer(MigrationInfoService info) {
    for (MigrationInfo migration : info.all()) {
      if (migration.getState().isApplied() && !migration.getState().isResolved()) {
        throw new StoreUnavailable(
            "the database has migration "
                + migration.getVersion()
                + ", which this version of Threadbase does not know",
            null);
      }
    }
  }

  private static Flyway flyway(DataSource source, Dialect dialect) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source)
        .locations(FOLDER + "common", FOLDER + dialect.folder())
        .table(HISTORY)
        // A PostgreSQL schema may hold an application's tables; a SQLite file is Threadbase's
        // alone.
        .baselineOnMigrate(dialect == Dialect.POSTGRESQL)
        .baselineVersion("0")
        .failOnMissingLocations(true)
        .placeholderReplacement(false)
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .load();
  }
}
