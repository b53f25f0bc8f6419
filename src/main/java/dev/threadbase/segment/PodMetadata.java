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
   * This record as JSON, a member a line, indented by two spaces, without a last line end.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if a text holds half of a character
   */
  public String toJson() {
    return PodMetadataJson.write(this);
  }

  /**
   * Reads a record. Members that this version does not know are not kept.
   *
   * @throws dev.threadbase.ThreadbaseException.InvalidData if the text is not one
   */
  public static PodMetadata parse(String json) {
    return PodMetadataJson.read(json);
  }
}
