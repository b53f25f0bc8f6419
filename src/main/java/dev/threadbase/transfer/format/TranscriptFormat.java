package dev.threadbase.transfer.format;

import dev.threadbase.thread.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A foreign format: JSON values, each a node of a tree or something about the file. */
public interface TranscriptFormat {

  /** What a file is made of. */
  enum Records {
    /** One value a line. */
    LINES,
    /** Values, however they are laid out. */
    VALUES,
    /** Nothing: all there is to know is beside it. */
    NONE
  }

  /** The name it is asked for by. */
  String name();

  /**
   * Whether a file is of this format.
   *
   * @param firstLines its first readable lines, at least one
   */
  boolean recognises(List<JsonNode> firstLines);

  /** What a file is made of. */
  default Records records(Path file) {
    return Records.LINES;
  }

  /**
   * Begins to read a file.
   *
   * @param file where it is, for what its name says and for what lies beside it
   * @param notes told what is wrong with it
   */
  TranscriptReader reader(Path file, Notes notes);

  /** Whether a session of this format is a folder, written as a whole, and not a file. */
  default boolean isFolder() {
    return false;
  }

  /**
   * An entry that was added here, as a line of this format without its end.
   *
   * @return empty if the format has no line for such an entry
   */
  Optional<String> line(Entry entry);
}
