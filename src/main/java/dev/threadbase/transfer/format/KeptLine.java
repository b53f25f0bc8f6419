package dev.threadbase.transfer.format;

import dev.threadbase.thread.Content;
import org.jspecify.annotations.Nullable;

/**
 * A line that the encoder of its format would write otherwise, kept whole in the data of what was
 * read of it: the encoder writes it as it was.
 */
final class KeptLine {

  private KeptLine() {}

  /** The content with its line, if the line is another than the one that would be written. */
  static Content beside(Content content, String format, String line, @Nullable String written) {
    return line.equals(written) ? content : content.withData(prefix(format) + line + "}");
  }

  /** The line that was kept; null if none of this format was. */
  static @Nullable String of(Content content, String format) {
    String data = content.data();
    return data != null && data.startsWith(prefix(format))
        ? data.substring(prefix(format).length(), data.length() - 1)
        : null;
  }

  private static String prefix(String format) {
    return "{\"" + format + "\":";
  }
}
