package dev.threadbase.benchmark;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A database with one thread in it, reached through Threadbase and by bare JDBC. */
@State(Scope.Benchmark)
public class Store {

  static final int POOL = 16;
  static final String THREAD = "t";
  private static final int BATCH = 1000;

  @Param({"sqlite", "postgresql"})
  public String database;

  TestDatabase place;
  Threadbase threadbase;
  Threadbase withoutSearch;
  ThreadMeta thread;

  @Setup(Level.Trial)
  public void open() {
    place =
        database.equals("sqlite") ? SqliteTestDatabase.durable() : PostgresTestDatabase.durable();
    ThreadbaseConfig config = place.config().readers(POOL);
    threadbase = Threadbase.open(config);
    withoutSearch = Threadbase.open(config.withoutSearch());
    thread = create(THREAD);
  }

  @TearDown(Level.Trial)
  public void close() {
    threadbase.close();
    withoutSearch.close();
    place.close();
  }

  /** A connection without Threadbase, which makes a commit as durable as Threadbase does. */
  Connection bare() throws SQLException {
    Connection connection = place.connect();
    if (!place.isPostgres()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute("PRAGMA foreign_keys = ON");
      }
    }
    return connection;
  }

  /** A table like that of the entries, with the same keys, checks and indexes. */
  void createBareTable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (place.isPostgres()) {
        statement.execute("CREATE TABLE bare_entries (LIKE entries INCLUDING ALL)");
        statement.execute(
            "ALTER TABLE bare_entries ADD FOREIGN KEY (session_id, segment_id) REFERENCES segments");
        return;
      }
      try (ResultSet row =
          statement.executeQuery("SELECT sql FROM sqlite_master WHERE name = 'entries'")) {
        String create =
            row.getString(1).replace("CREATE TABLE entries", "CREATE TABLE bare_entries");
        row.close();
        statement.execute(create);
        statement.execute(
            "CREATE INDEX bare_compactions ON bare_entries (session_id, segment_id, seq)"
                + " WHERE type = 'compaction'");
      }
    }
  }

  /** A table like that of the leases, with the same key and checks, and no other index. */
  void createBareLeases(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (place.isPostgres()) {
        statement.execute(
            "CREATE TABLE bare_leases (LIKE turn_leases INCLUDING CONSTRAINTS,"
                + " PRIMARY KEY (thread_id)) WITH (fillfactor = 50)");
        return;
      }
      try (ResultSet row =
          statement.executeQuery("SELECT sql FROM sqlite_master WHERE name = 'turn_leases'")) {
        String create =
            row.getString(1).replace("CREATE TABLE turn_leases", "CREATE TABLE bare_leases");
        row.close();
        statement.execute(create);
      }
    }
  }

  ThreadMeta create(String threadId) {
    return threadbase.threads().createThread(ThreadMeta.builder(threadId).build());
  }

  /** Appends so many entries; the last is returned. */
  Entry fill(String threadId, int count, NewEntry entry) {
    Entry last = null;
    for (int left = count; left > 0; left -= BATCH) {
      List<NewEntry> batch = Collections.nCopies(Math.min(left, BATCH), entry);
      List<Entry> stored = threadbase.threads().appendAll(threadId, batch, AppendOptions.DEFAULT);
      last = stored.get(stored.size() - 1);
    }
    return last;
  }

  /** A message of 1 KB in words, which are put into the index. */
  static NewEntry message() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < 930; i++) {
      text.append(Integer.toString(i * 7919 % 4001, 36)).append(i % 9 == 8 ? ". " : "word ");
    }
    return NewEntry.message(Message.user(text.toString()));
  }

  /** An entry with a payload of 1 KB. */
  static NewEntry kilobyte() {
    return NewEntry.raw(EntryType.CUSTOM, "{\"text\":\"" + "x".repeat(1013) + "\"}");
  }
}
