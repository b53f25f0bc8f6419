package dev.threadbase.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.thread.Entry;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Imports whatever it is given into an empty database, and says so if that breaks a promise:
 *
 * <ul>
 *   <li>There is a report, or {@link InvalidData} and nothing is stored.
 *   <li>Every line that is neither blank nor a header is stored, there already, or left out with a
 *       warning; what is stored is what the report counts.
 *   <li>The original is archived byte for byte, the database is whole, and what was stored can be
 *       read.
 *   <li>A rehearsal counts what the import counts; a second import stores nothing.
 * </ul>
 */
final class ImportProbe implements AutoCloseable {

  private final Path folder;
  private final SqliteTestDatabase database = SqliteTestDatabase.create();
  private final Threadbase threadbase = Threadbase.open(database.config());
  private final Connection connection;
  private Map<String, List<List<String>>> rows = Map.of();
  private long imported;
  private long refused;

  ImportProbe(Path folder) throws SQLException {
    this.folder = folder;
    this.connection = database.connect();
  }

  /** Imports every file of a folder, in the order in which a user's import meets them. */
  void importAll(ForeignFolder files, @Nullable String format) throws IOException, SQLException {
    clear();
    EveryRow.delete(connection);
    files.write(folder);
    rows = EveryRow.of(connection);
    for (Path file : Importer.files(folder)) {
      importOne(file, format);
    }
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  private void importOne(Path file, @Nullable String format) throws IOException, SQLException {
    ImportOptions options = ImportOptions.DEFAULT.as(format);
    ImportReport rehearsed = importOrRefuse(file, options.withoutStoring());
    int entries = rows.get("entries").size();
    ImportReport report = importOrRefuse(file, options);
    if (report == null) {
      refused++;
      return;
    }
    imported++;
    assertThat(rehearsed).isNotNull();
    ImportLaws.check(report, file);
    if (ImportLaws.isTranscript(report)) {
      assertThat(rows.get("entries")).hasSize((int) (entries + report.stored()));
    }
    if (report.threadId() != null && !ImportLaws.isRow(report)) {
      ImportLaws.checkRehearsal(rehearsed, report);
      // A trace without its log has no session that could keep an original.
      if (rows.get("sessions").stream().anyMatch(row -> row.contains(report.sessionId()))) {
        ArchivedOriginals.check(threadbase, report, file);
        checkReadable(report);
      }
      ImportReport again = Objects.requireNonNull(importOrRefuse(file, options));
      ImportLaws.checkRepetition(again, report);
    }
  }

  private void checkReadable(ImportReport report) {
    String thread = Objects.requireNonNull(report.threadId());
    List<Entry> entries = threadbase.threads().entries(thread);
    if (ImportLaws.isTranscript(report)) {
      threadbase.threads().path(thread).forEach(Entry::content);
      entries.forEach(Entry::content);
    }
  }

  private @Nullable ImportReport importOrRefuse(Path file, ImportOptions options)
      throws SQLException {
    try {
      ImportReport report = threadbase.importer().importFile(file, options);
      Map<String, List<List<String>>> after = EveryRow.of(connection);
      if (options.dryRun()) {
        assertThat(after).isEqualTo(rows);
      }
      rows = after;
      return report;
    } catch (InvalidData refusal) {
      assertThat(EveryRow.of(connection)).as("after " + refusal.getMessage()).isEqualTo(rows);
      return null;
    } catch (UncheckedIOException unreadable) {
      throw new AssertionError("the file can be read", unreadable);
    }
  }

  /** How many files were imported and how many refused. */
  @Override
  public String toString() {
    return imported + " files imported, " + refused + " refused";
  }

  private void clear() throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.equals(folder)) {
          Files.delete(each);
        }
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    threadbase.close();
    database.close();
  }
}
