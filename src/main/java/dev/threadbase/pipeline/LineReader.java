package dev.threadbase.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a stream line by line, for stages that work by lines, whatever the length of a line: a line
 * up to a limit comes whole, a longer one in pieces of that many bytes. The pieces, all of them
 * together, are the stream.
 *
 * <p>For one thread. The buffer is used again: what {@link #bytes} holds is good until {@link
 * #next}.
 */
public final class LineReader {

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
   * @throws IllegalArgumentException if that is not positive
   */
  public LineReader(InputStream input, int longest) {
    if (longest < 1) {
      throw new IllegalArgumentException("longest must be positive: " + longest);
    }
    this.input = input;
    this.longest = longest;
    this.buffer = new byte[Math.min(SMALLEST, longest)];
  }

  /**
   * Moves on to the next piece; false after the last.
   *
   * @throws IOException if the stream cannot be read
   */
  public boolean next() throws IOException {
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
    int to = (int) Math.min(filled, (long) start + longest);
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
  public byte[] bytes() {
    return buffer;
  }

  /** Where the piece begins in the buffer. */
  public int start() {
    return start;
  }

  /** How many bytes the piece has, its line end included. */
  public int length() {
    return length;
  }

  /** Whether the piece begins a line. */
  public boolean beginsLine() {
    return begins;
  }

  /** Whether the piece holds the end of its line; not where the stream ends without one. */
  public boolean endsLine() {
    return ends;
  }
}
