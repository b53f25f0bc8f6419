package dev.threadbase.benchmark;

import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.postgresql.PGConnection;

/**
 * A transcript of {@value #LINES} lines of 1 KB: read, parsed, translated, hashed and archived,
 * beside the bare insertion of the rows that come of it, by COPY on PostgreSQL and by batches on
 * SQLite.
 */
@State(Scope.Benchmark)
public class ImportBenchmark {

  private static final int LINES = 20_000;
  private static final int BATCH = 1_000;
  private static final String COLUMNS =
      "session_id, segment_id, seq, entry_id, thread_id, ordinal, parent_id, type, role, created_at_ns,"
          + " payload, payload_hash";

  private Path file;
  private List<Entry> rows;
  private ThreadMeta owner;
  private Connection connection;
  private int round;

  @Setup(Level.Trial)
  public void prepare(Store store) throws IOException, SQLException {
    file = Files.createTempFile("threadbase-benchmark", ".jsonl");
    connection = store.bare();
    store.createBareTable(connection);
    write(file, "first", LINES);
    ImportReport report = store.threadbase.importer().importFile(file, ImportOptions.DEFAULT);
    rows = store.threadbase.threads().path(report.threadId());
  }

  @Setup(Level.Invocation)
  public void another(Store store) throws IOException {
    round++;
    write(file, "import-" + round, LINES);
    owner = store.create("rows-" + round);
  }

  /** Writes a transcript. */
  static void write(Path file, String session, int lines) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("{\"type\":\"session\",\"version\":3,\"id\":\"").append(session);
    text.append("\",\"timestamp\":\"2026-03-01T09:00:00Z\",\"cwd\":\"/w\"}\n");
    String said = "said ".repeat(170);
    for (int i = 0; i < lines; i++) {
      text.append("{\"type\":\"message\",\"id\":\"").append(i).append("\",\"parentId\":");
      text.append(i == 0 ? "null" : "\"" + (i - 1) + "\"");
      text.append(
          ",\"timestamp\":\"2026-03-01T09:00:00Z\",\"message\":{\"role\":\"user\",\"content\":\"");
      text.append(said).append("\"}}\n");
    }
    Files.writeString(file, text);
  }

  @Benchmark
  public ImportReport threadbase(Store store) {
    return store.threadbase.importer().importFile(file, ImportOptions.DEFAULT);
  }

  @Benchmark
  public long bare(Store store) throws SQLException, IOException {
    connection.setAutoCommit(false);
    long stored = store.place.isPostgres() ? copy() : batches();
    connection.commit();
    connection.setAutoCommit(true);
    return stored;
  }

  private long copy() throws SQLException, IOException {
    long stored = 0;
    for (int from = 0; from < rows.size(); from += BATCH) {
      StringBuilder text = new StringBuilder();
      for (Entry row : rows.subList(from, Math.min(rows.size(), from + BATCH))) {
        text.append(owner.sessionId()).append('\t').append(owner.headSegmentId()).append('\t');
        text.append(row.seq()).append('\t').append(row.id()).append('\t');
        text.append(owner.id()).append('\t').append(row.ordinal()).append('\t');
        text.append(row.parentId() == null ? "\\N" : row.parentId()).append('\t');
        text.append(row.type().name()).append('\t').append(row.role()).append("\t1\t");
        text.append(row.payload().replace("\\", "\\\\")).append('\t');
        text.append(row.payloadHash()).append('\n');
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      stored +=
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "COPY bare_entries (" + COLUMNS + ") FROM STDIN",
                  new ByteArrayInputStream(bytes));
    }
    return stored;
  }

  private long batches() throws SQLException {
    String insert =
        "INSERT INTO bare_entries (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      int waiting = 0;
      for (Entry row : rows) {
        statement.setString(1, owner.sessionId());
        statement.setString(2, owner.headSegmentId());
        statement.setLong(3, row.seq());
        statement.setString(4, row.id());
        statement.setString(5, owner.id());
        statement.setLong(6, row.ordinal());
        statement.setString(7, row.parentId());
        statement.setString(8, row.type().name());
        statement.setString(9, row.role());
        statement.setString(10, row.payload());
        statement.setString(11, row.payloadHash());
        statement.addBatch();
        if (++waiting == BATCH) {
          statement.executeBatch();
          waiting = 0;
        }
      }
      return waiting == 0 ? rows.size() : statement.executeBatch().length;
    }
  }

  @TearDown(Level.Trial)
  public void close() throws IOException, SQLException {
    connection.close();
    Files.delete(file);
  }
}
