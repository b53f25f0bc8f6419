package dev.threadbase.pool;

import dev.threadbase.ThreadDeleted;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.ThreadExists;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.thread.ThreadMeta;
import java.util.Optional;

/**
 * Which conversation of a channel is the active one (anna agent pool, CreateSession, ActiveSession,
 * ResolveSession, RotateSession, ArchiveSession). A channel is a terminal, a chat room, a user: the
 * value of {@link ThreadMeta#channel}, compared exactly.
 *
 * <p>A channel has at most one active conversation, in all processes that share a database: a key
 * of the database says so. The active one is neither archived nor deleted. It is what was made
 * active, not the one that was used last: a thread that names the channel and came by another way,
 * such as {@code createThread}, a fork or an import, is not active.
 *
 * <p>A conversation stops being active when it is archived, deleted or given another channel,
 * through whatever method. Taking that back does not make it active again: {@link #activate} does.
 *
 * <p>No method needs a turn lease: which conversation is active moves no head, and may change while
 * a turn is under way. The update time of a conversation that is archived or activated stays.
 *
 * <p>Every method is one atomic step. After an exception nothing was written, except after {@link
 * dev.threadbase.ThreadbaseException.CommitUnknown}. All methods may throw {@link
 * dev.threadbase.ThreadbaseException.StoreUnavailable}: that a store does not answer is never taken
 * for a channel without a conversation.
 *
 * <p>The threads that are given are made as {@link
 * dev.threadbase.thread.ThreadRepository#createThread} makes them. Each method that takes one
 * throws IllegalArgumentException if it names no channel, a blank one, or is archived, and {@link
 * InvalidData} if a text cannot be stored.
 */
public interface Channels {

  /**
   * Makes a conversation, and makes it the active one of its channel if the channel has none.
   *
   * @param thread the values to store; an empty id has one made
   * @return the conversation as stored
   * @throws ThreadExists if the id is taken
   */
  ThreadMeta create(ThreadMeta thread);

  /** The active conversation of a channel; empty if it has none. */
  Optional<ThreadMeta> active(String channel);

  /**
   * The active conversation of a channel, made if there is none. Whoever resolves a channel at the
   * same time, in whatever process, gets the same one. Only read if there is one.
   *
   * @param ifNone names the channel; stored if it has no active conversation
   * @return the conversation as stored
   * @throws ThreadExists if the channel has no active conversation and the id is taken
   */
  ThreadMeta resolve(ThreadMeta ifNone);

  /**
   * Archives the active conversation of a channel, if it has one, and makes another the active one.
   * Of several at once each makes its conversation; that of the last one is active, the others are
   * archived.
   *
   * @param next names the channel, and is stored
   * @return the new conversation as stored
   * @throws ThreadExists if the id is taken; what was active still is
   */
  ThreadMeta rotate(ThreadMeta next);

  /**
   * Archives a conversation; its channel has no active one after that, if it was this. One that is
   * archived stays as it is.
   *
   * @return whether it is archived; false, and nothing changes, if there is no such thread or it is
   *     deleted
   */
  boolean archive(String threadId);

  /**
   * Makes a conversation the active one of its channel again, archived or not, and archives the one
   * that was active. Nothing changes if it is active already.
   *
   * @return the conversation as stored
   * @throws ThreadNotFound if there is no such thread
   * @throws ThreadDeleted if it is deleted
   * @throws InvalidData if it has no channel, or is a log
   */
  ThreadMeta activate(String threadId);
}
