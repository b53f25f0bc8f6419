package dev.threadbase.transfer.format;

import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.table.Scratch;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A foreign format: JSON values, each a node of a tree or something about the file. */
public interface TranscriptFormat {

  /** What a file is made of. */
  enum Records {
    /** One value a line. */
    LINES,
    /** One value a line, but for lines that begin with a value that was torn. */
    FUSED_LINES,
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

  /** What files are called that are read as well where they lie beside one of this format. */
  default List<String> sidecars() {
    return List.of();
  }

  /**
   * Begins to read a file.
   *
   * @param file where it is, for what its name says and for what lies beside it
   * @param notes told what is wrong with it
   */
  TranscriptReader reader(Path file, Notes notes);

  /**
   * Begins to read a file of any length.
   *
   * @param scratch where to keep what grows with the file; open as long as the reader is used
   */
  default TranscriptReader reader(Path file, Notes notes, Scratch scratch) {
    return reader(file, notes);
  }

  /** Begins to read lines that are in no file, and beside which there is nothing. */
  default TranscriptReader reader(Notes notes) {
    return reader(Path.of("thread" + FileNames.ENDING), notes);
  }

  /** Whether a session of this format is a folder, written as a whole, and not a file. */
  default boolean isFolder() {
    return false;
  }

  /**
   * Whether nothing but the name of its folder says which conversation a file is, and no writer of
   * the format ever rewrites one: another file of that name is another conversation.
   */
  default boolean isNamedByFile() {
    return false;
  }

  /**
   * Whether a file holds all branches of a thread; one that does not holds the path of the leaf.
   */
  default boolean hasBranches() {
    return false;
  }

  /**
   * The file that a thread has in a folder of this format, with {@code /} between its folders.
   *
   * @return names of nothing but ASCII letters, digits, {@code .}, {@code _}, {@code -} and {@code
   *     %}
   */
  default String fileName(ThreadMeta thread) {
    return FileNames.of(thread.id()) + FileNames.ENDING;
  }

  /**
   * Begins to write a thread as a file of this format.
   *
   * @param thread the thread, with whatever is known about it
   * @param losses told what has no place in the format
   */
  TranscriptEncoder encoder(ThreadMeta thread, Losses losses);
}
