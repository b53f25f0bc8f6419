package dev.threadbase.segment;

import java.util.List;
import java.util.UUID;

/**
 * What a deletion of a session removes, or would remove.
 *
 * @param sessionId the session
 * @param segments its logs
 * @param entries the entries of all of them, those behind a cut included
 * @param traces their trace entries
 * @param references what keeps the session from being deleted, each named for a person
 * @param deleted whether it was deleted; false also if there was none
 */
public record SessionDeletion(
    UUID sessionId,
    List<UUID> segments,
    long entries,
    long traces,
    List<String> references,
    boolean deleted) {

  /** Copies both lists. */
  public SessionDeletion {
    segments = List.copyOf(segments);
    references = List.copyOf(references);
  }
}
