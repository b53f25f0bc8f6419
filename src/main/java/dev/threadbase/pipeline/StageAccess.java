package dev.threadbase.pipeline;

import java.io.IOException;

/** A stage's access to what it reads or writes, which ends with the run. */
final class StageAccess {

  private volatile boolean over;

  /** Refuses a stage whose run is over. */
  void check() throws IOException {
    if (over) {
      throw new IOException("the run is over");
    }
  }

  void end() {
    over = true;
  }
}
