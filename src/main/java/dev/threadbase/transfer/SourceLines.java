package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.transfer.format.JsonLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a file as bytes, with their ends, so that all of them together are the file. */
final class SourceLines implements SourceRecords {

  private static final int BUFFER = 1 << 16;

  private final InputStream input;
  private final byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private final int longest;
  private long number;
  private long remaining;

  SourceLines(InputStream input, long limit, int longest) {
    this.input = input;
    this.remaining = limit;
    this.longest = longest;
  }

  static SourceLines of(Path file) throws IOException {
    return of(file, Long.MAX_VALUE);
  }

  /** The lines of so many bytes of a file. */
  static SourceLines of(Path file, long limit) throws IOException {
    return new SourceLines(Files.newInputStream(file), limit, JsonLimits.LONGEST_RECORD);
  }

  /**
   * A line, or another record.
   *
   * @param number its number, from 1
   * @param bytes its bytes, line end included
   * @param ended whether it has a line end; the last line of a torn file has none
   * @param fragment whether it is the beginning of a record that was torn, with another record
   *     behind it on the same line, which has the line's number too
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // Never compared, and the bytes are not copied on their way.
  record Line(long number, byte[] bytes, boolean ended, boolean fragment) {
    Line(long number, byte[] bytes, boolean ended) {
      this(number, bytes, ended, false);
    }

    boolean isBlank() {
      for (byte b : bytes) {
        if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * The next line; null after the last.
   *
   * @throws IOException if the file cannot be read
   * @throws InvalidData if a line is longer than a record may be
   */
  @Override
  public @Nullable Line next() throws IOException {
    ByteArrayOutputStream line = null;
    while (true) {
      int newline = indexOfNewline();
      int to = newline < 0 ? end : newline + 1;
      if (newline >= 0) {
        byte[] bytes = joined(line, to);
        if (bytes.length > longest) {
          throw tooLong("line", number + 1, longest);
        }
        start = to;
        return new Line(++number, bytes, true);
      }
      if (to > start) {
        line = line == null ? new ByteArrayOutputStream() : line;
        line.write(buffer, start, to - start);
        start = to;
      }
      if (line != null && line.size() > longest) {
        throw tooLong("line", number + 1, longest);
      }
      if (!fill()) {
        return line == null ? null : new Line(++number, line.toByteArray(), false);
      }
    }
  }

  /** What to say of a record that is too long: nobody can skip it and still read the rest right. */
  static InvalidData tooLong(String what, long number, int longest) {
    return new InvalidData(
        "%s %d is longer than %d bytes; nothing of the file is stored"
            .formatted(what, number, longest));
  }

  private byte[] joined(@Nullable ByteArrayOutputStream begun, int to) {
    if (begun == null) {
      return Arrays.copyOfRange(buffer, start, to);
    }
    begun.write(buffer, start, to - start);
    return begun.toByteArray();
  }

  private int indexOfNewline() {
    byte[] bytes = buffer;
    int to = end;
    for (int i = start; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    start = 0;
    end = Math.max(0, input.read(buffer, 0, (int) Math.min(buffer.length, remaining)));
    remaining -= end;
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
