package dev.threadbase.pool.compaction;

import dev.threadbase.context.ContextProjection;
import dev.threadbase.context.MessageAnnotation;
import dev.threadbase.context.SafeCuts;
import dev.threadbase.message.Message;
import dev.threadbase.thread.EntryType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A context in three parts: what stands for what was cut off, then the older turns, then the tail.
 * A turn begins with what a user says and is never torn, nor is a call parted from its result.
 */
final class ContextWindow {

  private final ContextProjection projection;
  private final List<Integer> turns = new ArrayList<>();
  private final int front;
  private final int tail;

  /**
   * Parts a context.
   *
   * @param projection a context that is mended
   * @param tailTurns the newest turns that are the tail
   */
  ContextWindow(ContextProjection projection, int tailTurns) {
    this.projection = projection;
    List<MessageAnnotation> annotations = projection.annotations();
    int first = 0;
    while (first < annotations.size()
        && annotations.get(first).entryType().equals(EntryType.COMPACTION)) {
      first++;
    }
    this.front = first;
    SafeCuts cuts = new SafeCuts(projection.messages());
    cuts.betweenTurns().stream().filter(cut -> cut > front).forEach(turns::add);
    if (front < annotations.size()) {
      turns.add(0, front);
    }
    this.tail = turns.size() <= tailTurns ? front : turns.get(turns.size() - tailTurns);
  }

  /** The compaction that the context begins with; null for none. */
  @Nullable String compactionId() {
    return front == 0 ? null : projection.annotations().get(0).entryId();
  }

  /** The messages between what was cut off and the tail. */
  List<Said> older() {
    return said(front, tail);
  }

  /** Where the tail begins; null if there is nothing before it. */
  @Nullable String firstKeptId() {
    return tail == front ? null : projection.annotations().get(tail).entryId();
  }

  /** Whether a message of an entry is in the context. */
  boolean holds(String entryId) {
    return projection.annotations().stream().anyMatch(one -> one.entryId().equals(entryId));
  }

  /** The tokens of what stands in front. */
  long tokensInFront() {
    return tokens(0, front);
  }

  /** The older messages turn by turn. */
  List<List<Said>> olderTurns() {
    List<List<Said>> found = new ArrayList<>();
    for (int i = 0; i < turns.size() && turns.get(i) < tail; i++) {
      int end = i + 1 < turns.size() ? turns.get(i + 1) : tail;
      found.add(said(turns.get(i), end));
    }
    return found;
  }

  /**
   * The messages that a budget holds: the tail always, then what stands in front, then the newest
   * of the older turns without a gap.
   */
  List<Message> within(long budget) {
    List<Message> all = projection.messages();
    long room = budget - tokens(tail, all.size());
    int shown = tokensInFront() <= room ? front : 0;
    room -= tokens(0, shown);
    int from = tail;
    for (int i = turns.size() - 1; i >= 0; i--) {
      int turn = turns.get(i);
      if (turn < tail) {
        long tokens = tokens(turn, from);
        if (tokens > room) {
          break;
        }
        room -= tokens;
        from = turn;
      }
    }
    List<Message> kept = new ArrayList<>(all.subList(0, shown));
    kept.addAll(all.subList(from, all.size()));
    return kept;
  }

  private long tokens(int from, int to) {
    return projection.annotations().subList(from, to).stream()
        .mapToLong(MessageAnnotation::tokenEstimate)
        .sum();
  }

  private List<Said> said(int from, int to) {
    List<Said> found = new ArrayList<>();
    for (int i = from; i < to; i++) {
      MessageAnnotation annotation = projection.annotations().get(i);
      found.add(
          new Said(annotation.entryId(), projection.messages().get(i), annotation.tokenEstimate()));
    }
    return found;
  }

  /** A message, its entry and its tokens. */
  record Said(String entryId, Message message, long tokens) {}
}
