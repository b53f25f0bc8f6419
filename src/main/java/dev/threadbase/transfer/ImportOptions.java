package dev.threadbase.transfer;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a file is imported.
 *
 * @param format the name of its format; null to find out from its content
 * @param dryRun whether to report without storing anything
 * @param progress told how many bytes of the file were dealt with since it was last told; within
 *     the transaction of the import, so it must not write
 */
public record ImportOptions(@Nullable String format, boolean dryRun, LongConsumer progress) {

  /** Any format, stored, without a word. */
  public static final ImportOptions DEFAULT = new ImportOptions(null, false, bytes -> {});

  /** As a format. */
  public ImportOptions as(@Nullable String name) {
    return new ImportOptions(name, dryRun, progress);
  }

  /** Without storing anything. */
  public ImportOptions withoutStoring() {
    return new ImportOptions(format, true, progress);
  }

  /** With someone to tell. */
  public ImportOptions telling(LongConsumer listener) {
    return new ImportOptions(format, dryRun, listener);
  }
}
