package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.InvalidData;
import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What a person can do something about, in words. The drivers' own words may quote data, so only
 * codes are read.
 */
final class Reasons {

  private static final String OTHER = "the database refused a statement";

  private static final Map<Integer, String> SQLITE =
      Map.of(
          SQLiteErrorCode.SQLITE_NOTADB.code, "the file is not a SQLite database",
          SQLiteErrorCode.SQLITE_CANTOPEN.code, "the file cannot be opened",
          SQLiteErrorCode.SQLITE_READONLY.code, "the file cannot be written",
          SQLiteErrorCode.SQLITE_CORRUPT.code, "the file is damaged",
          SQLiteErrorCode.SQLITE_IOERR.code, "reading or writing the file failed",
          SQLiteErrorCode.SQLITE_FULL.code, "the disk is full");

  private static final Map<String, String> POSTGRESQL =
      Map.of(
          "08", "the server cannot be reached",
          "28", "the server refused the user or the password",
          "3D", "the server has no such database",
          "53", "the server has no room left: connections, memory or disk",
          "25", "the server takes no writes");

  private Reasons() {}

  /** The reason and its code. */
  static String of(SQLException failure) {
    return reason(failure) + code(failure);
  }

  /** The code alone, in brackets. */
  static String code(SQLException failure) {
    String state = failure.getSQLState();
    return " (" + (state == null ? "code " + failure.getErrorCode() : "SQLSTATE " + state) + ")";
  }

  /** Rows of a file that fit no schema are the fault of the file, not of the database. */
  static RuntimeException misfit(JdbiException failure, Dialect dialect, String table) {
    SQLException cause = sqlCause(failure);
    return cause != null && dialect.classify(cause) == Dialect.Failure.CONSTRAINT
        ? new InvalidData("a row of " + table + " does not fit the others")
        : failure;
  }

  static @Nullable SQLException sqlCause(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  private static String reason(SQLException failure) {
    if (failure instanceof SQLiteException sqlite) {
      return SQLITE.getOrDefault(sqlite.getResultCode().code & 0xff, OTHER);
    }
    String state = failure.getSQLState();
    return state == null || state.length() < 2
        ? OTHER
        : POSTGRESQL.getOrDefault(state.substring(0, 2), OTHER);
  }
}
