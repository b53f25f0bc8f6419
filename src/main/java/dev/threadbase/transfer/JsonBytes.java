package dev.threadbase.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Puts values as JSON in UTF-8 into a buffer, and the buffer into a stream whenever it is full.
 * Whatever is between two characters that need an escape is copied at once.
 */
final class JsonBytes {

  private static final int BUFFER = 1 << 16;

  /** So much of a text is in UTF-8 at a time, however long it is. */
  private static final int PIECE = 1 << 14;

  private static final byte[] NULL = ascii("null");

  /** What stands for each byte; nothing for those that stand for themselves. */
  private static final byte[][] ESCAPES = escapes();

  private final OutputStream output;
  private final byte[] buffer = new byte[BUFFER];
  private int filled;

  JsonBytes(OutputStream output) {
    this.output = output;
  }

  /** The bytes of a text of ASCII. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[][] escapes() {
    byte[][] escapes = new byte[1 << Byte.SIZE][];
    for (int c = 0; c < ' '; c++) {
      escapes[c] = ascii("\\u%04X".formatted(c));
    }
    String named = "\"\"\\\\\bb\tt\nn\ff\rr";
    for (int i = 0; i < named.length(); i += 2) {
      escapes[named.charAt(i)] = ascii("\\" + named.charAt(i + 1));
    }
    return escapes;
  }

  /** Bytes as they are. */
  void raw(byte[] bytes) {
    copy(bytes, 0, bytes.length);
  }

  void nothing() {
    raw(NULL);
  }

  void number(long number) {
    raw(ascii(Long.toString(number)));
  }

  /** Bytes in base64. */
  void binary(byte[] bytes) {
    put('"');
    raw(Base64.getEncoder().encode(bytes));
    put('"');
  }

  void text(String text) {
    put('"');
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(from + PIECE, text.length());
      if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
        to--;
      }
      escaped(text.substring(from, to).getBytes(StandardCharsets.UTF_8));
      from = to;
    }
    put('"');
  }

  private void escaped(byte[] utf8) {
    int plain = 0;
    for (int i = 0; i < utf8.length; i++) {
      byte[] escape = ESCAPES[utf8[i] & 0xff];
      if (escape != null) {
        copy(utf8, plain, i);
        raw(escape);
        plain = i + 1;
      }
    }
    copy(utf8, plain, utf8.length);
  }

  private void put(char ascii) {
    if (filled == BUFFER) {
      empty();
    }
    buffer[filled++] = (byte) ascii;
  }

  private void copy(byte[] bytes, int from, int to) {
    if (to - from > BUFFER - filled) {
      empty();
      if (to - from > BUFFER) {
        write(bytes, from, to);
        return;
      }
    }
    System.arraycopy(bytes, from, buffer, filled, to - from);
    filled += to - from;
  }

  private void empty() {
    write(buffer, 0, filled);
    filled = 0;
  }

  private void write(byte[] bytes, int from, int to) {
    try {
      output.write(bytes, from, to - from);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Gives the stream what it does not have yet.
   *
   * @throws UncheckedIOException if the stream cannot be written to, as every other method does
   */
  void flush() {
    empty();
    try {
      output.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
