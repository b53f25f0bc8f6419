package dev.threadbase.benchmark;

import dev.threadbase.message.Message;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.json.JsonMapper;

/** Reads a path of 10,000 messages of 1 KB, and their JSON. */
@State(Scope.Benchmark)
public class PathBenchmark {

  private static final int LENGTH = 10_000;
  private static final int COLUMNS = 17;
  private static final String SCAN =
      "SELECT * FROM entries WHERE session_id = ? AND segment_id = ? AND seq < ? ORDER BY seq";

  private Connection connection;

  @Setup(Level.Trial)
  public void fill(Store store) throws SQLException {
    store.fill(Store.THREAD, LENGTH, NewEntry.message(Message.user("x".repeat(1000))));
    connection = store.bare();
  }

  @TearDown(Level.Trial)
  public void close() throws SQLException {
    connection.close();
  }

  @Benchmark
  public void threadbase(Store store, Blackhole hole) {
    for (Entry entry : store.threadbase.threads().path(Store.THREAD)) {
      hole.consume(entry.content());
    }
  }

  @Benchmark
  public void threadbaseUnparsed(Store store, Blackhole hole) {
    hole.consume(store.threadbase.threads().path(Store.THREAD));
  }

  @Benchmark
  public void bare(Store store, Blackhole hole) throws SQLException {
    JsonMapper json = JsonMapper.shared();
    try (PreparedStatement statement = connection.prepareStatement(SCAN)) {
      statement.setString(1, store.thread.sessionId());
      statement.setString(2, store.thread.headSegmentId());
      statement.setLong(3, LENGTH);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          for (int column = 1; column <= COLUMNS; column++) {
            hole.consume(row.getString(column));
          }
          hole.consume(json.readTree(row.getString("payload")));
        }
      }
    }
  }
}
