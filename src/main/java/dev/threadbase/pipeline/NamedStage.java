package dev.threadbase.pipeline;

import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A function with a name. */
record NamedStage(String name, StageFunction function) implements Stage {

  @Override
  public @Nullable StageStats apply(InputStream input, OutputStream output) throws Exception {
    return function.apply(input, output);
  }

  @Override
  public String toString() {
    return "Stage[" + name + "]";
  }
}
