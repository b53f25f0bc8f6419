package dev.threadbase.pipeline.stages.compress;

import dev.threadbase.pipeline.stages.compress.EntryScan.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a tool gave back, as it goes out: a text, or the JSON of a value with a structure. */
final class ToolBody {

  private static final int SAMPLE = 80;

  private final byte[] bytes;
  private final String sample;

  private ToolBody(byte[] bytes, String head) {
    this.bytes = bytes;
    int[] characters = head.codePoints().limit(SAMPLE).toArray();
    this.sample = new String(characters, 0, characters.length);
  }

  static ToolBody of(byte[] line, EntryScan scan, Field field, List<TextSpan> spans)
      throws IOException {
    if (scan.start(field) < 0) {
      return new ToolBody(new byte[0], "");
    }
    if (scan.isString(field)) {
      String text = spans.get(0).text();
      return new ToolBody(EntryJson.utf8(text), text);
    }
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    TextSpan.write(line, scan.start(field), scan.end(field), spans, json::write);
    byte[] bytes = json.toByteArray();
    int most = Math.min(bytes.length, SAMPLE * 4);
    return new ToolBody(bytes, new String(bytes, 0, most, StandardCharsets.UTF_8));
  }

  int length() {
    return bytes.length;
  }

  String hash() {
    return SeenHashes.hash(bytes);
  }

  /**
   * The entry that stands for another with the same body. It keeps when it was, of which tool, and
   * whether it failed; it loses everything else.
   *
   * @param hash of the body
   * @param first the line that has the body
   */
  byte[] reference(byte[] line, EntryScan scan, String hash, long first) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.writeBytes(utf8("{\"type\":\"tool_ref\""));
    copy(line, scan, Field.TIMESTAMP, "timestamp", json);
    copy(line, scan, Field.TOOL_NAME, "tool_name", json);
    copy(line, scan, Field.IS_ERROR, "is_error", json);
    json.writeBytes(utf8(",\"ref_type\":\"tool_result\""));
    copy(line, scan, Field.TOOL_NAME, "ref_kind", json);
    json.writeBytes(utf8(",\"ref_hash\":\"" + hash + "\",\"ref_first_seq\":" + first));
    json.writeBytes(utf8(",\"ref_sample\":"));
    json.writeBytes(EntryJson.quoted(sample));
    json.write('}');
    return json.toByteArray();
  }

  private static void copy(
      byte[] line, EntryScan scan, Field field, String name, ByteArrayOutputStream json) {
    int start = scan.start(field);
    if (start >= 0) {
      json.writeBytes(utf8(",\"" + name + "\":"));
      json.write(line, start, scan.end(field) - start);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
