package dev.threadbase.testkit;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL of a test run: the one that {@code THREADBASE_TEST_POSTGRES_URL} names, else a
 * container if Docker answers, else a server started from the binaries that Maven brought. There
 * always is one.
 */
public final class PostgresServer {

  private static final List<String> DURABLE = List.of("fsync", "synchronous_commit");

  private final String template = "threadbase_template_" + suffix();
  private final String serverUrl;

  private PostgresServer(boolean durable) {
    this.serverUrl = start(durable);
    if (durable) {
      DURABLE.forEach(this::requireOn);
    }
    createTemplate();
  }

  /** The server for most tests. One that is started for them flushes nothing, to be quick. */
  static PostgresServer quick() {
    return Quick.SERVER;
  }

  /** A server whose commits are on the disk when they are acknowledged. */
  static PostgresServer durable() {
    return Durable.SERVER;
  }

  private static final class Quick {
    static final PostgresServer SERVER = new PostgresServer(false);
  }

  private static final class Durable {
    static final PostgresServer SERVER = new PostgresServer(true);
  }

  /** The URL of a new database, migrated already. */
  String createMigrated() {
    return create("TEMPLATE " + template);
  }

  /** The URL of a new database with nothing in it. */
  String createEmpty() {
    return create("");
  }

  /** Drops a database with whoever is connected to it. */
  void drop(String url) {
    execute("DROP DATABASE IF EXISTS " + name(url) + " WITH (FORCE)");
  }

  private String create(String options) {
    String name = "threadbase_test_" + suffix();
    execute("CREATE DATABASE " + name + " " + options);
    return withDatabase(name);
  }

  private void createTemplate() {
    execute("CREATE DATABASE " + template);
    Threadbase.open(ThreadbaseConfig.of(withDatabase(template))).close();
    if (!given().isEmpty()) {
      // Any other server ends with the tests, and what is in it.
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> execute("DROP DATABASE IF EXISTS " + template)));
    }
  }

  /** The URL of a server that runs already; empty if there is none. */
  private static String given() {
    return Objects.requireNonNullElse(System.getenv("THREADBASE_TEST_POSTGRES_URL"), "");
  }

  private static String start(boolean durable) {
    if (!given().isEmpty()) {
      return given();
    }
    return DockerClientFactory.instance().isDockerAvailable()
        ? container(durable)
        : embedded(durable);
  }

  @SuppressWarnings(
      "resource") // The container lives as long as the test run; Testcontainers' reaper removes it.
  private static String container(boolean durable) {
    PostgreSQLContainer server = new PostgreSQLContainer("postgres:17");
    server.setCommand("postgres", "-c", "fsync=" + onOrOff(durable), "-c", "max_connections=200");
    server.start();
    return server.getJdbcUrl()
        + "&user="
        + server.getUsername()
        + "&password="
        + server.getPassword();
  }

  private static String embedded(boolean durable) {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "200")
              .setServerConfig("timezone", "Asia/Kathmandu")
              .setServerConfig("fsync", onOrOff(durable))
              .setServerConfig("synchronous_commit", onOrOff(durable));
      if (!durable) {
        builder.setDataDirectory(QuickFolder.create("threadbase-postgres"));
      }
      EmbeddedPostgres server = builder.start();
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

  private void requireOn(String setting) {
    try (Connection connection = DriverManager.getConnection(serverUrl);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_setting('" + setting + "')")) {
      if (!row.next() || !row.getString(1).equals("on")) {
        throw new IllegalStateException("the test server must have " + setting + " on");
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("the test server refused a question", failure);
    }
  }

  private static String onOrOff(boolean on) {
    return on ? "on" : "off";
  }

  private void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(serverUrl);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException("the test server refused a statement", failure);
    }
  }

  private String withDatabase(String name) {
    int query = serverUrl.indexOf('?');
    String path = query < 0 ? serverUrl : serverUrl.substring(0, query);
    String rest = query < 0 ? "" : serverUrl.substring(query);
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
