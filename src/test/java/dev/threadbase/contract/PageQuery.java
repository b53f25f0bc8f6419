package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import dev.threadbase.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks a database what a page asks it, and compares the answers. */
final class PageQuery {

  private PageQuery() {}

  /**
   * At least one row, and exactly those that the page shows, if it shows any. A query for one of
   * the databases says so in its first line, and is asked there alone.
   */
  static void assertAnswered(Block query, TestDatabase database) throws SQLException {
    String other = database.isPostgres() ? "-- SQLite\n" : "-- PostgreSQL\n";
    if (query.code().startsWith(other)) {
      return;
    }
    List<List<String>> answer = answer(query.code(), database);
    assertThat(answer).as(query.code()).hasSizeGreaterThan(1);
    if (query.answer() != null) {
      String lines = table(answer);
      String shown = table(cells(query.answer()));
      assertThat(lines).as(query.code()).is(MarkdownPage.shownAs(shown));
    }
  }

  /** The names of the columns, then the rows; null is an empty cell. */
  private static List<List<String>> answer(String query, TestDatabase database)
      throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      ResultSetMetaData columns = result.getMetaData();
      List<List<String>> lines = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnLabel(i));
      }
      lines.add(names);
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.add(Objects.requireNonNullElse(result.getString(i), ""));
        }
        lines.add(row);
      }
      return lines;
    }
  }

  private static String table(List<List<String>> rows) {
    return rows.stream().map(row -> String.join(" | ", row)).collect(Collectors.joining("\n"));
  }

  private static List<List<String>> cells(String table) {
    return table
        .lines()
        .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
        .toList();
  }
}
