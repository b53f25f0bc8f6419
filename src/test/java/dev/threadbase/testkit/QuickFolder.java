package dev.threadbase.testkit;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Folders for databases that need not outlive the machine: in memory, where there is such a place.
 */
final class QuickFolder {

  private static final Path MEMORY = FileSystems.getDefault().getPath("/dev", "shm");

  /** What containers get for it by default is too little for a server. */
  private static final long ENOUGH_BYTES = 2L << 30;

  private QuickFolder() {}

  /** A new folder; whoever asked deletes it. */
  static Path create(String prefix) throws IOException {
    return hasRoom()
        ? Files.createTempDirectory(MEMORY, prefix)
        : Files.createTempDirectory(prefix);
  }

  private static boolean hasRoom() throws IOException {
    return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ENOUGH_BYTES;
  }
}
