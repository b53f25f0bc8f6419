package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Takes the lines of a stream through some work. A line of at most {@value #LONGEST} bytes is
 * worked on whole; a longer one passes as it is, piece by piece. A last line without a newline
 * gains one.
 */
final class EntryStream {

  /** The longest line, with its end, that is worked on. */
  static final int LONGEST = 16 << 20;

  private final EntryMeter meter = new EntryMeter();
  private final int longest;
  private final LineReader reader;
  private final EntryOutput output;
  private final EntryWork work;
  private long oversize;

  EntryStream(InputStream input, OutputStream output, EntryWork work) {
    this(input, output, work, LONGEST);
  }

  EntryStream(InputStream input, OutputStream output, EntryWork work, int longest) {
    this.reader = new LineReader(input, longest);
    this.output = new EntryOutput(output);
    this.work = work;
    this.longest = longest;
  }

  /**
   * Reads to the end.
   *
   * @throws IOException as reading or writing throws it; {@code entry <n>: ...} if the work fails
   *     at a line; {@code flush output: ...} if the last bytes cannot be written
   */
  void run() throws IOException {
    boolean open = false;
    while (reader.next()) {
      boolean first = reader.beginsLine();
      int length = reader.length() - (reader.endsLine() ? 1 : 0);
      meter.part(length);
      if (first && (reader.endsLine() || reader.length() < longest)) {
        whole(length);
        open = false;
      } else {
        piece(first, length);
        open = !reader.endsLine();
      }
      if (reader.endsLine()) {
        meter.newline();
      }
    }
    if (meter.isWithinLine()) {
      meter.endOfLine();
    }
    if (open) {
      output.endLine();
    }
    work.release(output);
    output.flush();
  }

  private void whole(int length) throws IOException {
    long number = meter.entries() + 1;
    try {
      work.line(reader.bytes(), reader.start(), length, number, output);
    } catch (RuntimeException failure) {
      String kind = failure.getClass().getSimpleName();
      throw new IOException("entry " + number + ": " + kind, failure);
    }
  }

  private void piece(boolean first, int length) throws IOException {
    if (first) {
      work.release(output);
      oversize++;
    }
    output.part(reader.bytes(), reader.start(), length);
    if (reader.endsLine()) {
      output.endLine();
    }
  }

  /** What went through until now. */
  EntryFlow flow() {
    EntryMeter written = output.meter();
    return new EntryFlow(
        meter.entries(),
        written.entries(),
        meter.bytes(),
        written.bytes(),
        meter.tokens(),
        written.tokens(),
        oversize);
  }
}
