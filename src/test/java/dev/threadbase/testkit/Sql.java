package dev.threadbase.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Plain SQL against a test's database, past the library. */
public final class Sql {

  private Sql() {}

  /** Every row, each value as text; null stays null. */
  public static List<List<String>> rows(TestDatabase database, String query) {
    try (Connection connection = database.connect()) {
      return rows(connection, query);
    } catch (SQLException failure) {
      throw new IllegalStateException("not answered: " + query, failure);
    }
  }

  /** Every row, over a connection that is open already. */
  public static List<List<String>> rows(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** The one number that a query answers. */
  public static long number(TestDatabase database, String query) {
    return Long.parseLong(rows(database, query).get(0).get(0));
  }

  /** Runs a statement that answers nothing, under every rule of the schema. */
  public static void run(TestDatabase database, String statement) throws SQLException {
    try (Connection connection = database.connect();
        Statement plain = connection.createStatement()) {
      if (!database.isPostgres()) {
        plain.execute("PRAGMA foreign_keys = ON");
      }
      plain.execute(statement);
    }
  }
}
