package dev.threadbase.transfer.format;

import dev.threadbase.thread.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A foreign format: JSON lines, each a node of a tree or something about the file. */
public interface TranscriptFormat {

  /** The name it is asked for by. */
  String name();

  /**
   * Whether a file is of this format.
   *
   * @param firstLines its first readable lines, at least one
   */
  boolean recognises(List<JsonNode> firstLines);

  /**
   * Begins to read a file.
   *
   * @param file where it is, for what its name says
   */
  TranscriptReader reader(Path file);

  /**
   * An entry that was added here, as a line of this format without its end.
   *
   * @return empty if the format has no line for such an entry
   */
  Optional<String> line(Entry entry);
}
