package dev.threadbase.benchmark;

import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.ImportOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * A transcript of {@value #LINES} lines of 1 KB that was imported, written again: as rows in
 * Threadbase's own format and as the archived original, to a stream that keeps nothing. Beside it
 * the bare reading of every column of the same rows, which writes nothing.
 */
@State(Scope.Benchmark)
public class ExportBenchmark {

  private static final int LINES = 20_000;
  private static final int FETCHED_AT_ONCE = 200;
  private static final String SESSION = "exported";

  private Connection connection;

  @Setup(Level.Trial)
  public void fill(Store store) throws IOException, SQLException {
    Path file = Files.createTempFile("threadbase-benchmark", ".jsonl");
    ImportBenchmark.write(file, SESSION, LINES);
    store.threadbase.importer().importFile(file, ImportOptions.DEFAULT);
    Files.delete(file);
    connection = store.bare();
    connection.setAutoCommit(false);
  }

  @TearDown(Level.Trial)
  public void close() throws SQLException {
    connection.close();
  }

  @Benchmark
  public ExportReport rows(Store store) {
    return store.threadbase.exporter().export(SESSION, null, OutputStream.nullOutputStream());
  }

  @Benchmark
  public ExportReport original(Store store) {
    return store.threadbase.exporter().export(SESSION, "pi", OutputStream.nullOutputStream());
  }

  @Benchmark
  public void bareRows(Blackhole hole) throws SQLException {
    select("SELECT * FROM entries WHERE session_id = ? ORDER BY segment_id, seq", hole);
    select("SELECT * FROM source_chunks WHERE session_id = ? ORDER BY byte_offset", hole);
    connection.rollback();
  }

  @Benchmark
  public void bareEntries(Blackhole hole) throws SQLException {
    select("SELECT * FROM entries WHERE session_id = ? ORDER BY segment_id, seq", hole);
    connection.rollback();
  }

  private void select(String sql, Blackhole hole) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCHED_AT_ONCE);
      statement.setString(1, SESSION);
      try (ResultSet row = statement.executeQuery()) {
        int columns = row.getMetaData().getColumnCount();
        while (row.next()) {
          for (int column = 1; column <= columns; column++) {
            hole.consume(row.getObject(column));
          }
        }
      }
    }
  }
}
