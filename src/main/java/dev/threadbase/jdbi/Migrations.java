package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.StoreUnavailable;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/**
 * Brings a schema up to date: the only class that knows Flyway.
 *
 * <p>Flyway looks at a schema for tens of milliseconds, on many connections. A history that it
 * found complete and right is remembered, and whoever has the same one is not looked at again.
 */
final class Migrations {

  private static final String FOLDER = "classpath:db/migrations/";

  /** A table of our own: the application may keep its tables by Flyway in the same schema. */
  private static final String HISTORY = "threadbase_schema_history";

  private static final Map<Dialect, List<AppliedMigration>> UP_TO_DATE = new ConcurrentHashMap<>();

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
      remember(dialect, info);
    } catch (FlywayException failure) {
      throw new StoreUnavailable(reason(failure), null);
    }
  }

  private static boolean isUpToDate(DataSource source, Dialect dialect) {
    List<AppliedMigration> known = UP_TO_DATE.get(dialect);
    return known != null
        && AppliedMigration.all(source, dialect, HISTORY).filter(known::equals).isPresent();
  }

  /** Remembers a history of this version's migrations alone, all of them, none of them changed. */
  private static void remember(Dialect dialect, MigrationInfoService info) {
    MigrationInfo[] all = info.all();
    if (Arrays.stream(all).allMatch(Migrations::isAsShipped)) {
      UP_TO_DATE.put(
          dialect,
          Arrays.stream(all)
              .map(Migrations::applied)
              .sorted(Comparator.comparingInt(AppliedMigration::rank))
              .toList());
    }
  }

  private static boolean isAsShipped(MigrationInfo migration) {
    return migration.getState() == MigrationState.SUCCESS
        && migration.isChecksumMatching()
        && migration.isDescriptionMatching()
        && migration.isTypeMatching();
  }

  private static AppliedMigration applied(MigrationInfo migration) {
    return new AppliedMigration(
        migration.getInstalledRank(),
        migration.getVersion() == null ? null : migration.getVersion().toString(),
        migration.getDescription(),
        migration.getType().name(),
        migration.getScript(),
        migration.getChecksum());
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
