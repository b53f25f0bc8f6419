package dev.threadbase.pool;

import dev.threadbase.lease.TurnLease;
import java.util.concurrent.CancellationException;

/**
 * Where a runner puts what it says. May be used by several threads of the runner; what they put is
 * taken one after another.
 */
public interface RunnerOutput {

  /**
   * Takes what was said. A message is stored before this returns, unless the store fails; nothing
   * here waits for whoever reads the chat.
   *
   * @throws CancellationException if the turn is over or was given up; nothing of it is kept
   * @throws IllegalStateException if more was said than a turn can hold: see {@link
   *     ConversationPoolBuilder#longestText}; the turn fails
   */
  void emit(RunnerEvent event);

  /** Takes some more text; see {@link RunnerEvent.Text}. */
  default void text(String text) {
    emit(new RunnerEvent.Text(text));
  }

  /**
   * The turn's lease as it was last renewed, for what a runner writes to the conversation by
   * itself.
   */
  TurnLease lease();

  /** Whether the turn is over or was given up, so that nothing more is taken. */
  boolean isCancelled();
}
