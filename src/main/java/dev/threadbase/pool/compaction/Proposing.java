package dev.threadbase.pool.compaction;

import dev.threadbase.CompactionRefusal;
import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.context.ContextProjection;
import dev.threadbase.context.TokenEstimate;
import dev.threadbase.pool.compaction.ContextWindow.Said;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out what stands for the older turns of a context: leaves first, then summaries of them. */
final class Proposing {

  private final ThreadRepository threads;
  private final String conversationId;
  private final CompactionPolicy policy;
  private final SummaryWriter writer;

  Proposing(
      ThreadRepository threads,
      String conversationId,
      CompactionPolicy policy,
      SummaryWriter writer) {
    this.threads = threads;
    this.conversationId = conversationId;
    this.policy = policy;
    this.writer = writer;
  }

  /** Empty if there is nothing to cut off: the summariser is not asked then. */
  Optional<Proposal> propose(ContextProjection context) {
    ContextWindow window = new ContextWindow(context, policy.tailTurns());
    String firstKept = window.firstKeptId();
    List<Said> older = window.older();
    long olderTokens = older.stream().mapToLong(Said::tokens).sum();
    boolean worth = older.size() >= policy.leafMessages() || olderTokens >= policy.leafTokens();
    if (firstKept == null || !worth) {
      return Optional.empty();
    }
    String previousId = window.compactionId();
    Entry previous = previousId == null ? null : threads.entry(conversationId, previousId);
    List<Summary> summaries =
        new ArrayList<>(previous == null ? List.of() : WindowJson.of(previous).summaries());
    List<Summary> leaves = writer.leaves(window.olderTurns(), lastText(summaries));
    summaries.addAll(leaves);
    List<Summary> condensed = condense(summaries);
    List<Summary> between = new ArrayList<>(leaves);
    between.addAll(condensed);
    between.removeAll(summaries);
    long replaced = window.tokensInFront() + olderTokens;
    long standing = TokenEstimate.of(SummaryText.of(summaries));
    if (standing >= replaced) {
      throw new CompactionRefused(CompactionRefusal.LONGER_SUMMARY, standing, replaced);
    }
    return Optional.of(
        new Proposal(
            Compactor.newId(),
            previousId,
            generation(previous) + 1,
            older.get(older.size() - 1).entryId(),
            firstKept,
            summaries,
            between,
            leaves.size(),
            condensed.size(),
            context.tokenEstimate(),
            context.tokenEstimate() - replaced + standing));
  }

  /**
   * Puts one summary in place of as many neighbours of one depth as make one, the oldest first,
   * until there are no such. None stands for more than these, so what a summariser is given has a
   * bound, however much is compacted at once.
   *
   * @return what was made
   */
  private List<Summary> condense(List<Summary> summaries) {
    List<Summary> condensed = new ArrayList<>();
    int from = 0;
    while (from + policy.fanout() <= summaries.size()) {
      List<Summary> run = summaries.subList(from, from + policy.fanout());
      if (!isOfOneDepth(run)) {
        from++;
        continue;
      }
      Summary one = writer.condensed(List.copyOf(run), lastText(summaries.subList(0, from)));
      run.clear();
      summaries.add(from, one);
      condensed.add(one);
      // It may complete a run of its own depth.
      from = 0;
    }
    return condensed;
  }

  private static boolean isOfOneDepth(List<Summary> run) {
    return run.stream().allMatch(one -> one.depth() == run.get(0).depth());
  }

  private static @Nullable String lastText(List<Summary> summaries) {
    return summaries.isEmpty() ? null : summaries.get(summaries.size() - 1).text();
  }

  private static int generation(@Nullable Entry previous) {
    Compaction compaction = previous == null ? null : previous.content().compaction();
    return compaction == null ? 0 : compaction.generation();
  }
}
