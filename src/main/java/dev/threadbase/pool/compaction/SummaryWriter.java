package dev.threadbase.pool.compaction;

import dev.threadbase.CompactionRefusal;
import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.context.TokenEstimate;
import dev.threadbase.pool.compaction.ContextWindow.Said;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadRepository;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has summaries written for one conversation, and refuses those that are none. */
final class SummaryWriter {

  private static final int ID_BYTES = 8;
  private static final int SHORTEST_TARGET = 10;
  private static final int LEAF_SHARE = 3;
  private static final int CONDENSED_SHARE = 2;

  /** Of what a leaf may stand for, the part that a summary of any depth should take at most. */
  private static final int GREATEST_SHARE = 10;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final ThreadRepository threads;
  private final String conversationId;
  private final CompactionPolicy policy;
  private final Summariser summariser;
  private final @Nullable String model;

  SummaryWriter(
      ThreadRepository threads,
      String conversationId,
      CompactionPolicy policy,
      Summariser summariser,
      @Nullable String model) {
    this.threads = threads;
    this.conversationId = conversationId;
    this.policy = policy;
    this.summariser = summariser;
    this.model = model;
  }

  /** Leaves for turns: whole turns, as many as a leaf may stand for. */
  List<Summary> leaves(List<List<Said>> turns, @Nullable String previous) {
    List<Summary> leaves = new ArrayList<>();
    String before = previous;
    for (List<Said> run : runs(turns)) {
      Summary leaf = leaf(run, before);
      leaves.add(leaf);
      before = leaf.text();
    }
    return leaves;
  }

  /**
   * Whole turns, as many as a leaf may stand for. What is too little for a summary of its own goes
   * with what follows, or with the last: there is nothing shorter to put in its place.
   */
  private List<List<Said>> runs(List<List<Said>> turns) {
    List<List<Said>> runs = new ArrayList<>();
    List<Said> run = new ArrayList<>();
    for (List<Said> turn : turns) {
      if (isWorth(run) && tokens(run) + tokens(turn) > policy.leafTokens()) {
        runs.add(run);
        run = new ArrayList<>();
      }
      run.addAll(turn);
    }
    if (runs.isEmpty() || isWorth(run)) {
      runs.add(run);
    } else {
      runs.get(runs.size() - 1).addAll(run);
    }
    return runs;
  }

  private boolean isWorth(List<Said> run) {
    return !run.isEmpty() && tokens(run) >= policy.leafTokens() / GREATEST_SHARE;
  }

  private Summary leaf(List<Said> run, @Nullable String previous) {
    long source = tokens(run);
    SummaryRequest request =
        new SummaryRequest(
            conversationId,
            model,
            0,
            previous,
            run.stream().map(Said::message).toList(),
            List.of(),
            source,
            target(source / LEAF_SHARE));
    String text = text(request);
    Entry first = threads.entry(conversationId, run.get(0).entryId());
    Entry last = threads.entry(conversationId, run.get(run.size() - 1).entryId());
    return new Summary(
        newId(),
        0,
        List.of(),
        first.id(),
        last.id(),
        first.createdAt(),
        last.createdAt(),
        run.size(),
        TokenEstimate.of(text),
        source,
        text);
  }

  /** One summary for several of one depth. */
  Summary condensed(List<Summary> members, @Nullable String previous) {
    Summary first = members.get(0);
    Summary last = members.get(members.size() - 1);
    long source = members.stream().mapToLong(Summary::tokens).sum();
    SummaryRequest request =
        new SummaryRequest(
            conversationId,
            model,
            first.depth() + 1,
            previous,
            List.of(),
            members,
            source,
            target(source / CONDENSED_SHARE));
    String text = text(request);
    return new Summary(
        newId(),
        first.depth() + 1,
        members.stream().map(Summary::id).toList(),
        first.firstEntryId(),
        last.lastEntryId(),
        first.earliestAt(),
        last.latestAt(),
        members.stream().mapToInt(Summary::messages).sum(),
        TokenEstimate.of(text),
        source,
        text);
  }

  private long target(long share) {
    return Math.max(SHORTEST_TARGET, Math.min(share, policy.leafTokens() / GREATEST_SHARE));
  }

  private String text(SummaryRequest request) {
    String text = summarised(request);
    if (text == null || text.isBlank()) {
      throw new CompactionRefused(CompactionRefusal.EMPTY_SUMMARY, 0, request.targetTokens());
    }
    long tokens = TokenEstimate.of(text);
    if (tokens >= request.sourceTokens()) {
      throw new CompactionRefused(CompactionRefusal.LONGER_SUMMARY, tokens, request.sourceTokens());
    }
    return text.strip();
  }

  /** The caller's function may return null, whatever it promises. */
  private @Nullable String summarised(SummaryRequest request) {
    try {
      return summariser.summarise(request);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SummaryFailed(interrupted);
    } catch (Exception failure) {
      throw new SummaryFailed(failure);
    }
  }

  private static long tokens(List<Said> said) {
    return said.stream().mapToLong(Said::tokens).sum();
  }

  private static String newId() {
    byte[] bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return "sum_" + HexFormat.of().formatHex(bytes);
  }
}
