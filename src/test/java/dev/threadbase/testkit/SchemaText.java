package dev.threadbase.testkit;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A schema as lines of text that are the same for the same schema on either database. */
public final class SchemaText {

  /**
   * Made from the entries by whatever a database has for searching texts: FTS5 keeps tables of its
   * own, and PostgreSQL a type and several rows for a long text. No query of a user is about them.
   */
  private static final String OF_SEARCH = "search_";

  private SchemaText() {}

  /** Columns, keys and indexes of every table, columns of every view. */
  public static List<String> of(TestDatabase database) {
    try (Connection connection = database.connect()) {
      DatabaseMetaData meta = connection.getMetaData();
      String schema = connection.getSchema();
      TreeSet<String> lines = new TreeSet<>();
      for (String kind : List.of("TABLE", "VIEW")) {
        try (ResultSet tables = meta.getTables(null, schema, "%", new String[] {kind})) {
          while (tables.next()) {
            String table = tables.getString("TABLE_NAME");
            if (!table.equals("threadbase_schema_history")
                && !table.startsWith("sqlite_")
                && !table.startsWith(OF_SEARCH)) {
              describe(meta, schema, table, kind.equals("VIEW"), lines);
            }
          }
        }
      }
      return List.copyOf(lines);
    } catch (SQLException failure) {
      throw new IllegalStateException("the schema cannot be read", failure);
    }
  }

  private static void describe(
      DatabaseMetaData meta, String schema, String table, boolean view, Set<String> lines)
      throws SQLException {
    try (ResultSet columns = meta.getColumns(null, schema, table, "%")) {
      while (columns.next()) {
        String column = table + "." + columns.getString("COLUMN_NAME");
        lines.add(view ? "view " + column : "column " + column + typeOf(columns));
      }
    }
    if (view) {
      return;
    }
    try (ResultSet keys = meta.getPrimaryKeys(null, schema, table)) {
      lines.add("key " + table + columns(keys, "KEY_SEQ", "COLUMN_NAME"));
    }
    describeForeignKeys(meta, schema, table, lines);
    describeIndexes(meta, schema, table, lines);
  }

  private static String typeOf(ResultSet column) throws SQLException {
    String type =
        switch (column.getString("TYPE_NAME").toUpperCase(Locale.ROOT)) {
          case "INTEGER", "BIGINT", "INT4", "INT8" -> "INTEGER";
          case "TEXT" -> "TEXT";
          case "BLOB", "BYTEA" -> "BLOB";
          default -> "unknown " + column.getString("TYPE_NAME");
        };
    boolean nullable = column.getInt("NULLABLE") == DatabaseMetaData.columnNullable;
    return " " + type + (nullable ? "" : " NOT NULL");
  }

  private static void describeForeignKeys(
      DatabaseMetaData meta, String schema, String table, Set<String> lines) throws SQLException {
    Map<String, Set<String>> keys = new TreeMap<>();
    if (meta.getDatabaseProductName().equals("SQLite")) {
      // The driver mixes up the columns of several keys to one table.
      String query =
          "SELECT id, \"from\", \"table\", \"to\" FROM pragma_foreign_key_list('" + table + "')";
      for (List<String> row : Sql.rows(meta.getConnection(), query)) {
        addColumn(keys, row.get(0), row.get(1), row.get(2), row.get(3));
      }
    } else {
      try (ResultSet row = meta.getImportedKeys(null, schema, table)) {
        while (row.next()) {
          addColumn(
              keys,
              row.getString("FK_NAME"),
              row.getString("FKCOLUMN_NAME"),
              row.getString("PKTABLE_NAME"),
              row.getString("PKCOLUMN_NAME"));
        }
      }
    }
    keys.values().forEach(columns -> lines.add("foreign " + table + columns));
  }

  private static void addColumn(
      Map<String, Set<String>> keys, String key, String from, String table, String to) {
    keys.computeIfAbsent(key, name -> new TreeSet<>()).add(from + " to " + table + "." + to);
  }

  private static void describeIndexes(
      DatabaseMetaData meta, String schema, String table, Set<String> lines) throws SQLException {
    Map<String, Map<Integer, String>> indexes = new TreeMap<>();
    TreeSet<String> unique = new TreeSet<>();
    try (ResultSet rows = meta.getIndexInfo(null, schema, table, false, true)) {
      while (rows.next()) {
        String name = rows.getString("INDEX_NAME");
        if (name != null) {
          indexes
              .computeIfAbsent(name, key -> new TreeMap<>())
              .put(rows.getInt("ORDINAL_POSITION"), rows.getString("COLUMN_NAME"));
          if (!rows.getBoolean("NON_UNIQUE")) {
            unique.add(name);
          }
        }
      }
    }
    indexes.forEach(
        (name, columns) ->
            lines.add(
                unique.contains(name)
                    ? "unique " + table + columns.values()
                    : "index " + table + " " + name + columns.values()));
  }

  private static String columns(ResultSet keys, String order, String name) throws SQLException {
    Map<Integer, String> columns = new TreeMap<>();
    while (keys.next()) {
      columns.put(keys.getInt(order), keys.getString(name));
    }
    return columns.values().toString();
  }
}
