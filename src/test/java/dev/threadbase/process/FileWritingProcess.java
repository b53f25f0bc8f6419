package dev.threadbase.process;

import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.transfer.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Writes the first half of a file and waits. */
public final class FileWritingProcess {

  /** What it prints when the first half is written. */
  public static final String HALF = "half";

  private FileWritingProcess() {}

  /** Takes the path of the file. */
  public static void main(String[] args) throws IOException {
    ChildJvm.awaitGo();
    WholeFile.write(Path.of(args[0]), FileWritingProcess::writeHalf);
  }

  private static void writeHalf(OutputStream output) {
    try {
      output.write(new byte[1 << 20]);
      System.out.println(HALF);
      System.in.read();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
