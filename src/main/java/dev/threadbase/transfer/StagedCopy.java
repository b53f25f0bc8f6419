package dev.threadbase.transfer;

import dev.threadbase.pipeline.Pipeline;
import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What stages left of a file and of what lies beside it, in a temporary folder that only its owner
 * can read, under the same names: formats learn from names too.
 */
final class StagedCopy implements AutoCloseable {

  private final Path folder;
  private final Path file;
  private final List<StageResult> results;
  private final Thread cleaning;

  private StagedCopy(Path folder, Path file, List<StageResult> results, Thread cleaning) {
    this.folder = folder;
    this.file = file;
    this.results = results;
    this.cleaning = cleaning;
  }

  /**
   * Sends a file through stages.
   *
   * @throws dev.threadbase.pipeline.PipelineException if a stage fails; nothing is left behind
   */
  static StagedCopy of(Path original, List<Stage> stages) throws IOException {
    Path folder = Files.createTempDirectory("threadbase-staged");
    // Whoever interrupts a program from its terminal does not want the copy to stay.
    Thread cleaning = new Thread(() -> deleteAtTheEnd(folder));
    Runtime.getRuntime().addShutdownHook(cleaning);
    try {
      List<StageResult> results = copy(original, stages, folder);
      for (String name : Formats.sidecars()) {
        Path beside = original.resolveSibling(name);
        if (Files.isRegularFile(beside) && !beside.equals(original)) {
          copy(beside, stages, folder);
        }
      }
      return new StagedCopy(folder, mirrored(original, folder), results, cleaning);
    } catch (Throwable failure) {
      delete(folder, cleaning);
      throw failure;
    }
  }

  private static List<StageResult> copy(Path original, List<Stage> stages, Path folder)
      throws IOException {
    Path target = mirrored(original, folder);
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    try (InputStream source = Files.newInputStream(original);
        OutputStream sink = Files.newOutputStream(target)) {
      List<StageResult> results = Pipeline.run(source, sink, stages);
      Files.setLastModifiedTime(target, Files.getLastModifiedTime(original));
      return results;
    }
  }

  private static Path mirrored(Path original, Path folder) {
    Path absolute = original.toAbsolutePath().normalize();
    return folder.resolve(absolute.subpath(0, absolute.getNameCount()).toString());
  }

  /** Where the copy is. */
  Path file() {
    return file;
  }

  /** What became of the stages, for the file itself. */
  List<StageResult> results() {
    return results;
  }

  @Override
  public void close() throws IOException {
    delete(folder, cleaning);
  }

  private static void delete(Path folder, Thread cleaning) throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(cleaning);
    } catch (IllegalStateException ending) {
      return; // It is at work.
    }
    delete(folder);
  }

  private static void deleteAtTheEnd(Path folder) {
    try {
      delete(folder);
    } catch (IOException | UncheckedIOException failure) {
      // The process ends; nobody can be told.
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
