package dev.threadbase.cli;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which database a command works on. */
final class DatabaseOptions {

  private static final String DEFAULT_FILE = "threadbase.db";

  /** One command at a time reads; a second connection is for what it looks up meanwhile. */
  private static final int CONNECTIONS = 2;

  @Option(
      names = "--db",
      scope = ScopeType.INHERIT,
      paramLabel = "PATH|URL",
      description = {
        "A SQLite file, jdbc:sqlite:..., postgresql://HOST/DATABASE or jdbc:postgresql:....",
        "Default: the environment's THREADBASE_DB, else threadbase.db in the working directory. "
            + "User and password of PostgreSQL also from THREADBASE_DB_USER and "
            + "THREADBASE_DB_PASSWORD."
      })
  private @Nullable String location;

  /** Opens a database that is there and up to date. */
  Threadbase open(Map<String, String> environment) {
    DatabaseLocation found = location(environment);
    Path file = found.file();
    if (file != null && !Files.exists(file)) {
      throw CommandFailed.because("no database at " + file + "; import or migrate makes one");
    }
    return open(config(found).withoutMigration());
  }

  /** Opens a database that is there; an empty one in memory stands in for a file that is not. */
  Threadbase openIfThere(Map<String, String> environment) {
    Path file = location(environment).file();
    return file != null && !Files.exists(file) ? Threadbase.inMemory() : open(environment);
  }

  /** Opens a database, made and brought up to date if need be. */
  Threadbase openOrCreate(Map<String, String> environment) {
    return open(config(location(environment)));
  }

  private static Threadbase open(ThreadbaseConfig config) {
    try {
      return Threadbase.open(config);
    } catch (IllegalArgumentException unusable) {
      // Of the configuration, only the URL is the person's.
      throw CommandFailed.usage(String.valueOf(unusable.getMessage()));
    }
  }

  /** Where it is. */
  DatabaseLocation location(Map<String, String> environment) {
    String given = location;
    if (given == null) {
      given = environment.getOrDefault("THREADBASE_DB", DEFAULT_FILE);
    }
    return DatabaseLocation.of(given)
        .orLogin(environment.get("THREADBASE_DB_USER"), environment.get("THREADBASE_DB_PASSWORD"));
  }

  private static ThreadbaseConfig config(DatabaseLocation found) {
    return ThreadbaseConfig.of(found.url())
        .login(found.user(), found.password())
        .readers(CONNECTIONS);
  }
}
