package dev.threadbase.testkit;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL of a test run: the one that {@code THREADBASE_TEST_POSTGRES_URL} names, else a
 * container if Docker answers, else a server started from the binaries that Maven brought. There
 * always is one.
 */
public final class PostgresServer {

  private static final String TEMPLATE = "threadbase_template_" + suffix();
  private static final String SERVER_URL = start();

  static {
    createTemplate();
  }

  private PostgresServer() {}

  /** The URL of a new database, migrated already. */
  static String createMigrated() {
    return create("TEMPLATE " + TEMPLATE);
  }

  /** The URL of a new database with nothing in it. */
  static String createEmpty() {
    return create("");
  }

  /** Drops a database with whoever is connected to it. */
  static void drop(String url) {
    execute("DROP DATABASE IF EXISTS " + name(url) + " WITH (FORCE)");
  }

  private static String create(String options) {
    String name = "threadbase_test_" + suffix();
    execute("CREATE DATABASE " + name + " " + options);
    return withDatabase(name);
  }

  private static void createTemplate() {
    execute("CREATE DATABASE " + TEMPLATE);
    Threadbase.open(ThreadbaseConfig.of(withDatabase(TEMPLATE))).close();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> execute("DROP DATABASE IF EXISTS " + TEMPLATE)));
  }

  private static String start() {
    String given = System.getenv("THREADBASE_TEST_POSTGRES_URL");
    if (given != null && !given.isEmpty()) {
      return given;
    }
    return DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
  }

  @SuppressWarnings(
      "resource") // The container lives as long as the test run; Testcontainers' reaper removes it.
  private static String container() {
    PostgreSQLContainer server = new PostgreSQLContainer("postgres:17");
    server.start();
    return server.getJdbcUrl()
        + "&user="
        + server.getUsername()
        + "&password="
        + server.getPassword();
  }

  private static String embedded() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "200")
              .setServerConfig("timezone", "Asia/Kathmandu")
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
      return server.getJdbcUrl("postgres", "postgres");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(SERVER_URL);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException("the test server refused a statement", failure);
    }
  }

  private static String withDatabase(String name) {
    int query = SERVER_URL.indexOf('?');
    String path = query < 0 ? SERVER_URL : SERVER_URL.substring(0, query);
    String rest = query < 0 ? "" : SERVER_URL.substring(query);
    return path.substring(0, path.lastIndexOf('/') + 1) + name + rest;
  }

  private static String name(String url) {
    int query = url.indexOf('?');
    String path = query < 0 ? url : url.substring(0, query);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String suffix() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
