package dev.threadbase.transfer;

import dev.threadbase.thread.PayloadHash;
import dev.threadbase.transfer.Journal.Snapshot;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.format.LineShape;
import dev.threadbase.transfer.format.TranscriptFormat;
import dev.threadbase.transfer.format.TranscriptReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the lines of an archived original are, by hashes of their bytes without the line break. */
final class OriginalRecords {

  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private final Lines lines;
  private long number;

  private OriginalRecords(Lines lines) {
    this.lines = lines;
  }

  /** Takes a line and its number. */
  private interface Lines {
    void take(byte[] line, long number);
  }

  /** By the ids that they have as entries. */
  static Map<String, String> byId(Snapshot snapshot, Source source, TranscriptFormat format) {
    Map<String, String> hashes = new HashMap<>();
    TranscriptReader reader = ReadBack.reader(format);
    read(
        snapshot,
        source,
        (line, number) -> {
          JsonNode json = JsonLines.object(line);
          if (json == null) {
            return;
          }
          LineShape shape = reader.shape(json, number);
          if (shape.kind() != LineShape.Kind.HEADER) {
            String id = shape.id();
            hashes.put(id == null || id.isEmpty() ? "line-" + number : id, hash(line));
          }
        });
    return hashes;
  }

  /** Of some lines, by their numbers. */
  static Map<Long, String> byNumber(Snapshot snapshot, Source source, Set<Long> wanted) {
    Map<Long, String> hashes = new HashMap<>();
    read(
        snapshot,
        source,
        (line, number) -> {
          if (wanted.contains(number)) {
            hashes.put(number, hash(line));
          }
        });
    return hashes;
  }

  private static String hash(byte[] line) {
    return PayloadHash.of(new String(line, StandardCharsets.ISO_8859_1).stripTrailing());
  }

  private static void read(Snapshot snapshot, Source source, Lines lines) {
    OriginalRecords read = new OriginalRecords(lines);
    snapshot.readSource(source, read::bytes);
    read.line();
  }

  private void bytes(byte[] bytes) {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        begun.write(bytes, from, i + 1 - from);
        from = i + 1;
        line();
      }
    }
    begun.write(bytes, from, bytes.length - from);
  }

  private void line() {
    lines.take(begun.toByteArray(), ++number);
    begun.reset();
  }
}
