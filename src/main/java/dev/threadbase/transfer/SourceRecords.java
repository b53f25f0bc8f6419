package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.transfer.SourceLines.Line;
import dev.threadbase.transfer.format.JsonLimits;
import dev.threadbase.transfer.format.TranscriptFormat.Records;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The records of a file, in order: their bytes, all of them together, are the file. */
interface SourceRecords extends AutoCloseable {

  /**
   * The records of so many bytes of a file.
   *
   * @throws IOException if the file cannot be read
   */
  static SourceRecords of(Records records, Path file, long limit) throws IOException {
    return switch (records) {
      case LINES -> SourceLines.of(file, limit);
      case FUSED_LINES -> new FusedLines(SourceLines.of(file, limit));
      case VALUES -> new SourceValues(SourceLines.of(file, limit), JsonLimits.LONGEST_RECORD);
      case NONE -> SourceLines.of(file, 0);
    };
  }

  /**
   * The next record; null after the last.
   *
   * @throws IOException if the file cannot be read
   * @throws InvalidData if a record is longer than one may be
   */
  @Nullable Line next() throws IOException;

  @Override
  void close() throws IOException;
}
