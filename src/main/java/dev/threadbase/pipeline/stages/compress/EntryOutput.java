package dev.threadbase.pipeline.stages.compress;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes lines, each with a newline behind it, and counts them. */
final class EntryOutput {

  private static final int BUFFER = 1 << 16;

  private final EntryMeter meter = new EntryMeter();
  private final OutputStream output;

  EntryOutput(OutputStream output) {
    this.output = new BufferedOutputStream(output, BUFFER);
  }

  /** A whole line, which holds no newline. */
  void line(byte[] bytes, int start, int length) throws IOException {
    part(bytes, start, length);
    endLine();
  }

  void line(byte[] bytes) throws IOException {
    line(bytes, 0, bytes.length);
  }

  /** A part of a line. */
  void part(byte[] bytes, int start, int length) throws IOException {
    output.write(bytes, start, length);
    meter.part(length);
  }

  void endLine() throws IOException {
    output.write('\n');
    meter.newline();
  }

  void flush() throws IOException {
    try {
      output.flush();
    } catch (IOException failure) {
      throw new IOException("flush output: " + failure.getMessage(), failure);
    }
  }

  EntryMeter meter() {
    return meter;
  }
}
