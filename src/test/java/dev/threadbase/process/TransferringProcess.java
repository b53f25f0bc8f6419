package dev.threadbase.process;

import dev.threadbase.Threadbase;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Imports a file, or exports a thread, in whatever heap this process was given. Prints a line for
 * every {@value #BEAT} bytes, so that nobody takes it for silent, and then what became of it.
 */
public final class TransferringProcess {

  /** What is printed on the way. */
  public static final String BEATING = "still at it";

  private static final long BEAT = 16L << 20;

  private long unsaid;

  private TransferringProcess() {}

  /**
   * Takes {@code import} and a file, or {@code export}, a file to write, a thread and perhaps a
   * format.
   */
  public static void main(String[] arguments) throws Exception {
    try (Threadbase threadbase = Threadbase.open(ChildJvm.config())) {
      ChildJvm.awaitGo();
      Path file = Path.of(arguments[1]);
      TransferringProcess process = new TransferringProcess();
      if (arguments[0].equals("import")) {
        ImportOptions options = ImportOptions.DEFAULT.telling(process::beat);
        ImportReport report = threadbase.importer().importFile(file, options);
        System.out.println(report.stored() + " stored, " + report.existing() + " existing");
      } else {
        String format = arguments.length > 3 ? arguments[3] : null;
        try (OutputStream output = Files.newOutputStream(file)) {
          ExportReport report =
              threadbase.exporter().telling(process::beat).export(arguments[2], format, output);
          System.out.println(report.lost() + " lost");
        }
      }
    }
  }

  private void beat(long bytes) {
    unsaid += bytes;
    if (unsaid >= BEAT) {
      unsaid = 0;
      System.out.println(BEATING);
    }
  }
}
