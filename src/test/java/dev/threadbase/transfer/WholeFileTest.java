package dev.threadbase.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.process.FileWritingProcess;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is asked to end in the middle of a file. */
class WholeFileTest {

  @Test
  void aProcessThatIsAskedToEndLeavesTheOldFileAndNothingBesideIt(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "before");
    try (TestDatabase database = SqliteTestDatabase.create();
        ChildJvm child = ChildJvm.start(FileWritingProcess.class, database, file)) {
      child.awaitReady();
      child.go();
      assertThat(child.readLine()).isEqualTo(FileWritingProcess.HALF);
      assertThat(folder).isDirectoryContaining("glob:**.part");
      child.interrupt();
    }
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    assertThat(file).hasContent("before");
  }
}
