package dev.threadbase.testkit;

import dev.threadbase.ThreadbaseConfig;

/** A database on the test run's PostgreSQL server. */
public final class PostgresTestDatabase implements TestDatabase {

  private final String url;

  private PostgresTestDatabase(String url) {
    this.url = url;
  }

  /** A new database, migrated already. */
  public static PostgresTestDatabase create() {
    return new PostgresTestDatabase(PostgresServer.createMigrated());
  }

  /** A new database with nothing in it. */
  public static PostgresTestDatabase empty() {
    return new PostgresTestDatabase(PostgresServer.createEmpty());
  }

  @Override
  public ThreadbaseConfig config() {
    return ThreadbaseConfig.of(url);
  }

  @Override
  public boolean isPostgres() {
    return true;
  }

  @Override
  public void close() {
    PostgresServer.drop(url);
  }
}
