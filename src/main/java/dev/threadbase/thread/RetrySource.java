package dev.threadbase.thread;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a turn tries again. The leaf does not move: the {@code started} marker of the new turn names
 * the entry that it goes on from, and a context leaves out what stands between the two (floret
 * session tree, retry of its later versions).
 *
 * @param turnId the turn that is tried again; null if the entry belongs to none
 * @param entryId the last entry that still counts
 * @param leafId the leaf that it was found behind: a turn that retries begins there or not at all;
 *     null not to ask
 */
public record RetrySource(@Nullable String turnId, String entryId, @Nullable String leafId) {

  private static final String TURN = "retry_source_turn_id";
  private static final String ENTRY = "retry_source_entry_id";

  /** Checks that the entry is there. */
  public RetrySource {
    Objects.requireNonNull(entryId, "entryId");
  }

  /** The source that a marker names; empty if it names none. */
  public static Optional<RetrySource> of(EntryType type, Content content) {
    String entry = content.metadata().get(ENTRY);
    return entry != null
            && !entry.isEmpty()
            && type.equals(EntryType.TURN_MARKER)
            && TurnStatus.STARTED.equals(content.turnStatus())
        ? Optional.of(new RetrySource(content.metadata().get(TURN), entry, null))
        : Optional.empty();
  }

  /** The names and values by which a {@code started} marker says so. */
  public Map<String, String> metadata() {
    return turnId == null ? Map.of(ENTRY, entryId) : Map.of(ENTRY, entryId, TURN, turnId);
  }
}
