package dev.threadbase.transfer;

import dev.threadbase.thread.Sha256;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.SourceLines.Line;
import dev.threadbase.transfer.format.LineShape;
import dev.threadbase.transfer.format.TranscriptFormat;
import dev.threadbase.transfer.format.TranscriptReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import tools.jackson.databind.JsonNode;

/** The first reading of a transcript: its outline, its length and its digests. */
final class TranscriptScan {

  private final Tally tally = new Tally();
  private final TranscriptReader reader;
  private final Outline outline;
  private final MessageDigest digest = Sha256.begin();
  private final CRC32C checksum = new CRC32C();
  private final NavigableSet<Long> wanted;
  private final Map<Long, String> digests = new HashMap<>();
  private long length;
  private long parsedLength;
  private long completeLines;

  private TranscriptScan(Path file, TranscriptFormat format, Set<Long> lengths, Set<String> taken) {
    this.reader = format.reader(file, tally);
    this.wanted = new TreeSet<>(lengths);
    this.outline = new Outline(tally, taken);
  }

  /**
   * Reads a file.
   *
   * @param lengths lengths of which the digest is wanted too
   * @param taken ids that no node may have
   */
  static TranscriptScan of(Path file, TranscriptFormat format, Set<Long> lengths, Set<String> taken)
      throws IOException {
    TranscriptScan scan = new TranscriptScan(file, format, lengths, taken);
    try (SourceRecords records = SourceRecords.of(format.records(file), file, Long.MAX_VALUE)) {
      for (Line line = records.next(); line != null; line = records.next()) {
        scan.take(line);
      }
    }
    scan.reader.leaf().ifPresent(scan.outline::leafAt);
    return scan;
  }

  private void take(Line line) {
    tally.line();
    long start = length;
    digest(line.bytes());
    JsonNode json = line.isBlank() ? null : JsonLines.object(line.bytes());
    if (line.ended() || json != null) {
      parsedLength = length;
      completeLines = line.number();
    }
    if (json != null) {
      place(reader.shape(json, line.number()), line.number());
    } else if (!line.isBlank()) {
      refuse(line, start);
    }
  }

  private void refuse(Line line, long start) {
    if (line.ended()) {
      tally.leftOut(
          line.number(),
          "unreadable_line",
          "not a JSON object, from byte " + start + "; kept in the original only");
    } else {
      tally.leftOut(
          line.number(),
          "torn_line",
          "the file ends inside it, from byte " + start + "; kept in the original only");
    }
  }

  private void place(LineShape shape, long line) {
    String id = shape.id();
    if (shape.kind() == LineShape.Kind.HEADER) {
      return;
    }
    if (id == null || id.isEmpty()) {
      outline.addLoose(line);
    } else if (CleanText.isStorable(id)) {
      String parent = shape.parentId();
      outline.addNode(id, parent == null || parent.isEmpty() ? null : parent, shape.aside(), line);
    } else {
      tally.leftOut(line, "bad_id", "its id holds a character that cannot be stored");
    }
  }

  /** Adds bytes, and notes the digests that are wanted on the way. */
  private void digest(byte[] bytes) {
    checksum.update(bytes);
    int from = 0;
    long end = length + bytes.length;
    while (!wanted.isEmpty() && wanted.first() <= end) {
      long at = wanted.pollFirst();
      digest.update(bytes, from, (int) (at - length));
      from += (int) (at - length);
      length = at;
      digests.put(at, digest());
    }
    digest.update(bytes, from, bytes.length - from);
    length = end;
  }

  /** The reader, which knows the file now. */
  TranscriptReader reader() {
    return reader;
  }

  Tally tally() {
    return tally;
  }

  Outline outline() {
    return outline;
  }

  long length() {
    return length;
  }

  long parsedLength() {
    return parsedLength;
  }

  long completeLines() {
    return completeLines;
  }

  /** The digest of the whole file. */
  String digest() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("SHA-256 can be continued", impossible);
    }
  }

  /** What tells a second reading, at little cost, whether it read the same. */
  long checksum() {
    return checksum.getValue();
  }

  /** Whether the file begins with what an archived original holds. */
  boolean continues(Source source) {
    return source.digest().equals(digests.get(source.length()));
  }
}
