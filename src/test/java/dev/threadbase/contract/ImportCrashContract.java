package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.process.ImportingProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A process that imports a folder is killed with SIGKILL at random moments: the import run again
 * completes, and the database is that of an import that nobody disturbed.
 *
 * <p>{@code -Dimport.crash.folder=FOLDER} takes real transcripts instead of made ones.
 */
abstract class ImportCrashContract extends TransferContract {

  private static final int ROUNDS = 3;
  private static final int CAMPAIGN_ROUNDS = 20;
  private static final int SESSIONS = 2;
  private static final int TURNS = 40;
  private static final int CAMPAIGN_TURNS = 250;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private int unfinished;
  private int storedFiles;

  @Test
  void importIsCompletedAfterAKill() {
    killAgainAndAgain(ROUNDS, TURNS);
  }

  @Tag("campaign")
  @Test
  void importIsCompletedAfterManyKills() {
    killAgainAndAgain(CAMPAIGN_ROUNDS, CAMPAIGN_TURNS);
  }

  private void killAgainAndAgain(int rounds, int turns) {
    String real = System.getProperty("import.crash.folder");
    Path source =
        real == null ? TranscriptFamily.write(folder, seed, SESSIONS, turns) : Path.of(real);
    long nanos = importUndisturbed(source);
    List<ImportReport> undisturbed = load(threadbase, source);
    Set<String> sessions = sessions(database);
    Map<String, List<String>> rows = ContentRows.of(threadbase, sessions);
    Map<String, Long> whole = entriesOfThreads(database);
    for (int round = 0; round < rounds; round++) {
      try (TestDatabase other = create()) {
        importAndKill(other, source, nanos, undisturbed.size());
        // A file is all there or not at all.
        entriesOfThreads(other)
            .forEach((thread, entries) -> assertThat(entries).isEqualTo(whole.get(thread)));
        assertCompletes(other, source, undisturbed);
        try (Threadbase again = Threadbase.open(other.config())) {
          assertThat(sessions(other)).isEqualTo(sessions);
          assertThat(ContentRows.of(again, sessions)).isEqualTo(rows);
          assertThat(again.verify().problems()).isEmpty();
        }
      }
    }
    System.out.printf(
        "seed %d: %d kills, %d before the end, %d files of %d were stored by then%n",
        seed, rounds, unfinished, storedFiles, (long) rounds * undisturbed.size());
  }

  private static List<ImportReport> load(Threadbase into, Path source) {
    return Importer.files(source).stream()
        .map(file -> into.importer().importFile(file, ImportOptions.DEFAULT))
        .toList();
  }

  /** How long a process takes that is not killed, from its first file on. */
  private long importUndisturbed(Path source) {
    try (ChildJvm child = ChildJvm.start(ImportingProcess.class, database, source)) {
      child.awaitReady();
      child.go();
      child.readLine();
      long begun = System.nanoTime();
      child.finish();
      return System.nanoTime() - begun;
    }
  }

  private void importAndKill(TestDatabase into, Path source, long longest, int files) {
    try (ChildJvm child = ChildJvm.start(ImportingProcess.class, into, source)) {
      child.awaitReady();
      child.go();
      List<String> lines = new ArrayList<>(List.of(child.readLine()));
      // The moment is random: there is nothing to wait for.
      long nanos = random.nextLong(longest);
      long end = System.nanoTime() + nanos;
      for (long left = nanos; left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      lines.addAll(child.kill());
      int stored = Collections.frequency(lines, ImportingProcess.STORED);
      storedFiles += stored;
      unfinished += stored < files ? 1 : 0;
    }
  }

  private static void assertCompletes(
      TestDatabase database, Path source, List<ImportReport> undisturbed) {
    try (Threadbase again = Threadbase.open(database.config())) {
      List<ImportReport> reports = load(again, source);
      for (int i = 0; i < reports.size(); i++) {
        ImportReport expected = undisturbed.get(i);
        ImportReport report = reports.get(i);
        assertThat(report.stored() + report.existing())
            .isEqualTo(expected.stored() + expected.existing());
        assertThat(report.leftOut()).isEqualTo(expected.leftOut());
        assertThat(report.lines()).isEqualTo(expected.lines());
      }
    }
  }

  private static Set<String> sessions(TestDatabase database) {
    Set<String> sessions = new TreeSet<>();
    Sql.rows(database, "SELECT session_id FROM sessions").forEach(row -> sessions.add(row.get(0)));
    return sessions;
  }

  private static Map<String, Long> entriesOfThreads(TestDatabase database) {
    Map<String, Long> entries = new TreeMap<>();
    Sql.rows(
            database,
            """
            SELECT t.thread_id, COUNT(e.entry_id)
            FROM threads t
            LEFT JOIN entries e ON e.session_id = t.session_id AND e.thread_id = t.thread_id
            GROUP BY t.thread_id
            """)
        .forEach(row -> entries.put(row.get(0), Long.valueOf(row.get(1))));
    return entries;
  }
}

class SqliteImportCrashTest extends ImportCrashContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.durable();
  }
}

class PostgresImportCrashTest extends ImportCrashContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.durable();
  }
}
