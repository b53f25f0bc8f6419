package dev.threadbase.transfer;

import dev.threadbase.transfer.LogJournal.LogPlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Follows the lines of a file through everything that was ever written to a log, the parts that
 * were left included: how much of the file is here already, wherever that is.
 */
final class LogMatch {

  private static final String NONE = "";

  private final Map<String, List<LogPlace>> children = new HashMap<>();
  private final Map<String, LogPlace> byId = new HashMap<>();
  private final Map<String, Long> ends = new HashMap<>();
  private @Nullable LogPlace at;
  private boolean ended;

  LogMatch(List<LogPlace> places) {
    places.forEach(place -> byId.put(place.id(), place));
    for (LogPlace place : places) {
      children.computeIfAbsent(parentOf(place), parent -> new ArrayList<>()).add(place);
      ends.merge(place.segmentId(), place.seq() + 1, Math::max);
    }
  }

  private String parentOf(LogPlace place) {
    String parent = place.parentId();
    return parent != null && byId.containsKey(parent) ? parent : NONE;
  }

  /** Whether the next line is here already, right behind those before it. */
  boolean follow(String payloadHash) {
    List<LogPlace> next = ended ? List.of() : children.getOrDefault(key(at), List.of());
    for (LogPlace place : next) {
      if (place.payloadHash().equals(payloadHash)) {
        at = place;
        return true;
      }
    }
    ended = true;
    return false;
  }

  private static String key(@Nullable LogPlace place) {
    return place == null ? NONE : place.id();
  }

  /** The last entry that is also in the file; null for none. */
  @Nullable LogPlace last() {
    return at;
  }

  /** Whether anything stands at a position. */
  boolean isTaken(String segmentId, long seq) {
    return seq < ends.getOrDefault(segmentId, 0L);
  }

  /**
   * Whether a log that ends with an entry may go on with the rest of the file: it ends where the
   * file goes on, or all that it has beyond came from files, so that the file was rewritten.
   *
   * @param headId the last entry of the log; null for none
   */
  boolean leadsOn(@Nullable String headId) {
    LogPlace place = headId == null ? null : byId.get(headId);
    while (place != null && !place.equals(at)) {
      if (!place.imported()) {
        return false;
      }
      place = byId.get(parentOf(place));
    }
    return place == null ? at == null : true;
  }

  /** Whether a log that ends with an entry ends where the file goes on. */
  boolean isAt(@Nullable String headId) {
    LogPlace head = headId == null ? null : byId.get(headId);
    return Objects.equals(head, at);
  }

  /**
   * The entry that the first of a log follows: the last of what it inherits.
   *
   * @param headId the last entry of the log, or of what it inherits
   */
  @Nullable String rootParent(@Nullable String headId) {
    List<LogPlace> roots = children.getOrDefault(NONE, List.of());
    return roots.isEmpty() ? headId : roots.get(0).parentId();
  }
}
