package dev.threadbase.pipeline;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a pipeline: a stream of bytes in, a stream of bytes out, by convention JSON lines.
 *
 * <p>A stage keeps nothing between two calls of {@link #apply}, so one object may be in several
 * runs at once. What it must see together, it buffers inside a call.
 */
public interface Stage {

  /** What it is called in results, events and errors: a short word without spaces. */
  String name();

  /**
   * Reads a stream and writes another. The streams are the runner's: a stage need not close them,
   * and need not read the input to its end.
   *
   * <p>When the run is torn down, the next read or write fails, and the thread is interrupted. A
   * stage that returns without having read everything cuts its upstream short, which is no failure.
   *
   * @return what was counted; null if there is nothing to tell
   * @throws StageException to fail and still tell what was counted
   * @throws Exception to fail
   */
  @Nullable StageStats apply(InputStream input, OutputStream output) throws Exception;

  /**
   * A stage from a function.
   *
   * @throws IllegalArgumentException if the name is blank or holds white space
   */
  static Stage of(String name, StageFunction function) {
    Objects.requireNonNull(function, "function");
    if (name.isEmpty() || name.codePoints().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("a stage's name is a word without white space");
    }
    return new NamedStage(name, function);
  }
}
