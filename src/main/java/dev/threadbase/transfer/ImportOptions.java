package dev.threadbase.transfer;

import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a file is imported.
 *
 * @param format the name of its format; null to find out from its content
 * @param dryRun whether to report without storing anything
 * @param progress told how many bytes of the file were dealt with since it was last told, in all
 *     its length; a file that is read twice counts for half at each reading. It may be told within
 *     the transaction of the import, so it must not write
 * @param origin the path to note with the archived original; null for the file's own
 */
public record ImportOptions(
    @Nullable String format, boolean dryRun, LongConsumer progress, @Nullable Path origin) {

  /** Any format, stored, without a word. */
  public static final ImportOptions DEFAULT = new ImportOptions(null, false, bytes -> {}, null);

  /** As a format. */
  public ImportOptions as(@Nullable String name) {
    return new ImportOptions(name, dryRun, progress, origin);
  }

  /** Without storing anything. */
  public ImportOptions withoutStoring() {
    return new ImportOptions(format, true, progress, origin);
  }

  /** With someone to tell. */
  public ImportOptions telling(LongConsumer listener) {
    return new ImportOptions(format, dryRun, listener, origin);
  }

  /** As if the file were at another place, where it was before it was copied. */
  public ImportOptions from(Path path) {
    return new ImportOptions(format, dryRun, progress, path);
  }

  /** Where a file that is imported so is from, in a form that a column can hold. */
  String originOf(Path file) {
    return CleanText.of(String.valueOf(origin == null ? file : origin));
  }
}
