package dev.threadbase.jdbi;

import dev.threadbase.Durability;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import java.util.Arrays;
import org.jdbi.v3.core.Handle;

/**
 * Reads back what a connection was asked to be: a setting that did not take effect is an error, not
 * a surprise.
 */
final class SqliteSettings {

  /** Before this, a write that met a checkpoint could lose pages. */
  private static final int[] OLDEST = {3, 51, 3};

  private SqliteSettings() {}

  static void checkVersion(Handle handle) {
    String version = text(handle, "SELECT sqlite_version()");
    int[] parts = Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    if (Arrays.compare(parts, OLDEST) < 0) {
      throw new StoreUnavailable(
          "SQLite " + version + " can corrupt a file in WAL mode; 3.51.3 or newer is needed", null);
    }
  }

  static void checkWriter(Handle handle, Durability durability, boolean inMemory) {
    expect(handle, "journal_mode", inMemory ? "memory" : "wal");
    expect(handle, "foreign_keys", "1");
    expect(handle, "synchronous", durability == Durability.FULL ? "2" : "1");
  }

  static boolean checkReader(Handle handle) {
    expect(handle, "query_only", "1");
    return true;
  }

  private static void expect(Handle handle, String setting, String value) {
    String actual = text(handle, "PRAGMA " + setting);
    if (!value.equalsIgnoreCase(actual)) {
      throw new StoreUnavailable(
          "SQLite did not accept " + setting + " = " + value + ", it is " + actual, null);
    }
  }

  private static String text(Handle handle, String query) {
    return handle.createQuery(query).mapTo(String.class).one();
  }
}
