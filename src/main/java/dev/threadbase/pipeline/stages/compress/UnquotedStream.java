package dev.threadbase.pipeline.stages.compress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a JSON string says, in UTF-8, without ever holding it whole. Half a character becomes
 * U+FFFD. The source stands behind the opening quote of a string that a parser accepted; more of it
 * may be read than the string.
 */
final class UnquotedStream extends InputStream {

  private static final int BUFFER = 1024;
  // A high surrogate and a low one, the first without its backslash.
  private static final int LONGEST_ESCAPE = 11;

  private final InputStream source;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int filled;
  private byte[] decoded = {};
  private int given;
  private boolean ended;

  UnquotedStream(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    if (given < decoded.length) {
      return decoded[given++] & 0xff;
    }
    if (ended || !holds(1)) {
      return -1;
    }
    byte b = buffer[next++];
    if (b == '"') {
      ended = true;
      return -1;
    }
    if (b != '\\') {
      return b & 0xff;
    }
    decoded = Character.toString(escape()).getBytes(StandardCharsets.UTF_8);
    given = 0;
    return read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int b = read();
      if (b < 0) {
        return count == 0 ? -1 : count;
      }
      target[offset + count++] = (byte) b;
    }
    return count;
  }

  private int escape() throws IOException {
    holds(LONGEST_ESCAPE);
    byte kind = buffer[next++];
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> character();
      default -> kind;
    };
  }

  private int character() {
    char unit = unit(next);
    next += 4;
    if (!Character.isSurrogate(unit)) {
      return unit;
    }
    boolean another = filled - next >= 6 && buffer[next] == '\\' && buffer[next + 1] == 'u';
    if (another && Character.isSurrogatePair(unit, unit(next + 2))) {
      int character = Character.toCodePoint(unit, unit(next + 2));
      next += 6;
      return character;
    }
    return 0xfffd;
  }

  private char unit(int at) {
    int unit = 0;
    for (int i = at; i < at + 4; i++) {
      unit = unit << 4 | Character.digit(buffer[i], 16);
    }
    return (char) unit;
  }

  /** Whether so many bytes are there, after reading what is missing. */
  private boolean holds(int count) throws IOException {
    if (filled - next >= count) {
      return true;
    }
    System.arraycopy(buffer, next, buffer, 0, filled - next);
    filled -= next;
    next = 0;
    while (filled < count) {
      int read = source.read(buffer, filled, BUFFER - filled);
      if (read < 0) {
        return false;
      }
      filled += read;
    }
    return true;
  }
}
