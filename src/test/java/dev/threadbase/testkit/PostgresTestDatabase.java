package dev.threadbase.testkit;

import dev.threadbase.ThreadbaseConfig;

/** A database on the test run's PostgreSQL server. */
public final class PostgresTestDatabase implements TestDatabase {

  private final PostgresServer server;
  private final String url;

  private PostgresTestDatabase(PostgresServer server, String url) {
    this.server = server;
    this.url = url;
  }

  /** A new database, migrated already. */
  public static PostgresTestDatabase create() {
    PostgresServer server = PostgresServer.quick();
    return new PostgresTestDatabase(server, server.createMigrated());
  }

  /** A new database, migrated already, on a server that flushes every commit to the disk. */
  public static PostgresTestDatabase durable() {
    PostgresServer server = PostgresServer.durable();
    return new PostgresTestDatabase(server, server.createMigrated());
  }

  /** A new database with nothing in it. */
  public static PostgresTestDatabase empty() {
    PostgresServer server = PostgresServer.quick();
    return new PostgresTestDatabase(server, server.createEmpty());
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
    server.drop(url);
  }
}
