package dev.threadbase.testkit;

import dev.threadbase.ThreadbaseConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** An empty, migrated database of one kind, for one test. */
public interface TestDatabase extends AutoCloseable {

  /** How to open it. */
  ThreadbaseConfig config();

  /**
   * Whether it is PostgreSQL; only for what the two databases write differently, never for
   * behaviour.
   */
  boolean isPostgres();

  @Override
  void close();

  /** A plain connection, to look at tables. */
  default Connection connect() throws SQLException {
    Properties login = new Properties();
    String user = config().user();
    String password = config().password();
    if (user != null) {
      login.setProperty("user", user);
    }
    if (password != null) {
      login.setProperty("password", password);
    }
    return DriverManager.getConnection(config().url(), login);
  }
}
