package dev.threadbase.pipeline.stages.compress;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What an agent said that it runs a tool for: the member {@code description} of the tool's input,
 * which is an object or the JSON text of one. It is trimmed, and at most {@value #LONGEST}
 * characters long, counted as code points, the ellipsis among them.
 */
final class ToolDescription {

  static final int LONGEST = 200;

  private static final char ELLIPSIS = '…';

  private ToolDescription() {}

  /**
   * The description, or null if there is none.
   *
   * @param bytes a line
   * @param start where the input begins in it; negative if there is no input
   * @param end where the line ends
   */
  static @Nullable String of(byte[] bytes, int start, int end) throws IOException {
    if (start < 0) {
      return null;
    }
    long at = find(open(bytes, start, end), bytes[start] == '"');
    if (at < 0) {
      return null;
    }
    InputStream again = open(bytes, start, end);
    again.skipNBytes(at + 1);
    return trimmed(new InputStreamReader(new UnquotedStream(again), StandardCharsets.UTF_8));
  }

  private static InputStream open(byte[] bytes, int start, int end) {
    return bytes[start] == '"'
        ? new UnquotedStream(new ByteArrayInputStream(bytes, start + 1, end - start - 1))
        : new ByteArrayInputStream(bytes, start, end - start);
  }

  /** Where the last description begins; negative if there is none, or no object. */
  private static long find(InputStream json, boolean alone) {
    try (JsonParser parser = EntryJson.parser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return -1;
      }
      long found = -1;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean description = parser.currentName().equals("description");
        JsonToken value = parser.nextToken();
        if (description) {
          boolean text = value == JsonToken.VALUE_STRING;
          found = text ? parser.currentTokenLocation().getByteOffset() : -1;
        }
        parser.skipChildren();
      }
      return alone && parser.nextToken() != null ? -1 : found;
    } catch (JacksonException malformed) {
      return -1;
    }
  }

  private static @Nullable String trimmed(Reader text) throws IOException {
    StringBuilder kept = new StringBuilder();
    int length = 0;
    boolean longer = false;
    for (int c = next(text); c >= 0 && !longer; c = next(text)) {
      if (length < LONGEST && (length > 0 || !isSpace(c))) {
        kept.appendCodePoint(c);
        length++;
      } else {
        longer = length == LONGEST && !isSpace(c);
      }
    }
    if (longer) {
      kept.setLength(kept.offsetByCodePoints(0, LONGEST - 1));
      return kept.append(ELLIPSIS).toString();
    }
    while (length > 0 && isSpace(kept.codePointBefore(kept.length()))) {
      kept.setLength(kept.length() - 1);
      length--;
    }
    return length == 0 ? null : kept.toString();
  }

  private static int next(Reader text) throws IOException {
    int first = text.read();
    return first >= 0 && Character.isHighSurrogate((char) first)
        ? Character.toCodePoint((char) first, (char) text.read())
        : first;
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }
}
