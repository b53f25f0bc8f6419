package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.StoreUnavailable;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** Brings a schema up to date: the only class that knows Flyway. */
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
    try {
      Flyway flyway = flyway(source, dialect);
      MigrationInfoService info = flyway.info();
      refuseNewer(info);
      if (migrate) {
        migrate(flyway, info.applied().length);
      } else if (info.pending().length > 0) {
        throw new StoreUnavailable(
            "the database lacks " + info.pending().length + " migrations; migrate it first", null);
      }
    } catch (FlywayException failure) {
      throw new StoreUnavailable(reason(failure), null);
    }
  }

  /**
   * Flyway looks twice, whether its history is there and whether the schema is empty, before it
   * takes its lock. A process that migrates between the two looks makes it refuse; it is asked
   * again for as long as others made headway.
   */
  private static void migrate(Flyway flyway, int applied) {
    try {
      flyway.migrate();
    } catch (FlywayException failure) {
      int now = flyway.info().applied().length;
      if (now <= applied) {
        throw failure;
      }
      migrate(flyway, now);
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
