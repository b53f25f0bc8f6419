package dev.threadbase.transfer;

import dev.threadbase.transfer.SourceLines.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a writer that appends without looking whether the line before it has ended: one that was
 * torn and the whole record behind it are two records (ggcode session, append). Only a line that is
 * no JSON object is divided, and only where what follows is one and begins as records do.
 */
final class FusedLines implements SourceRecords {

  private static final byte[] BEGINNING = ascii("{\"type\":\"");

  /** What follows the type; parts of messages have a type too, but neither of these. */
  private static final List<byte[]> SECOND_MEMBERS =
      List.of(ascii("\",\"session_id\":"), ascii("\",\"token_usage\":"));

  private static final int LONGEST_TYPE = 40;

  /** A torn line that repeats the beginning more often than this stays one line. */
  private static final int MOST_ATTEMPTS = 64;

  private final SourceRecords lines;
  private final Deque<Line> waiting = new ArrayDeque<>();

  FusedLines(SourceRecords lines) {
    this.lines = lines;
  }

  @Override
  public @Nullable Line next() throws IOException {
    Line divided = waiting.poll();
    if (divided != null) {
      return divided;
    }
    Line line = lines.next();
    int at = line == null ? -1 : seam(line.bytes());
    if (line == null || at < 0) {
      return line;
    }
    byte[] bytes = line.bytes();
    waiting.add(new Line(line.number(), Arrays.copyOfRange(bytes, at, bytes.length), line.ended()));
    return new Line(line.number(), Arrays.copyOf(bytes, at), false, true);
  }

  /** Where a whole record begins behind a torn one; -1 for a line that is one record or none. */
  private static int seam(byte[] bytes) {
    int at = beginning(bytes, 1);
    if (at < 0 || JsonLines.object(bytes) != null) {
      return -1;
    }
    for (int attempt = 0; at >= 0 && attempt < MOST_ATTEMPTS; attempt++) {
      if (JsonLines.object(Arrays.copyOfRange(bytes, at, bytes.length)) != null) {
        return at;
      }
      at = beginning(bytes, at + 1);
    }
    return -1;
  }

  private static int beginning(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == BEGINNING[0]
          && startsWith(bytes, i, BEGINNING)
          && isRecord(bytes, i + BEGINNING.length)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isRecord(byte[] bytes, int type) {
    for (int i = type; i < bytes.length && i < type + LONGEST_TYPE; i++) {
      if (bytes[i] == '"') {
        int end = i;
        return SECOND_MEMBERS.stream().anyMatch(member -> startsWith(bytes, end, member));
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] begin) {
    int end = at + begin.length;
    return end <= bytes.length && Arrays.equals(bytes, at, end, begin, 0, begin.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
