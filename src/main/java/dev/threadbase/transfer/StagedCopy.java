package dev.threadbase.transfer;

import dev.threadbase.pipeline.Pipeline;
import dev.threadbase.pipeline.Stage;
import dev.threadbase.pipeline.StageResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What stages left of a file and of what lies beside it, in a temporary folder that only its owner
 * can read, under the same names: formats learn from names too.
 */
final class StagedCopy implements AutoCloseable {

  private final Temporary folder;
  private final Path file;
  private final List<StageResult> results;

  private StagedCopy(Temporary folder, Path file, List<StageResult> results) {
    this.folder = folder;
    this.file = file;
    this.results = results;
  }

  /**
   * Sends a file through stages.
   *
   * @throws dev.threadbase.pipeline.PipelineException if a stage fails; nothing is left behind
   */
  static StagedCopy of(Path original, List<Stage> stages) throws IOException {
    Temporary temporary = Temporary.of(Files.createTempDirectory("threadbase-staged"));
    try {
      Path folder = temporary.path();
      List<StageResult> results = copy(original, stages, folder);
      for (String name : Formats.sidecars()) {
        Path beside = original.resolveSibling(name);
        if (Files.isRegularFile(beside) && !beside.equals(original)) {
          copy(beside, stages, folder);
        }
      }
      return new StagedCopy(temporary, mirrored(original, folder), results);
    } catch (Throwable failure) {
      temporary.close();
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
    folder.close();
  }
}
