package dev.threadbase.pipeline.stages;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a stream line by line, whatever the length of a line: a line up to a limit comes whole, a
 * longer one in pieces of that many bytes. The pieces, all of them together, are the stream.
 *
 * <p>The buffer is used again: what {@link #bytes} holds is good until {@link #next}.
 */
final class LineReader {

  private static final int SMALLEST = 1 << 16;

  private final InputStream input;
  private final int longest;
  private byte[] buffer;
  private int start;
  private int length;
  private int filled;
  private boolean begins;
  private boolean ends = true;
  private boolean drained;

  /**
   * Begins to read.
   *
   * @param longest the longest line, in bytes with its end, that comes whole
   */
  LineReader(InputStream input, int longest) {
    this.input = input;
    this.longest = longest;
    this.buffer = new byte[Math.min(SMALLEST, longest)];
  }

  /**
   * Moves on to the next piece; false after the last.
   *
   * @throws IOException if the stream cannot be read
   */
  boolean next() throws IOException {
    start += length;
    begins = ends;
    int searched = start;
    while (true) {
      int newline = indexOfNewline(searched);
      if (newline >= 0) {
        return piece(newline + 1 - start, true);
      }
      searched = filled;
      if (filled - start >= longest) {
        return piece(longest, false);
      }
      if (drained) {
        return piece(filled - start, false);
      }
      int before = start;
      fill();
      searched -= before - start;
    }
  }

  private boolean piece(int bytes, boolean ended) {
    length = bytes;
    ends = ended;
    return bytes > 0;
  }

  private int indexOfNewline(int from) {
    int to = Math.min(filled, start + longest);
    for (int i = from; i < to; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, filled - start);
      filled -= start;
      start = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(longest, 2L * buffer.length));
    }
    int read = input.read(buffer, filled, buffer.length - filled);
    drained = read < 0;
    filled += Math.max(0, read);
  }

  /** The buffer; the piece is {@link #length} bytes from {@link #start}. */
  byte[] bytes() {
    return buffer;
  }

  /** Where the piece begins in the buffer. */
  int start() {
    return start;
  }

  /** How many bytes the piece has, its line end included. */
  int length() {
    return length;
  }

  /** Whether the piece begins a line. */
  boolean beginsLine() {
    return begins;
  }

  /** Whether the piece holds the end of its line; not where the stream ends without one. */
  boolean endsLine() {
    return ends;
  }
}
