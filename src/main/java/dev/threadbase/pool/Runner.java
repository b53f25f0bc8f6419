package dev.threadbase.pool;

import dev.threadbase.message.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * What answers a user: a model with its tools, in this process or in another. It keeps nothing of a
 * conversation: each call is given all that it has to know (anna agent, runner contract).
 *
 * <p>A runner serves one conversation, one call at a time. What else it can do it says by being one
 * of the interfaces in here.
 */
@FunctionalInterface
public interface Runner {

  /**
   * Answers a message. What is said goes to the output while it is said; the call returns when
   * nothing more comes. It is made on a thread of its own, which is interrupted when the turn is
   * given up: the output then refuses what still comes with a {@link
   * java.util.concurrent.CancellationException}, which may be let through.
   *
   * @param context what was said before, mended into what providers accept; the message is not in
   *     it
   * @param message what the user says now
   * @param output where the answer goes
   * @throws Exception if it cannot go on: the turn fails, and what was said until then stays
   */
  void chat(List<Message> context, Message message, RunnerOutput output) throws Exception;

  /** A runner that can die, for example with a process. A dead one is replaced. */
  interface Mortal extends Runner {
    /**
     * Whether it can still answer. Asked often and from several threads, so it must be quick; one
     * that throws is dead.
     */
    boolean isAlive();
  }

  /** A runner that knows when it last did something by itself. */
  interface Active extends Runner {
    /**
     * When it last did something; it is idle since then, or since its last chat ended. Must be
     * quick.
     */
    Instant lastActivity();
  }

  /** A runner that may be at work while no chat is under way. */
  interface Busy extends Runner {
    /** Whether it is at work: it is not closed then. Must be quick. */
    boolean isBusy();
  }

  /** A runner that holds something that must be given back. */
  interface Closeable extends Runner, AutoCloseable {
    /**
     * Gives back what it holds. Called once, when no chat is under way; or, if a chat does not end
     * though it was interrupted, during it. A failure is logged.
     */
    @Override
    void close() throws IOException;
  }
}
