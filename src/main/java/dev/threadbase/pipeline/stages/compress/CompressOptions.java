package dev.threadbase.pipeline.stages.compress;

import java.util.Objects;

/**
 * How a transcript is compressed. All but the mode matter only to {@link Mode#LOSSLESS}.
 *
 * @param mode what is kept
 * @param largeReadMaxLines the most lines of a file read that stay whole; at least 1
 * @param largeReadKeepLines how many lines of a longer one are kept at its head, and as many at its
 *     tail, at most half of it; less than 1 to keep every file read whole
 * @param toolResultCacheSize how many tool results are remembered, and how many reminders; the one
 *     that was not seen for longest is forgotten first
 * @param toolResultMinBytes the least bytes of a tool result that is worth a reference
 */
public record CompressOptions(
    Mode mode,
    int largeReadMaxLines,
    int largeReadKeepLines,
    int toolResultCacheSize,
    int toolResultMinBytes) {

  /** What is kept of a transcript. */
  public enum Mode {
    /** What was said, and in place of a tool's run what it was for. */
    CONVERSATION_ONLY,
    /**
     * Every entry, without what says nothing or says it again. The name is the reference's: long
     * file reads are cut and equal tool results become references, so the way back is closed.
     */
    LOSSLESS
  }

  /** Only the conversation. */
  public static final CompressOptions DEFAULT =
      new CompressOptions(Mode.CONVERSATION_ONLY, 120, 40, 1024, 512);

  /** Checks the limits. */
  public CompressOptions {
    Objects.requireNonNull(mode, "mode");
    if (largeReadMaxLines < 1) {
      throw new IllegalArgumentException("largeReadMaxLines is at least 1");
    }
    if (toolResultCacheSize < 0 || toolResultMinBytes < 0) {
      throw new IllegalArgumentException("sizes are not negative");
    }
  }

  /** In another mode. */
  public CompressOptions withMode(Mode value) {
    return new CompressOptions(
        value, largeReadMaxLines, largeReadKeepLines, toolResultCacheSize, toolResultMinBytes);
  }

  /** With another limit of file reads. */
  public CompressOptions withLargeReadMaxLines(int value) {
    return new CompressOptions(
        mode, value, largeReadKeepLines, toolResultCacheSize, toolResultMinBytes);
  }

  /** With more or less kept of a long file read. */
  public CompressOptions withLargeReadKeepLines(int value) {
    return new CompressOptions(
        mode, largeReadMaxLines, value, toolResultCacheSize, toolResultMinBytes);
  }

  /** With another memory. */
  public CompressOptions withToolResultCacheSize(int value) {
    return new CompressOptions(
        mode, largeReadMaxLines, largeReadKeepLines, value, toolResultMinBytes);
  }

  /** With another least size of a tool result. */
  public CompressOptions withToolResultMinBytes(int value) {
    return new CompressOptions(
        mode, largeReadMaxLines, largeReadKeepLines, toolResultCacheSize, value);
  }
}
