package dev.threadbase.context;

import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.LeaseRequired;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.RetrySource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What models are sent of threads, read and compacted in the store: the pure functions of this
 * package, run on as few entries as they need.
 *
 * <p><b>Concurrency.</b> Every read is of one snapshot; every write is one atomic step. A
 * compaction holds for the head that it was planned for and is refused if anybody moved it
 * meanwhile; the summary is made between the two, outside any transaction.
 *
 * <p><b>Compactions</b> delete nothing. One is an entry of its branch like any other: other
 * branches do not see it, moving the leaf back before it undoes it, and the next one may read the
 * originals again.
 *
 * <p>After an exception nothing was written, as in {@link dev.threadbase.thread.ThreadRepository}.
 */
public interface Contexts {

  /**
   * What a model is sent of a thread; equal to {@link ContextBuilder#buildContextProjection} of its
   * path. Reads the last compaction, what it keeps and what follows it, and nothing before; all of
   * the path if there is no compaction, or if a turn is retried from before what is kept.
   *
   * @throws ThreadNotFound if there is no such thread
   * @throws EntryNotFound if the thread does not hold the leaf that the options name
   */
  ContextProjection context(String threadId, ContextOptions options);

  /** What a provider is sent of a thread; see {@link #context(String, ContextOptions)}. */
  default ContextProjection context(String threadId) {
    return context(threadId, ContextOptions.DEFAULT);
  }

  /**
   * Plans a compaction of a thread's context; see {@link CompactionPlanner#plan}. Reads the
   * context, or the whole path if the originals are asked for.
   *
   * @throws ThreadNotFound if there is no such thread
   * @throws CompactionRefused if there is nothing to cut off, no place to cut, or too much to keep
   */
  CompactionPlan plan(String threadId, CompactionRequest request);

  /**
   * Appends a compaction as {@link #plan} planned it. Repeating a call whose answer was lost
   * returns the entry, unless somebody else's turn has begun since.
   *
   * @param summary what stands for the messages that are cut off
   * @param lease the turn lease to write under; null for none
   * @return the compaction's entry, the thread's leaf now
   * @throws ThreadNotFound if there is no such thread
   * @throws HeadMoved if the thread's leaf is not the one that the plan was made for
   * @throws CompactionRefused if the summary is blank or too long
   * @throws ActiveTurn if there is no lease and somebody else's is held: its calls may still be
   *     answered
   * @throws LeaseLost if the lease is not held any more
   * @throws LeaseRequired if there is none, and the thread requires one
   */
  Entry compact(String threadId, CompactionPlan plan, String summary, @Nullable TurnLease lease);

  /**
   * Plans a compaction, has it summarised, and appends it; see {@link #plan} and {@link #compact}.
   *
   * @throws IllegalArgumentException if there is no summariser: compaction summary generator is
   *     required
   */
  default Entry compact(
      String threadId,
      CompactionRequest request,
      @Nullable Summariser summariser,
      @Nullable TurnLease lease) {
    if (summariser == null) {
      throw new IllegalArgumentException("compaction summary generator is required");
    }
    CompactionPlan plan = plan(threadId, request);
    return compact(threadId, plan, summariser.summarise(plan), lease);
  }

  /** Writes summaries. */
  @FunctionalInterface
  interface Summariser {
    /** The text that stands for {@link CompactionPlan#toSummarise}. */
    String summarise(CompactionPlan plan);
  }

  /**
   * What is wrong with the tool calls on the path of a thread; see {@link ToolCallCheck}. Reads the
   * whole path.
   *
   * @throws ThreadNotFound if there is no such thread
   */
  List<ToolCallProblem> check(String threadId);

  /**
   * Appends a result for every dangling call on the path of a thread; see {@link
   * ToolCallCheck#missingResults}. Orphan results and repeated ids stay: entries never change, and
   * a repaired context mends them.
   *
   * @param lease the turn lease to write under; null for none
   * @return what was appended; empty if no call lacks a result
   * @throws ThreadNotFound if there is no such thread
   * @throws ActiveTurn if there is no lease and somebody else's is held: its tools may still run
   * @throws LeaseLost if the lease is not held any more
   * @throws LeaseRequired if there is none, and the thread requires one
   * @throws HeadMoved if others append faster than this can read
   */
  List<Entry> repair(String threadId, @Nullable TurnLease lease);

  /**
   * What a thread offers to try again; see {@link RetryTarget}. {@link
   * dev.threadbase.thread.TurnStart#retrying} begins the turn that does, unless the leaf has moved.
   *
   * @return empty if the thread's path holds no user's message
   * @throws ThreadNotFound if there is no such thread
   */
  Optional<RetrySource> retrySource(String threadId);
}
