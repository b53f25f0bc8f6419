package dev.threadbase.pool.compaction;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.CommitUnknown;
import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.context.ContextOptions;
import dev.threadbase.context.ContextProjection;
import dev.threadbase.context.Contexts;
import dev.threadbase.lease.KeptLease;
import dev.threadbase.lease.LeaseKeeper;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.lease.TurnLeases;
import dev.threadbase.message.Message;
import dev.threadbase.thread.ThreadRepository;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compacts the contexts of conversations (anna memory, compaction). Summaries are made outside of
 * any transaction; what is stored is one entry, and only if nobody moved the head, or compacted,
 * meanwhile. Nothing is deleted: moving the leaf back before the entry undoes it.
 */
public final class Compactor {

  private static final int ATTEMPTS = 5;

  private final ThreadRepository threads;
  private final Contexts contexts;
  private final TurnLeases leases;
  private final LeaseKeeper keeper;
  private final CompactionPolicy policy;
  private final @Nullable Summariser summariser;
  private final @Nullable String model;

  /**
   * Takes what it needs.
   *
   * @param summariser writes the summaries; null for none: then compacting is refused
   * @param model the model that summaries are asked of; null for the summariser's own choice
   */
  public Compactor(
      ThreadRepository threads,
      Contexts contexts,
      TurnLeases leases,
      LeaseKeeper keeper,
      CompactionPolicy policy,
      @Nullable Summariser summariser,
      @Nullable String model) {
    this.threads = threads;
    this.contexts = contexts;
    this.leases = leases;
    this.keeper = keeper;
    this.policy = policy;
    this.summariser = summariser;
    this.model = model;
  }

  /** Whether a context is so long that it is to be compacted before the next answer. */
  public boolean isNeeded(ContextProjection context) {
    return policy.isExceededBy(context.tokenEstimate());
  }

  /** The messages of a context that the budget holds; see {@link CompactionPolicy#budget}. */
  public List<Message> withinBudget(ContextProjection context) {
    long budget = policy.budgetForMessages();
    // Without a limit nothing is left out, and no answer waits for the context to be parted.
    return budget == CompactionPolicy.UNLIMITED
        ? context.messages()
        : new ContextWindow(context, policy.tailTurns()).within(budget);
  }

  /**
   * Compacts a conversation while others go on in it. The turn lease is taken only to store what
   * was made, when the turn that is under way has ended; turns that came in between stay behind it.
   *
   * @param leaseTtl how long the lease lasts that it is stored under, if nobody is left to renew it
   * @param wait how long to wait for that turn
   * @return what was done; nothing if there is nothing to compact
   * @throws ThreadNotFound if there is no such conversation
   * @throws ActiveTurn if a turn is still under way when the wait is over
   * @throws CompactionRefused if a summary is blank, or not shorter than what it stands for
   * @throws SummaryFailed if the summariser fails
   * @throws HeadMoved if others compact or move the leaf back whenever this could be stored
   * @throws IllegalStateException if there is no summariser
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public CompactionReport compact(String conversationId, Duration leaseTtl, Duration wait)
      throws InterruptedException {
    long started = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      String leafId = threads.thread(conversationId).leafId();
      if (leafId == null) {
        return nothing(0, started);
      }
      ContextProjection context =
          contexts.context(conversationId, ContextOptions.REPAIRED.at(leafId));
      Optional<Proposal> proposal = propose(conversationId, context);
      if (proposal.isEmpty()) {
        return nothing(context.tokenEstimate(), started);
      }
      try {
        TurnLease lease = acquire(conversationId, proposal.get(), leaseTtl, wait);
        install(proposal.get(), leafId, lease);
        return report(proposal.get(), started);
      } catch (HeadMoved moved) {
        if (attempt == ATTEMPTS) {
          throw moved;
        }
      }
    }
  }

  /**
   * Compacts a conversation within a turn.
   *
   * @param context the mended context at the leaf
   * @param leafId the leaf
   * @param lease the turn's lease
   * @return what was done; nothing if there is nothing to compact
   * @throws HeadMoved if the leaf is another
   * @throws LeaseLost if the lease is not held any more
   * @throws CompactionRefused as {@link #compact}
   * @throws SummaryFailed as {@link #compact}
   */
  public CompactionReport compactInTurn(
      String conversationId, ContextProjection context, String leafId, TurnLease lease) {
    long started = System.nanoTime();
    Optional<Proposal> proposal = propose(conversationId, context);
    if (proposal.isEmpty()) {
      return nothing(context.tokenEstimate(), started);
    }
    threads.append(
        conversationId,
        proposal.get().entry("pre_request", "threshold", lease.turnId()),
        proposal.get().at(leafId).under(lease));
    return report(proposal.get(), started);
  }

  private Optional<Proposal> propose(String conversationId, ContextProjection context) {
    if (summariser == null) {
      throw new IllegalStateException("compacting needs a summariser");
    }
    SummaryWriter writer = new SummaryWriter(threads, conversationId, policy, summariser, model);
    return new Proposing(threads, conversationId, policy, writer).propose(context);
  }

  private TurnLease acquire(
      String conversationId, Proposal proposal, Duration leaseTtl, Duration wait)
      throws InterruptedException {
    String turnId = "compaction:" + proposal.id();
    return leases.acquire(conversationId, turnId, leases.newOwnerId(), leaseTtl, wait);
  }

  private void install(Proposal proposal, String leafId, TurnLease lease) {
    String conversationId = lease.threadId();
    KeptLease kept = keeper.keepNew(lease, lost -> {});
    try {
      String now = threads.thread(conversationId).leafId();
      if (now == null || !(now.equals(leafId) || fits(conversationId, proposal, now))) {
        throw new HeadMoved(conversationId, leafId, now);
      }
      threads.append(
          conversationId,
          proposal.entry("manual", "manual", lease.turnId()),
          proposal.at(now).under(kept.lease()));
    } finally {
      release(kept);
    }
  }

  /** What was stored stands, whether the lease can be given back now or ends with its ttl. */
  private static void release(KeptLease kept) {
    try {
      kept.close();
    } catch (StoreUnavailable | CommitUnknown unreachable) {
      kept.stop();
    }
  }

  private boolean fits(String conversationId, Proposal proposal, String leafId) {
    ContextProjection context =
        contexts.context(conversationId, ContextOptions.REPAIRED.at(leafId));
    return proposal.fits(new ContextWindow(context, policy.tailTurns()));
  }

  private static CompactionReport nothing(long tokens, long started) {
    return new CompactionReport(null, 0, 0, tokens, tokens, since(started));
  }

  private static CompactionReport report(Proposal proposal, long started) {
    return new CompactionReport(
        proposal.id(),
        proposal.leaves(),
        proposal.condensed(),
        proposal.tokensBefore(),
        proposal.tokensAfter(),
        since(started));
  }

  private static Duration since(long started) {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** An id for a compaction: also that of its entry. */
  static String newId() {
    return UuidCreator.getTimeOrderedEpochPlus1().toString();
  }
}
