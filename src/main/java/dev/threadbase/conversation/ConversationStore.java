package dev.threadbase.conversation;

import dev.threadbase.ThreadDeleted;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.LeaseRequired;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.thread.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Saves, loads, lists and deletes conversations. The behaviour is that of ggcode's session store
 * v1.3.61 (section 4), with the differences that {@code docs/conformance.md} lists; the greatest is
 * that nothing is lost: a save is a branch of the thread, a checkpoint hides nothing for good, and
 * no list deletes.
 *
 * <p><b>Two forms.</b> A method that takes a {@link Conversation} stores what is new and returns
 * the conversation with it, as it is stored now: the argument itself never changes. Its counterpart
 * that takes an id stores the record alone, for a caller who keeps what was said elsewhere.
 *
 * <p><b>Existence.</b> A conversation comes to be with its first save that says something in a
 * user's words, with {@link #ensureMeta}, or with its first append. Methods that take a
 * conversation write no header, record of tokens, metric or account of costs for one that holds
 * none of a user's words, neither as it is given nor as it is stored: a summary that took their
 * place does not count against it. An id that was deleted is taken until it is restored, and for
 * ever once it was purged.
 *
 * <p><b>Concurrency.</b> Every method is one transaction, for threads of one process and for
 * processes that share a database. Appends of several writers all stay, in one order. A save that
 * would hide what somebody else has appended since its conversation was loaded is refused.
 *
 * <p><b>Failures.</b> After an exception nothing was written, except after {@link
 * dev.threadbase.ThreadbaseException.CommitUnknown}. Writes may throw {@link ThreadDeleted}, and
 * {@link LeaseRequired} or {@link LeaseLost}; all methods {@link
 * dev.threadbase.ThreadbaseException.StoreUnavailable}.
 */
public interface ConversationStore {

  /** How long a deleted conversation can be restored, unless its store says otherwise. */
  Duration RETENTION = Duration.ofDays(30);

  /**
   * Makes what is stored say the same as this conversation, and sets its update time to now.
   *
   * <p>Messages: what both have in common at the beginning stays; if something else follows it in
   * the thread, that is left on a branch and the rest is appended behind the common part. Events:
   * more of them are appended, others begin the ledger anew. Tokens and metrics: what is not there
   * yet is appended; none is ever taken back. Header: only what differs from what was loaded is
   * written.
   *
   * <p>A conversation without {@linkplain Conversation#hasUserInteraction() a user's words}, which
   * may stand before the checkpoint that it goes on from, is not stored. If it was stored before,
   * its path is empty from then on, and lists and loads do not know it until something is appended.
   *
   * @return the conversation as it is stored
   * @throws HeadMoved if messages would be left on a branch that this conversation has not seen:
   *     load it again and save then
   * @throws InvalidData if a text cannot be stored, or JSON is none; the message names the record
   */
  Conversation save(Conversation conversation);

  /**
   * Loads what a model goes on from; see {@link ConversationView#CONTEXT}.
   *
   * @throws ThreadNotFound if there is none, or nothing was said in it
   * @throws ThreadDeleted if it is deleted
   */
  default Conversation load(String id) {
    return load(id, ConversationView.CONTEXT);
  }

  /** Loads every message; see {@link ConversationView#FULL} and {@link #load(String)}. */
  default Conversation loadFull(String id) {
    return load(id, ConversationView.FULL);
  }

  /** Loads a conversation, all of it from one snapshot; see {@link #load(String)}. */
  Conversation load(String id, ConversationView view);

  /**
   * Lists conversations in which a user said something in words, the last changed first; not those
   * that are archived, or were saved with nothing in them. What was committed is listed; no entry
   * is read for it, and nothing is changed.
   */
  List<ConversationHeader> list(ListConversationsOptions options);

  /**
   * Deletes a conversation: it is listed and loaded no more, and takes no write. Everything of it
   * stays until it is purged. Deleting one that is not there, or was deleted, changes nothing.
   *
   * @throws ActiveTurn if somebody holds the thread's lease and it has not expired
   */
  void delete(String id);

  /**
   * Takes a deletion back.
   *
   * @return whether it was deleted, and not for longer than {@link #RETENTION}
   */
  boolean restore(String id);

  /**
   * Removes what was deleted before a time, with everything that nothing else reaches: forks keep
   * what they inherited. Each is a transaction of its own.
   *
   * @param deletedBefore those deleted before it go; null for what cannot be restored any more
   * @return how many were removed
   */
  int purge(@Nullable Instant deletedBefore);

  /**
   * Deletes every conversation that was last changed before a time, in one transaction, archived or
   * not, but for those whose lease somebody holds. One changed exactly then stays.
   *
   * @return how many were deleted
   */
  int cleanupOlderThan(Instant before);

  /**
   * Makes a conversation that is not there yet, without its messages; one without a user's words is
   * not made, and one that is there is not changed.
   *
   * @return the conversation as it is stored, or as it was given
   */
  Conversation ensureMeta(Conversation conversation);

  /**
   * Writes the header, where it differs from what was loaded; one without a user's words is not
   * written. The update time never goes back.
   *
   * @return the conversation as it is stored, or as it was given
   */
  Conversation appendMeta(Conversation conversation);

  /**
   * Appends a message at the leaf, whatever stands there, and sets the update time to now. If the
   * title is empty, it becomes the beginning of what the user first said (ggcode session,
   * AppendMessage). Makes a conversation that is not there yet.
   */
  Conversation appendMessage(Conversation conversation, Message message);

  /**
   * Appends a message at the leaf.
   *
   * @return the entry as stored
   * @throws ThreadNotFound if there is no such conversation
   */
  Entry appendMessage(String id, Message message);

  /**
   * Appends a checkpoint: from here on a model goes on from these messages and what is appended
   * later. The messages of the conversation that is returned are those of the one that was given,
   * as its reference has it; load it to go on from the checkpoint. Makes a conversation that is not
   * there yet.
   *
   * @param messages what stands for everything before; may be empty
   * @param tokens how many tokens they take, as the caller counts; 0 if it does not
   */
  Conversation appendCheckpoint(Conversation conversation, List<Message> messages, long tokens);

  /** Appends a checkpoint; see the other form and {@link #appendMessage(String, Message)}. */
  Entry appendCheckpoint(String id, List<Message> messages, long tokens);

  /**
   * Appends a record of tokens. The update time stays. Without a user's words nothing is written.
   */
  Conversation appendUsage(Conversation conversation, UsageRecord usage);

  /** Appends a record of tokens; see {@link #appendMessage(String, Message)}. */
  Entry appendUsage(String id, UsageRecord usage);

  /** Appends a metric. The update time stays. Without a user's words nothing is written. */
  Conversation appendMetric(Conversation conversation, MetricEvent metric);

  /** Appends a metric; see {@link #appendMessage(String, Message)}. */
  Entry appendMetric(String id, MetricEvent metric);

  /** Appends an event to the ledger. Makes a conversation that is not there yet. */
  Conversation appendTunnelEvent(Conversation conversation, TunnelEvent event);

  /** Appends an event to the ledger; see {@link #appendMessage(String, Message)}. */
  Entry appendTunnelEvent(String id, TunnelEvent event);

  /**
   * Appends what the host keeps of costs; the last one counts. Without a user's words nothing is
   * written.
   *
   * @param cost JSON text; {@code null} as JSON is a value
   */
  Conversation appendCost(Conversation conversation, String cost);

  /** Appends an account of costs; see {@link #appendMessage(String, Message)}. */
  Entry appendCost(String id, String cost);

  /** This store, with every write of a conversation under a turn lease of its thread. */
  ConversationStore under(TurnLease lease);
}
