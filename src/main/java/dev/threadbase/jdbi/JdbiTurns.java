package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.jdbi.LeaseStatements.Taken;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.RecoveredTurn;
import dev.threadbase.thread.RetrySource;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import dev.threadbase.thread.Turns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Turns in SQL: each method but {@link #recoverAll} is one transaction. */
public final class JdbiTurns implements Turns {

  private static final int PAGE = 200;

  private final Database database;
  private final Clock clock;
  private final JdbiTurnLeases leases;
  private final HeadAppend headAppend;

  /** Takes the database, the clock of entries, and the leases. */
  public JdbiTurns(Database database, Clock clock, JdbiTurnLeases leases) {
    this.database = database;
    this.clock = clock;
    this.leases = leases;
    this.headAppend = HeadAppend.of(database.dialect());
  }

  @Override
  public Turn start(TurnStart start) {
    return leases.asking(start.threadId(), waiterId -> attempt(start, waiterId));
  }

  @Override
  public Turn start(TurnStart start, Duration wait) throws InterruptedException {
    return leases.waiting(start.threadId(), wait, waiterId -> attempt(start, waiterId));
  }

  @Override
  public Entry finish(TurnLease lease, TurnEnd end) {
    Instant now = clock.instant();
    leases.givingBack(lease);
    Entry marker = database.write(handle -> finish(handle, lease, end, now));
    leases.wake(lease.threadId());
    return marker;
  }

  @Override
  public List<RecoveredTurn> recover(String threadId) {
    Instant now = clock.instant();
    List<RecoveredTurn> ended =
        database.write(handle -> TurnRecovery.recover(handle, threadId, leases.clock(), now));
    leases.wake(threadId);
    return ended;
  }

  @Override
  public List<RecoveredTurn> recoverAll() {
    List<RecoveredTurn> ended = new ArrayList<>();
    List<ThreadbaseException> failures = new ArrayList<>();
    String after = "";
    List<String> page = abandoned(after);
    while (!page.isEmpty()) {
      for (String threadId : page) {
        recoverOne(threadId, ended, failures);
      }
      after = page.get(page.size() - 1);
      page = abandoned(after);
    }
    if (!failures.isEmpty()) {
      ThreadbaseException first = failures.get(0);
      failures.subList(1, failures.size()).forEach(first::addSuppressed);
      throw first;
    }
    return ended;
  }

  /** One thread that cannot be recovered leaves the others to be. */
  private void recoverOne(
      String threadId, List<RecoveredTurn> ended, List<ThreadbaseException> failures) {
    try {
      ended.addAll(recover(threadId));
    } catch (ThreadNotFound gone) {
      // Nothing of it is left to recover, or nothing before it is restored.
    } catch (StoreUnavailable unreachable) {
      throw unreachable;
    } catch (ThreadbaseException failure) {
      failures.add(failure);
    }
  }

  private List<String> abandoned(String after) {
    return database.read(
        handle -> handle.attach(LeaseSql.class).abandoned(after, PAGE, leases.clock().nanos()));
  }

  private Optional<Turn> attempt(TurnStart start, @Nullable String waiterId) {
    LeaseStatements.Request request =
        JdbiTurnLeases.request(
            start.threadId(), start.turnId(), start.ownerId(), start.ttl(), waiterId);
    List<Draft> drafts = Draft.of(TurnEntries.of(start), AppendOptions.DEFAULT, clock.instant());
    return database.write(handle -> begin(handle, request, start, drafts));
  }

  /** Empty if another turn holds the lease. */
  private Optional<Turn> begin(
      Handle handle, LeaseStatements.Request request, TurnStart start, List<Draft> drafts) {
    Optional<Taken> own = leases.statements().renewOwn(handle, request);
    return own.isPresent()
        ? own.map(taken -> beginAgain(handle, taken, start, drafts))
        : leases
            .statements()
            .acquire(handle, request)
            .map(taken -> begin(handle, taken, start, drafts));
  }

  private Turn begin(Handle handle, Taken taken, TurnStart start, List<Draft> drafts) {
    TurnLease lease = taken.lease();
    checkRetry(handle, lease, start.retry());
    List<RecoveredTurn> recovered = taken.unfinished() ? recover(handle, lease, drafts) : List.of();
    return begun(handle, lease, drafts, AppendOptions.DEFAULT, recovered, false);
  }

  /** Under a lease that the turn has already: from a call before, or acquired by itself. */
  private Turn beginAgain(Handle handle, Taken taken, TurnStart start, List<Draft> drafts) {
    TurnLease lease = taken.lease();
    boolean begins = stored(handle, lease, drafts.get(0)).isEmpty();
    if (begins) {
      checkRetry(handle, lease, start.retry());
    }
    List<RecoveredTurn> recovered =
        begins && taken.unfinished() ? recover(handle, lease, drafts) : List.of();
    AppendOptions options = AppendOptions.DEFAULT.idempotently();
    return begun(handle, lease, drafts, options, recovered, !begins);
  }

  /** What was said since the source was found must not be taken back with what failed. */
  private static void checkRetry(Handle handle, TurnLease lease, @Nullable RetrySource retry) {
    String found = retry == null ? null : retry.leafId();
    if (found != null) {
      ThreadRow thread = Fence.lock(handle, lease.threadId(), lease);
      if (!found.equals(thread.meta().leafId())) {
        throw new HeadMoved(thread.id(), found, thread.meta().leafId());
      }
    }
  }

  private static List<RecoveredTurn> recover(Handle handle, TurnLease lease, List<Draft> drafts) {
    ThreadRow thread = Fence.lock(handle, lease.threadId(), lease);
    return TurnRecovery.endAll(handle, thread, drafts.get(0).appendedAt());
  }

  private Turn begun(
      Handle handle,
      TurnLease lease,
      List<Draft> drafts,
      AppendOptions options,
      List<RecoveredTurn> recovered,
      boolean resumed) {
    List<Entry> entries = append(handle, lease, drafts, options);
    leases.statements().begin(handle, lease);
    Entry message = entries.size() > 1 ? entries.get(1) : null;
    return new Turn(lease, entries.get(0), message, recovered, resumed);
  }

  private Entry finish(Handle handle, TurnLease lease, TurnEnd end, Instant now) {
    List<Draft> drafts = Draft.of(TurnEntries.of(lease, end), AppendOptions.DEFAULT, now);
    if (!leases.statements().end(handle, lease)) {
      return ended(handle, lease, drafts)
          .orElseThrow(() -> Fence.lost(handle, lease.threadId(), lease));
    }
    List<Entry> entries = append(handle, lease, drafts, AppendOptions.DEFAULT);
    leases.statements().release(handle, lease);
    return entries.get(entries.size() - 1);
  }

  /** The marker of a turn that ended like this before, and whose caller did not hear of it. */
  private static Optional<Entry> ended(Handle handle, TurnLease lease, List<Draft> drafts) {
    Optional<Entry> last = Optional.empty();
    for (Draft draft : drafts) {
      last = stored(handle, lease, draft).filter(draft::matches);
      if (last.isEmpty()) {
        return last;
      }
    }
    return last;
  }

  /** What the thread holds under a draft's id. */
  private static Optional<Entry> stored(Handle handle, TurnLease lease, Draft draft) {
    return handle
        .attach(ThreadSql.class)
        .find(lease.threadId())
        .flatMap(thread -> EntryReader.find(handle, thread, draft.id()));
  }

  private List<Entry> append(
      Handle handle, TurnLease lease, List<Draft> drafts, AppendOptions options) {
    AppendOptions leased = options.under(lease);
    return headAppend
        .append(handle, lease.threadId(), drafts, leased)
        .orElseGet(() -> BranchAppend.append(handle, lease.threadId(), drafts, leased));
  }
}
