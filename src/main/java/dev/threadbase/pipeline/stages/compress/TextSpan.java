package dev.threadbase.pipeline.stages.compress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A JSON string in a line that may get another text. Where it does not, the line keeps its bytes;
 * all that stands around it does too.
 */
final class TextSpan {

  private final int start;
  private final int end;
  private final String original;
  private String text;

  private TextSpan(int start, int end, String text) {
    this.start = start;
    this.end = end;
    this.original = text;
    this.text = text;
  }

  /** The string that a parser stands at. */
  static TextSpan at(JsonParser parser, byte[] bytes, int from) {
    int start = from + (int) parser.currentTokenLocation().getByteOffset();
    return new TextSpan(start, EntryJson.endOfValue(bytes, start), parser.getString());
  }

  /** Every string in a value, at any depth, without the names of members. */
  static List<TextSpan> all(byte[] bytes, int start, int end) {
    List<TextSpan> spans = new ArrayList<>();
    try (JsonParser parser = EntryJson.parser(bytes, start, end)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          spans.add(at(parser, bytes, start));
        }
      }
    }
    return spans;
  }

  /** Changes the text; false if it stays the same. */
  boolean edit(UnaryOperator<String> change) {
    String changed = change.apply(text);
    boolean different = !changed.equals(text);
    text = changed;
    return different;
  }

  String text() {
    return text;
  }

  boolean isChanged() {
    return !text.equals(original);
  }

  /** Writes a stretch of a line with the new texts in it. */
  static void write(byte[] bytes, int start, int end, List<TextSpan> spans, Sink sink)
      throws IOException {
    int copied = start;
    for (TextSpan span : changed(spans)) {
      sink.part(bytes, copied, span.start - copied);
      byte[] quoted = EntryJson.quoted(span.text);
      sink.part(quoted, 0, quoted.length);
      copied = span.end;
    }
    sink.part(bytes, copied, end - copied);
  }

  private static List<TextSpan> changed(List<TextSpan> spans) {
    return spans.stream()
        .filter(TextSpan::isChanged)
        .sorted(Comparator.comparingInt(span -> span.start))
        .toList();
  }

  /** Takes parts of a line. */
  @FunctionalInterface
  interface Sink {
    void part(byte[] bytes, int start, int length) throws IOException;
  }
}
