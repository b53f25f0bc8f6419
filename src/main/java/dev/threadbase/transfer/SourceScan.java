package dev.threadbase.transfer;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.transfer.Journal.Source;
import dev.threadbase.transfer.SourceLines.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The first reading of a file that needs no more than its bytes. */
final class SourceScan {

  private final SourceDigest bytes;
  private long parsedLength;
  private long completeLines;

  private SourceScan(Set<Long> lengths) {
    this.bytes = new SourceDigest(lengths);
  }

  /**
   * Reads a file.
   *
   * @param lengths lengths of which the digest is wanted too
   */
  static SourceScan of(Path file, Set<Long> lengths) throws IOException {
    SourceScan scan = new SourceScan(lengths);
    try (SourceLines lines = SourceLines.of(file)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        scan.bytes.add(line.bytes());
        if (line.ended()) {
          scan.parsedLength = scan.bytes.length();
          scan.completeLines = line.number();
        }
      }
    }
    return scan;
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

  String digest() {
    return bytes.digest();
  }

  long checksum() {
    return bytes.checksum();
  }

  /** The longest archived original that the file begins with. */
  Optional<Source> continued(List<Source> archived) {
    return archived.stream()
        .filter(bytes::continues)
        .max((one, other) -> Long.compare(one.length(), other.length()));
  }

  /** What to say of a file that another reading finds to be another. */
  static InvalidData changed() {
    return new InvalidData(
        "the file was rewritten while it was read; nothing of it was stored, import it again");
  }
}
