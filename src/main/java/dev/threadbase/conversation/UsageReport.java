package dev.threadbase.conversation;

import java.util.List;

/**
 * What calls of models took, and how long calls took, added up over conversations.
 *
 * <p>A call is an entry that says what it took: a record of tokens, or a message that came with its
 * counts. Where several entries tell of one answer, as transcripts of Claude Code and Codex do, the
 * one with the most output counts. An entry counts once, however many forks hold it, whether a
 * compaction lies behind it, and also on a branch that was left or in a thread that was deleted and
 * not purged: it was paid for.
 *
 * <p>A record that leaves out vendor, endpoint or model is taken to be of those of its thread, as
 * they are now.
 *
 * <p>All methods throw {@link dev.threadbase.ThreadbaseException.StoreUnavailable} if the database
 * cannot be read, and {@link IllegalArgumentException} if a time of a filter is outside the years
 * 1678 to 2261.
 */
public interface UsageReport {

  /** Totals in the order of their keys; empty if there were no calls. */
  List<UsageTotal> totals(UsageGrouping grouping, UsageFilter filter);

  /** Times of calls, in the order of type, tool, vendor, endpoint and model; none comes first. */
  List<MetricTotal> metrics(UsageFilter filter);
}
