package dev.threadbase.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A file or a folder that is gone, with all that is in it, when it is closed, or when the process
 * is asked to end before: whoever interrupts a program from its terminal does not want it to stay.
 */
final class Temporary implements AutoCloseable {

  private final Path path;
  private final Thread cleaning;

  private Temporary(Path path) {
    this.path = path;
    this.cleaning = new Thread(this::deleteAtTheEnd, "threadbase-cleaning");
  }

  /** Takes over what was just made. */
  static Temporary of(Path path) throws IOException {
    Temporary temporary = new Temporary(path);
    try {
      Runtime.getRuntime().addShutdownHook(temporary.cleaning);
    } catch (IllegalStateException ending) {
      temporary.delete();
      throw ending;
    }
    return temporary;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(cleaning);
    } catch (IllegalStateException ending) {
      return; // It is at work.
    }
    delete();
  }

  private void deleteAtTheEnd() {
    try {
      delete();
    } catch (IOException | UncheckedIOException failure) {
      // The process ends; nobody can be told.
    }
  }

  /** It may have been moved to its place. */
  private void delete() throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
