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
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** What the lines of an archived original are, by hashes of their bytes without the line break. */
final class OriginalRecords {

  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private final Consumer<byte[]> lines;

  private OriginalRecords(Consumer<byte[]> lines) {
    this.lines = lines;
  }

  /** By the ids that they have as entries. */
  static Map<String, String> byId(Snapshot snapshot, Source source, TranscriptFormat format) {
    Map<String, String> hashes = new HashMap<>();
    TranscriptReader reader = ReadBack.reader(format);
    long[] number = {0};
    read(
        snapshot,
        source,
        line -> {
          number[0]++;
          JsonNode json = JsonLines.object(line);
          if (json == null) {
            return;
          }
          LineShape shape = reader.shape(json, number[0]);
          if (shape.kind() != LineShape.Kind.HEADER) {
            String id = shape.id();
            hashes.put(id == null || id.isEmpty() ? "line-" + number[0] : id, hash(line));
          }
        });
    return hashes;
  }

  /** Of some lines, by their numbers. */
  static Map<Long, String> byNumber(Snapshot snapshot, Source source, Set<Long> wanted) {
    Map<Long, String> hashes = new HashMap<>();
    long[] number = {0};
    read(
        snapshot,
        source,
        line -> {
          number[0]++;
          if (wanted.contains(number[0])) {
            hashes.put(number[0], hash(line));
          }
        });
    return hashes;
  }

  private static String hash(byte[] line) {
    return PayloadHash.of(new String(line, StandardCharsets.ISO_8859_1).stripTrailing());
  }

  private static void read(Snapshot snapshot, Source source, Consumer<byte[]> lines) {
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
    lines.accept(begun.toByteArray());
    begun.reset();
  }
}
