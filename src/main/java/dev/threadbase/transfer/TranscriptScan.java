package dev.threadbase.transfer;

import dev.threadbase.thread.Sha256;
import dev.threadbase.transfer.SourceLines.Line;
import dev.threadbase.transfer.format.LineShape;
import dev.threadbase.transfer.format.TranscriptReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The first reading of a transcript: its outline, its length and its digests. */
final class TranscriptScan {

  private final Tally tally = new Tally();
  private final Outline outline = new Outline(tally);
  private final MessageDigest digest = Sha256.begin();
  private long length;
  private long parsedLength;
  private long completeLines;
  private @Nullable String digestBefore;

  private TranscriptScan() {}

  /**
   * Reads a file.
   *
   * @param before a length of which the digest is wanted too; 0 for none
   */
  static TranscriptScan of(Path file, TranscriptReader reader, long before) throws IOException {
    TranscriptScan scan = new TranscriptScan();
    try (SourceLines lines = SourceLines.of(file)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        scan.take(line, reader, before);
      }
    }
    if (scan.length == before) {
      scan.digestBefore = scan.digest();
    }
    return scan;
  }

  private void take(Line line, TranscriptReader reader, long before) {
    tally.line();
    digest(line.bytes(), before);
    length += line.bytes().length;
    JsonNode json = line.isBlank() ? null : JsonLines.object(line.bytes());
    if (line.ended() || json != null) {
      parsedLength = length;
      completeLines = line.number();
    }
    if (json != null) {
      place(reader.shape(json, line.number()), line.number());
    } else if (!line.isBlank()) {
      refuse(line);
    }
  }

  private void refuse(Line line) {
    if (line.ended()) {
      tally.leftOut(
          line.number(), "unreadable_line", "not a JSON object; kept in the original only");
    } else {
      tally.leftOut(
          line.number(), "torn_line", "the file ends inside it; kept in the original only");
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

  /** Adds bytes, and notes the digest of the first {@code before} on the way. */
  private void digest(byte[] bytes, long before) {
    long missing = before - length;
    if (missing > 0 && missing <= bytes.length) {
      digest.update(bytes, 0, (int) missing);
      digestBefore = digest();
      digest.update(bytes, (int) missing, bytes.length - (int) missing);
    } else {
      digest.update(bytes);
    }
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

  /** The digest of the part that was asked for; null if the file is shorter. */
  @Nullable String digestBefore() {
    return digestBefore;
  }
}
