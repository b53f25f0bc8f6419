package dev.threadbase.pipeline;

import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What a stage does with a stream. */
@FunctionalInterface
public interface StageFunction {

  /**
   * Reads a stream and writes another.
   *
   * @return what was counted; null if there is nothing to tell
   * @throws Exception if the stage fails
   * @see Stage#apply
   */
  @Nullable StageStats apply(InputStream input, OutputStream output) throws Exception;
}
