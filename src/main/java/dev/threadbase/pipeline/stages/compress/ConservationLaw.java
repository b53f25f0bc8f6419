package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.stages.compress.CompressStats.Count;
import java.io.IOException;
import java.util.Optional;

/**
 * That no entry is lost: what comes out is what went in without what was left out for a reason that
 * is counted. Nothing may come out only where everything was left out so.
 */
final class ConservationLaw {

  /** Tells how many bytes came out. */
  @FunctionalInterface
  interface Size {
    long bytes() throws IOException;
  }

  private ConservationLaw() {}

  /**
   * Why the law does not hold; empty if it does.
   *
   * @param in entries that went in
   * @param out entries that came out
   * @param counted what the stage says that it left out
   */
  static Optional<String> breach(long in, long out, CompressStats counted, Size size) {
    long wanted = in - counted.dropped();
    long bytes;
    try {
      bytes = size.bytes();
    } catch (IOException failure) {
      return Optional.of("stat failed: " + failure.getClass().getSimpleName());
    }
    if (out == wanted && (out == 0) == (bytes == 0)) {
      return Optional.empty();
    }
    if (in > 0 && bytes == 0) {
      return Optional.of("compressed file is empty");
    }
    if (in > 0 && out == 0) {
      return Optional.of("zero entries emitted from a non-empty input");
    }
    return Optional.of(mismatch(in, out, wanted, counted));
  }

  private static String mismatch(long in, long out, long wanted, CompressStats counted) {
    return ("entry-count mismatch: got %d, want %d (EntriesIn=%d - SystemDropped=%d"
            + " - HeaderDropped=%d - ToolsBatched=%d - ToolsDropped=%d)")
        .formatted(
            out,
            wanted,
            in,
            counted.count(Count.SYSTEM_DROPPED),
            counted.count(Count.HEADER_DROPPED),
            counted.count(Count.TOOLS_BATCHED),
            counted.count(Count.TOOLS_DROPPED));
  }
}
