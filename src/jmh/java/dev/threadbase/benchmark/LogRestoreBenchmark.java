package dev.threadbase.benchmark;

import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.WriteCondition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.json.JsonMapper;

/** Restores a worker from a log of 10,000 entries of 1 KB. */
@State(Scope.Benchmark)
public class LogRestoreBenchmark {

  private static final int LENGTH = 10_000;
  private static final String SCAN =
      "SELECT payload FROM entries WHERE session_id = ? AND segment_id = ? AND seq < ? ORDER BY seq";

  private SegmentAddress log;
  private Connection connection;

  @Setup(Level.Trial)
  public void fill(Store store) throws SQLException {
    log = store.threadbase.segments().createSegment(StartState.EMPTY).address();
    List<LogEntry> entries = Collections.nCopies(LENGTH - 1, LogAppendBenchmark.kilobyte());
    store.threadbase.segments().appendAll(log, entries, WriteCondition.NONE);
    connection = store.bare();
  }

  @TearDown(Level.Trial)
  public void close() throws SQLException {
    connection.close();
  }

  @Benchmark
  public RestoredState restore(Store store) {
    return store.threadbase.segments().restore(log);
  }

  @Benchmark
  public void bare(Blackhole hole) throws SQLException {
    JsonMapper json = JsonMapper.shared();
    try (PreparedStatement statement = connection.prepareStatement(SCAN)) {
      statement.setString(1, log.sessionId().toString());
      statement.setString(2, log.threadId());
      statement.setLong(3, LENGTH);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          hole.consume(json.readTree(row.getString(1)));
        }
      }
    }
  }
}
