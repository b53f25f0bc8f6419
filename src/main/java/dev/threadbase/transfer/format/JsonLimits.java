package dev.threadbase.transfer.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.StreamReadConstraints;

/**
 * How much foreign JSON may be of anything. Every reader of foreign files keeps to these; what goes
 * beyond is a record that cannot be read.
 */
public final class JsonLimits {

  /** The most bytes of a line, or of another record, with its end. */
  public static final int LONGEST_RECORD = 256 << 20;

  /** The most bytes of a file that is one value, and read as a whole. */
  public static final int LONGEST_FILE = 16 << 20;

  /** The most bytes of an id: three of them have to fit into a key of either database. */
  public static final int LONGEST_ID = 800;

  /** The most values around each other: more than that the JSON library does not write. */
  public static final int DEEPEST = 500;

  /** The same of a value that stands in a text: a format may put it into values of its own. */
  static final int DEEPEST_IN_TEXT = 400;

  /** The most tool results around each other; what is further inside stays the JSON it is. */
  public static final int DEEPEST_RESULT = 32;

  /** The most characters of a number. An exponent has to fit into 32 bits. */
  public static final int LONGEST_NUMBER = 1_000;

  /** The most characters of a member's name. */
  public static final int LONGEST_NAME = 50_000;

  private JsonLimits() {}

  /** The limits of a record. */
  public static StreamReadConstraints record() {
    return deepest(DEEPEST);
  }

  static StreamReadConstraints inText() {
    return deepest(DEEPEST_IN_TEXT);
  }

  private static StreamReadConstraints deepest(int depth) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(depth)
        .maxNumberLength(LONGEST_NUMBER)
        .maxNameLength(LONGEST_NAME)
        .maxStringLength(LONGEST_RECORD)
        .build();
  }

  /**
   * A file that is one value; empty if it is longer than such a file may be.
   *
   * @throws IOException if it cannot be read
   */
  public static Optional<byte[]> wholeFile(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      byte[] bytes = input.readNBytes(LONGEST_FILE + 1);
      return bytes.length > LONGEST_FILE ? Optional.empty() : Optional.of(bytes);
    }
  }
}
