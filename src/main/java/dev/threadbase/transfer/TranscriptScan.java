package dev.threadbase.transfer;

import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.SourceLines.Line;
import dev.threadbase.transfer.format.LineShape;
import dev.threadbase.transfer.format.TranscriptFormat;
import dev.threadbase.transfer.format.TranscriptReader;
import dev.threadbase.transfer.table.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;

/** The first reading of a transcript: its outline, its length and its digests. */
final class TranscriptScan implements AutoCloseable {

  /** So many bytes are worth a word on the way. */
  private static final long TOLD_AT_ONCE = 1 << 18;

  private final Tally tally = new Tally();
  private final Scratch scratch = new Scratch();
  private final TranscriptReader reader;
  private final Outline outline;
  private final SourceDigest bytes;
  private long parsedLength;
  private long completeLines;

  private TranscriptScan(Path file, TranscriptFormat format, Set<Long> lengths, Set<String> taken) {
    this.reader = format.reader(file, tally, scratch);
    this.bytes = new SourceDigest(lengths);
    this.outline = new Outline(tally, taken, scratch);
  }

  /**
   * Reads a file.
   *
   * @param lengths lengths of which the digest is wanted too
   * @param taken ids that no node may have
   * @param progress told how many bytes were read since it was last told
   */
  static TranscriptScan of(
      Path file,
      TranscriptFormat format,
      Set<Long> lengths,
      Set<String> taken,
      LongConsumer progress)
      throws IOException {
    TranscriptScan scan = new TranscriptScan(file, format, lengths, taken);
    try {
      scan.read(file, format, progress);
      return scan;
    } catch (IOException | RuntimeException | Error failure) {
      scan.close();
      throw failure;
    }
  }

  private void read(Path file, TranscriptFormat format, LongConsumer progress) throws IOException {
    try (SourceRecords records = SourceRecords.of(format.records(file), file, Long.MAX_VALUE)) {
      long untold = 0;
      for (Line line = records.next(); line != null; line = records.next()) {
        take(line);
        untold += line.bytes().length;
        if (untold >= TOLD_AT_ONCE) {
          progress.accept(untold);
          untold = 0;
        }
      }
      progress.accept(untold);
    }
    reader.leaf().ifPresent(outline::leafAt);
  }

  private void take(Line line) {
    if (!line.fragment()) {
      tally.line();
    }
    long start = bytes.length();
    bytes.add(line.bytes());
    JsonNode json = line.isBlank() || line.fragment() ? null : JsonLines.object(line.bytes());
    if (line.ended() || json != null) {
      parsedLength = bytes.length();
      completeLines = line.number();
    }
    if (json != null) {
      place(reader.shape(json, line.number()), line.number());
    } else if (!line.isBlank()) {
      refuse(line, start);
    }
  }

  private void refuse(Line line, long start) {
    if (line.fragment()) {
      tally.leftOut(
          line.number(),
          "fused_line",
          "it begins with a record that was torn, from byte "
              + start
              + "; the record behind it is read, the torn one is kept in the original only");
    } else if (line.ended()) {
      tally.leftOut(
          line.number(),
          "unreadable_line",
          JsonLines.fault(line.bytes()) + ", from byte " + start + "; kept in the original only");
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
    } else if (CleanText.isId(id)) {
      String parent = shape.parentId();
      outline.addNode(id, parent == null || parent.isEmpty() ? null : parent, shape.aside(), line);
    } else {
      tally.leftOut(line, "bad_id", "its id is too long, or holds what cannot be stored");
    }
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

  /** Where all that grows with the file is kept. */
  Scratch scratch() {
    return scratch;
  }

  long length() {
    return bytes.length();
  }

  long parsedLength() {
    return parsedLength;
  }

  long completeLines() {
    return completeLines;
  }

  /** The digest of the whole file. */
  String digest() {
    return bytes.digest();
  }

  /** What tells a second reading, at little cost, whether it read the same. */
  long checksum() {
    return bytes.checksum();
  }

  /** Whether the file begins with what an archived original holds. */
  boolean continues(Source source) {
    return bytes.continues(source);
  }

  @Override
  public void close() {
    scratch.close();
  }
}
