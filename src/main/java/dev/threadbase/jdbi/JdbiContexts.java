package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.context.AbridgedPath;
import dev.threadbase.context.CompactionPlan;
import dev.threadbase.context.CompactionPlanner;
import dev.threadbase.context.CompactionRequest;
import dev.threadbase.context.ContextBuilder;
import dev.threadbase.context.ContextOptions;
import dev.threadbase.context.ContextProjection;
import dev.threadbase.context.Contexts;
import dev.threadbase.context.PathSource;
import dev.threadbase.context.RetryTarget;
import dev.threadbase.context.ToolCallCheck;
import dev.threadbase.context.ToolCallProblem;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.RetrySource;
import dev.threadbase.thread.ThreadRepository;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Contexts of stored paths. */
public final class JdbiContexts implements Contexts {

  private static final int MOST_ATTEMPTS = 10;

  private final Database database;
  private final ThreadRepository threads;
  private final Clock clock;
  private final LeaseClock leaseClock;

  /** Takes the database, its threads, the clock of entries, and that of leases if it is unusual. */
  public JdbiContexts(
      Database database, ThreadRepository threads, Clock clock, @Nullable Clock leaseClock) {
    this.database = database;
    this.threads = threads;
    this.clock = clock;
    this.leaseClock = LeaseClock.of(database.dialect(), leaseClock);
  }

  @Override
  public ContextProjection context(String threadId, ContextOptions options) {
    List<Entry> path =
        read(threadId, options.leafId(), all -> AbridgedPath.read(all, options.repaired()));
    return ContextBuilder.buildContextProjection(path, options);
  }

  @Override
  public CompactionPlan plan(String threadId, CompactionRequest request) {
    List<Entry> path =
        request.originals()
            ? threads.path(threadId)
            : read(threadId, null, all -> AbridgedPath.read(all, false));
    CompactionRequest named = request.compactionId() == null ? request.named(Ids.next()) : request;
    return CompactionPlanner.plan(path, named);
  }

  @Override
  public Entry compact(
      String threadId, CompactionPlan plan, String summary, @Nullable TurnLease lease) {
    NewEntry compaction = plan.entry(summary);
    AppendOptions options =
        AppendOptions.DEFAULT.expectingLeaf(plan.leafId()).under(lease).idempotently();
    return write(threadId, List.of(compaction), options).get(0);
  }

  @Override
  public List<ToolCallProblem> check(String threadId) {
    return ToolCallCheck.problems(threads.path(threadId));
  }

  @Override
  public List<Entry> repair(String threadId, @Nullable TurnLease lease) {
    for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
      try {
        return tryRepair(threadId, lease);
      } catch (HeadMoved meanwhile) {
        // Somebody appended between reading and writing, perhaps the result itself.
      }
    }
    return tryRepair(threadId, lease);
  }

  private List<Entry> tryRepair(String threadId, @Nullable TurnLease lease) {
    List<Entry> path = threads.path(threadId);
    List<NewEntry> results = ToolCallCheck.missingResults(path);
    if (results.isEmpty()) {
      return List.of();
    }
    String leaf = path.get(path.size() - 1).id();
    return write(threadId, results, AppendOptions.DEFAULT.expectingLeaf(leaf).under(lease));
  }

  /** Not beside a turn that is somebody else's: its calls may still be answered. */
  private List<Entry> write(String threadId, List<NewEntry> entries, AppendOptions options) {
    Fence.check(threadId, options.lease());
    List<Draft> drafts = Draft.of(entries, options, clock.instant());
    return database.write(handle -> append(handle, threadId, drafts, options));
  }

  private List<Entry> append(
      Handle handle, String threadId, List<Draft> drafts, AppendOptions options) {
    if (options.lease() == null) {
      Optional<LeaseRow> lease = handle.attach(LeaseSql.class).lock(threadId, leaseClock.nanos());
      if (lease.isEmpty()) {
        handle.attach(ThreadSql.class).lockAlone(threadId);
      }
      Fence.refuseTurn(handle, threadId, lease, leaseClock);
    }
    return BranchAppend.append(handle, threadId, drafts, options);
  }

  @Override
  public Optional<RetrySource> retrySource(String threadId) {
    return RetryTarget.on(
        read(threadId, null, all -> AbridgedPath.end(all, end -> RetryTarget.on(end).isPresent())));
  }

  private List<Entry> read(
      String threadId, @Nullable String leafId, Function<PathSource, List<Entry>> part) {
    return database.snapshot(handle -> part.apply(StoredPath.of(handle, threadId, leafId)));
  }
}
