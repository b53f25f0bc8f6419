package dev.threadbase.testkit;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A SQLite file in a folder of its own. */
public final class SqliteTestDatabase implements TestDatabase {

  private static final String NAME = "threadbase-test";
  private static final Path TEMPLATE = template();

  private final Path folder;

  private SqliteTestDatabase(Path folder) {
    this.folder = folder;
  }

  /** A new file, migrated already. */
  public static SqliteTestDatabase create() {
    try {
      return migrated(QuickFolder.create(NAME));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A new file, migrated already, where a flush is one to the disk. */
  public static SqliteTestDatabase durable() {
    try {
      return migrated(Files.createTempDirectory(NAME));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A folder without a file in it yet. */
  public static SqliteTestDatabase empty() {
    try {
      return new SqliteTestDatabase(QuickFolder.create(NAME));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static SqliteTestDatabase migrated(Path folder) throws IOException {
    SqliteTestDatabase database = new SqliteTestDatabase(folder);
    Files.copy(TEMPLATE, database.file());
    return database;
  }

  /** The file. */
  public Path file() {
    return folder.resolve("test.db");
  }

  @Override
  public ThreadbaseConfig config() {
    return ThreadbaseConfig.of(file());
  }

  @Override
  public boolean isPostgres() {
    return false;
  }

  @Override
  public void close() {
    deleteTree(folder);
  }

  /** Deletes a folder with everything in it. */
  public static void deleteTree(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path template() {
    try {
      Path folder = Files.createTempDirectory("threadbase-template");
      Path file = folder.resolve("template.db");
      Threadbase.open(file).close();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteTree(folder)));
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
