package dev.threadbase.transfer;

import dev.threadbase.transfer.SourceLines.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The JSON values of a file, numbered from 1, each with the white space around it: several may
 * stand on a line and one may go over several lines. As long as every value has a line of its own,
 * these are the lines.
 *
 * <p>A value that was not written to its end is a record of its own too: it ends with the line that
 * ends inside a text, or before a line that begins like an entry. What comes after it is read as if
 * it were whole.
 */
final class SourceValues implements SourceRecords {

  private static final byte[] BEGINNING = "{\"id\":".getBytes(StandardCharsets.UTF_8);

  private final SourceLines lines;
  private final int longest;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private byte[] line = {};
  private int at;
  private boolean lineEnded;
  private long number;
  private int depth;
  private boolean inText;
  private boolean escaped;

  SourceValues(SourceLines lines, int longest) {
    this.lines = lines;
    this.longest = longest;
  }

  @Override
  public @Nullable Line next() throws IOException {
    while (true) {
      if (at == line.length) {
        Line read = lines.next();
        if (read == null) {
          return begun.size() == 0 ? null : record(false);
        }
        line = read.bytes();
        at = 0;
        lineEnded = read.ended();
        if (depth > 0 && beginsEntry()) {
          return record(true);
        }
      }
      int end = end();
      begun.write(line, at, end - at);
      at = end;
      if (begun.size() > longest) {
        throw SourceLines.tooLong("value", number + 1, longest);
      }
      if (depth == 0) {
        return record(lineEnded || at < line.length);
      }
    }
  }

  private Line record(boolean ended) {
    byte[] bytes = begun.toByteArray();
    begun.reset();
    depth = 0;
    inText = false;
    escaped = false;
    return new Line(++number, bytes, ended);
  }

  private boolean beginsEntry() {
    return line.length >= BEGINNING.length
        && Arrays.equals(line, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
  }

  /**
   * Where the value ends that stands here, white space behind it included; the end of the line if
   * it goes on. At depth 0 afterwards the record is complete.
   */
  private int end() {
    int i = at;
    while (depth == 0 && i < line.length && line[i] != '{' && line[i] != '[') {
      // Blank, or no JSON: the rest of the line belongs to nothing.
      if (!isBlank(line[i])) {
        return line.length;
      }
      i++;
    }
    for (; i < line.length; i++) {
      step(line[i]);
      if (depth == 0) {
        return afterBlanks(i + 1);
      }
    }
    return line.length;
  }

  private void step(byte b) {
    if (inText) {
      if (b == '\n') {
        depth = 0;
      } else if (escaped) {
        escaped = false;
      } else if (b == '\\') {
        escaped = true;
      } else if (b == '"') {
        inText = false;
      }
    } else if (b == '"') {
      inText = true;
    } else if (b == '{' || b == '[') {
      depth++;
    } else if (b == '}' || b == ']') {
      depth--;
    }
  }

  private int afterBlanks(int from) {
    int end = from;
    while (end < line.length && isBlank(line[end])) {
      end++;
    }
    return end;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
