package dev.threadbase.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A number in a plain file, which only the holder of a lease may touch. It is read and written in
 * separate steps and under no lock, so that two holders at a time are caught in the act or lose a
 * step.
 */
public final class CounterFile {

  private final Path number;
  private final Path inside;

  /** Takes the folder of its files. */
  public CounterFile(Path folder) {
    this.number = folder.resolve("number");
    this.inside = folder.resolve("inside");
  }

  /** Begins at zero. */
  public void create() throws IOException {
    Files.writeString(number, "0");
  }

  /** The number as it is. */
  public long read() throws IOException {
    return Long.parseLong(Files.readString(number));
  }

  /**
   * Takes the number and leaves the next.
   *
   * @throws java.nio.file.FileAlreadyExistsException if somebody else is at it
   */
  public long take() throws IOException {
    Files.createFile(inside);
    long taken = read();
    Files.writeString(number, Long.toString(taken + 1));
    Files.delete(inside);
    return taken;
  }
}
