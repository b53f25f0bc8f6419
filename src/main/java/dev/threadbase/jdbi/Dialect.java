package dev.threadbase.jdbi;

import java.sql.SQLException;
import java.util.Map;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What differs between the databases, and nothing else. */
enum Dialect {
  SQLITE(
      "sqlite",
      // The whole write transaction holds the one write lock already.
      "",
      "",
      "") {
    @Override
    String now(String given) {
      return "CAST(" + given + " AS BIGINT)";
    }

    @Override
    Failure classify(SQLException failure) {
      if (!(failure instanceof SQLiteException sqlite)) {
        return Failure.OTHER;
      }
      int primary = sqlite.getResultCode().code & 0xff;
      if (primary == SQLiteErrorCode.SQLITE_BUSY.code
          || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
        return Failure.BUSY;
      }
      if (primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
        return Failure.CONSTRAINT;
      }
      return Failure.OTHER;
    }
  },

  POSTGRESQL("postgresql", "FOR UPDATE", "FOR NO KEY UPDATE", "FOR KEY SHARE") {
    @Override
    String now(String given) {
      // Not the time at which the transaction began: it may have waited for a lock since.
      return "COALESCE(CAST("
          + given
          + " AS BIGINT), CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000000 AS BIGINT))";
    }

    @Override
    Failure classify(SQLException failure) {
      String state = failure.getSQLState();
      if (state == null) {
        return Failure.OTHER;
      }
      if (state.equals("40001") || state.equals("40P01")) {
        return Failure.SERIALIZATION;
      }
      if (state.startsWith("23")) {
        return Failure.CONSTRAINT;
      }
      // 08: the connection broke; 57P01 to 57P03: the server ended it or is not ready; 40003: the
      // server
      // itself does not know what became of the statement.
      return state.startsWith("08") || state.startsWith("57P") || state.equals("40003")
          ? Failure.CONNECTION
          : Failure.OTHER;
    }
  };

  /** What a failure of the database means for the one who called it. */
  enum Failure {
    /** Another connection holds the lock: wait, then try again. */
    BUSY,
    /** The database undid the transaction in favour of another: try again. */
    SERIALIZATION,
    /** A key or a check refused the statement. */
    CONSTRAINT,
    /** The connection is gone. */
    CONNECTION,
    /** Anything else. */
    OTHER
  }

  private final String folder;
  private final String forUpdate;
  private final String forNoKeyUpdate;
  private final String forKeyShare;

  Dialect(String folder, String forUpdate, String forNoKeyUpdate, String forKeyShare) {
    this.folder = folder;
    this.forUpdate = forUpdate;
    this.forNoKeyUpdate = forNoKeyUpdate;
    this.forKeyShare = forKeyShare;
  }

  /** The folder of this database's own migrations. */
  String folder() {
    return folder;
  }

  /** The pieces of SQL that differ, by the name they have in a statement. */
  Map<String, String> fragments() {
    return Map.of(
        "for_update",
        forUpdate,
        "for_no_key_update",
        forNoKeyUpdate,
        "for_key_share",
        forKeyShare,
        "now",
        now(":now"),
        "by_recent",
        indexedBy("threads_recent"),
        "by_recent_workspace",
        indexedBy("threads_recent_by_workspace"));
  }

  /**
   * Names the index of a sorted list: once it has statistics, SQLite would rather sort the whole
   * table than the few rows of one key, because it does not take the limit into account.
   */
  private String indexedBy(String index) {
    return this == SQLITE ? "INDEXED BY " + index : "";
  }

  /**
   * The time by which leases end, in nanoseconds since 1970: a given one; else, where the database
   * has a clock that all of its clients share, that one.
   */
  abstract String now(String given);

  abstract Failure classify(SQLException failure);

  static Dialect ofUrl(String url) {
    if (url.startsWith("jdbc:sqlite:")) {
      return SQLITE;
    }
    if (url.startsWith("jdbc:postgresql:")) {
      return POSTGRESQL;
    }
    throw new IllegalArgumentException("not a SQLite or PostgreSQL database");
  }
}
