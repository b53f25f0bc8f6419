package dev.threadbase.process;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.Importer;
import java.nio.file.Path;

/**
 * Imports a folder, and prints a line for every step: a file that begins, a record of it that was
 * dealt with, a file that is stored.
 */
public final class ImportingProcess {

  /** A file begins. */
  public static final String FILE = "file";

  /** A record was dealt with; it is not stored yet. */
  public static final String RECORD = "record";

  /** A file is stored. */
  public static final String STORED = "stored";

  private ImportingProcess() {}

  /** Takes the folder. */
  public static void main(String[] arguments) throws Exception {
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config())) {
      ChildJvm.awaitGo();
      ImportOptions options = ImportOptions.DEFAULT.telling(bytes -> System.out.println(RECORD));
      for (Path file : Importer.files(Path.of(arguments[0]))) {
        System.out.println(FILE);
        threadbase.importer().importFile(file, options);
        System.out.println(STORED);
      }
    }
  }
}
