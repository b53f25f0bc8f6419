package dev.threadbase.process;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.Importer;
import java.nio.file.Path;

/** Imports a folder, and prints a line when a file begins and when it is stored. */
public final class ImportingProcess {

  /** A file begins. */
  public static final String FILE = "file";

  /** A file is stored. */
  public static final String STORED = "stored";

  private ImportingProcess() {}

  /** Takes the folder. */
  public static void main(String[] arguments) throws Exception {
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config())) {
      ChildJvm.awaitGo();
      for (Path file : Importer.files(Path.of(arguments[0]))) {
        System.out.println(FILE);
        threadbase.importer().importFile(file, ImportOptions.DEFAULT);
        System.out.println(STORED);
      }
    }
  }
}
