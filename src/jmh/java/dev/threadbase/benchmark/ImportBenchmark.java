package dev.threadbase.benchmark;

import dev.threadbase.Threadbase;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A transcript of {@value #LINES} lines of 1 KB: read, parsed, translated, hashed and archived,
 * with and without the index of messages, beside the bare insertion of the rows that come of it.
 */
@State(Scope.Benchmark)
public class ImportBenchmark {

  private static final int LINES = 20_000;
  private static final int CHARACTERS = 850;

  private final Random random = new Random(1);
  private Path file;
  private BareImport rows;
  private ThreadMeta owner;
  private Connection connection;
  private int round;

  @Setup(Level.Trial)
  public void prepare(Store store) throws IOException, SQLException {
    file = Files.createTempFile("threadbase-benchmark", ".jsonl");
    connection = store.bare();
    write(file, "first", LINES, this::words);
    ImportReport report = store.withoutSearch.importer().importFile(file, ImportOptions.DEFAULT);
    rows = new BareImport(store, connection, store.threadbase.threads().path(report.threadId()));
  }

  @Setup(Level.Invocation)
  public void another(Store store) throws IOException {
    round++;
    write(file, "import-" + round, LINES, this::words);
    owner = store.create("rows-" + round);
  }

  /** Some of 50,000 words, of which few are in most texts and most in few. */
  private String words() {
    StringBuilder text = new StringBuilder();
    while (text.length() < CHARACTERS) {
      int word = (int) (50_000 * Math.pow(random.nextDouble(), 4));
      text.append('w').append(word).append(random.nextInt(9) == 0 ? ". " : " ");
    }
    return text.toString();
  }

  /** Writes a transcript of lines that all say the same. */
  static void write(Path file, String session, int lines) throws IOException {
    String said = "said ".repeat(170);
    write(file, session, lines, () -> said);
  }

  private static void write(Path file, String session, int lines, Supplier<String> said)
      throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("{\"type\":\"session\",\"version\":3,\"id\":\"").append(session);
    text.append("\",\"timestamp\":\"2026-03-01T09:00:00Z\",\"cwd\":\"/w\"}\n");
    for (int i = 0; i < lines; i++) {
      text.append("{\"type\":\"message\",\"id\":\"").append(i).append("\",\"parentId\":");
      text.append(i == 0 ? "null" : "\"" + (i - 1) + "\"");
      text.append(
          ",\"timestamp\":\"2026-03-01T09:00:00Z\",\"message\":{\"role\":\"user\",\"content\":\"");
      text.append(said.get()).append("\"}}\n");
    }
    Files.writeString(file, text);
  }

  @Benchmark
  public ImportReport indexed(Store store) {
    return run(store.threadbase);
  }

  @Benchmark
  public ImportReport notIndexed(Store store) {
    return run(store.withoutSearch);
  }

  private ImportReport run(Threadbase threadbase) {
    return threadbase.importer().importFile(file, ImportOptions.DEFAULT);
  }

  @Benchmark
  public long bareIndexed() throws SQLException, IOException {
    return rows.write(owner, true);
  }

  @Benchmark
  public long bare() throws SQLException, IOException {
    return rows.write(owner, false);
  }

  @TearDown(Level.Trial)
  public void close() throws IOException, SQLException {
    connection.close();
    Files.delete(file);
  }
}
