package dev.threadbase.segment;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a named worker process.
 *
 * @param podName its name
 * @param active the log it writes; null if it writes none
 * @param spawnedChildren the processes that it started, in order
 */
public record PodMetadata(
    String podName, @Nullable PodActiveSegmentRef active, List<PodSpawnedChild> spawnedChildren) {

  /** The members that this version does not know, of a record that has none: a JSON object. */
  public static final String NOTHING_UNKNOWN = "{}";

  /** Copies the children. */
  public PodMetadata {
    Objects.requireNonNull(podName, "podName");
    spawnedChildren = List.copyOf(spawnedChildren);
  }

  /** A pod without children. */
  public static PodMetadata of(String podName, @Nullable PodActiveSegmentRef active) {
    return new PodMetadata(podName, active, List.of());
  }

  /**
   * Whether a pod can have this name: anything that can be the name of a folder in a store of the
   * reference, spaces and line ends included.
   */
  public static boolean isValidName(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && name.indexOf(0) < 0;
  }

  /**
   * This record as JSON, a member a line, indented by two spaces, without a last line end.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if a text holds half of a character
   */
  public String toJson() {
    return PodMetadataJson.write(this, NOTHING_UNKNOWN);
  }

  /**
   * Reads a record. Members that this version does not know are not kept; see {@link
   * PodRegistry#writeJson}.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if the text is not one
   */
  public static PodMetadata parse(String json) {
    return PodMetadataJson.read(json);
  }

  /**
   * The members of a record, itself and not its parts, that this version does not know, as one JSON
   * object.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if the text is no JSON object
   */
  public static String unknownMembers(String json) {
    return PodMetadataJson.unknown(json);
  }
}
