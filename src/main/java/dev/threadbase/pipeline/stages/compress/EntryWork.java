package dev.threadbase.pipeline.stages.compress;

import java.io.IOException;

/** What a stage does with the lines of a stream, one after the other. */
interface EntryWork {

  /**
   * A line without its newline.
   *
   * @param number the line's, from 1
   */
  void line(byte[] bytes, int start, int length, long number, EntryOutput output)
      throws IOException;

  /** What is held back goes out: a line comes that passes by, or none comes any more. */
  void release(EntryOutput output) throws IOException;
}
