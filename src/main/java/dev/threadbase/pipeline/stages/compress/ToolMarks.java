package dev.threadbase.pipeline.stages.compress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Marks in place of tools that ran. One is held back until another line goes out, so that equal
 * ones that follow it are counted in it. The order of the lines stays.
 */
final class ToolMarks {

  private static final byte[] BEGIN = ascii("{\"type\":\"tool_mark\",\"description\":");

  private @Nullable String held;
  private long count;

  /**
   * A tool ran.
   *
   * @return whether the mark that is held back counts it
   */
  boolean add(String description, EntryOutput output) throws IOException {
    if (description.equals(held)) {
      count++;
      return true;
    }
    release(output);
    held = description;
    count = 1;
    return false;
  }

  /** Writes the mark that is held back, if there is one. */
  void release(EntryOutput output) throws IOException {
    if (held == null) {
      return;
    }
    ByteArrayOutputStream mark = new ByteArrayOutputStream();
    mark.writeBytes(BEGIN);
    mark.writeBytes(EntryJson.quoted(held));
    mark.writeBytes(ascii(count > 1 ? ",\"count\":" + count + "}" : "}"));
    held = null;
    output.line(mark.toByteArray());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
