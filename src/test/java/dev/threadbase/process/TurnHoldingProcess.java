package dev.threadbase.process;

import dev.threadbase.testkit.ChildJvm;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds the turn to write a SQLite file, as a writer in the middle of a commit does. */
public final class TurnHoldingProcess {

  private TurnHoldingProcess() {}

  /** Takes the lock file; holds its first byte, the turn, until it is told to go. */
  public static void main(String[] arguments) throws Exception {
    try (FileChannel file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
        FileLock turn = file.lock(0, 1, false)) {
      ChildJvm.awaitGo();
      System.out.println("held " + turn.isValid());
    }
  }
}
