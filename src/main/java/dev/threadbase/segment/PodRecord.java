package dev.threadbase.segment;

import java.time.Instant;
import java.util.Objects;

/**
 * A pod as it is kept.
 *
 * @param metadata what is kept of it
 * @param unknown members of the record that this version does not know, as one JSON object
 * @param version how often it was written; a pod that is deleted and made again counts anew
 * @param createdAt when it was made
 * @param updatedAt when it was last written
 */
public record PodRecord(
    PodMetadata metadata, String unknown, long version, Instant createdAt, Instant updatedAt) {

  /** Checks that everything is there. */
  public PodRecord {
    Objects.requireNonNull(metadata, "metadata");
    Objects.requireNonNull(unknown, "unknown");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
  }

  /** Its name. */
  public String podName() {
    return metadata.podName();
  }

  /**
   * The record as {@link PodMetadata#toJson}, with the members that this version does not know
   * behind the others.
   */
  public String toJson() {
    return PodMetadataJson.write(metadata, unknown);
  }

  @Override
  public String toString() {
    return "PodRecord[%s, version %d]".formatted(podName(), version);
  }
}
