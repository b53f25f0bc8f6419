package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.DeleteOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryPage;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.PageRequest;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadRepository;
import dev.threadbase.thread.ThreadUpdate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Threads in SQL: each method is one read or one write. */
public final class JdbiThreadRepository implements ThreadRepository {

  private final Database database;
  private final Clock clock;
  private final LeaseClock leaseClock;
  private final HeadAppend headAppend;

  /** Takes the database, the clock of entries, and that of leases if it is not the usual one. */
  public JdbiThreadRepository(Database database, Clock clock, @Nullable Clock leaseClock) {
    this.database = database;
    this.clock = clock;
    this.leaseClock = LeaseClock.of(database.dialect(), leaseClock);
    this.headAppend = HeadAppend.of(database.dialect());
  }

  @Override
  public ThreadMeta createThread(ThreadMeta thread) {
    return database.write(ThreadCreation.of(thread, clock)::run);
  }

  @Override
  public ThreadMeta thread(String threadId) {
    return findThread(threadId).orElseThrow(() -> new ThreadNotFound(threadId));
  }

  @Override
  public Optional<ThreadMeta> findThread(String threadId) {
    return database.read(handle -> row(handle, threadId)).map(ThreadRow::meta);
  }

  @Override
  public ThreadMeta updateThread(ThreadMeta thread, @Nullable TurnLease lease) {
    Instant now = clock.instant();
    Instant created = thread.createdAt() == null ? now : thread.createdAt();
    Instant updated = thread.updatedAt() == null ? now : thread.updatedAt();
    ThreadValues values = new ThreadValues(thread, thread.id(), created, updated);
    return database.write(handle -> ThreadEdit.replace(handle, values, lease));
  }

  @Override
  public ThreadMeta updateThread(String threadId, ThreadUpdate update) {
    Database.Work<ThreadMeta> edit = handle -> ThreadEdit.update(handle, threadId, update);
    // Without a lease to look at it is one statement.
    return update.lease() == null ? database.writeOne(edit) : database.write(edit);
  }

  @Override
  public void deleteThread(String threadId, DeleteOptions options) {
    long now = Instants.toNanos(clock.instant());
    database.write(
        handle -> {
          ThreadRow thread = ThreadRemoval.delete(handle, threadId, options, leaseClock);
          Instant deletedAt = thread.meta().deletedAt();
          if (deletedAt != null) {
            handle
                .attach(ConversationSql.class)
                .putPurged(threadId, thread.sessionId(), Instants.toNanos(deletedAt), now);
          }
          return threadId;
        });
  }

  @Override
  public List<Entry> appendAll(String threadId, List<NewEntry> entries, AppendOptions options) {
    Fence.check(threadId, options.lease());
    List<Draft> drafts = Draft.of(entries, options, clock.instant());
    Database.Work<Optional<List<Entry>>> atHead =
        handle -> headAppend.append(handle, threadId, drafts, options);
    boolean more = database.derivations().concern(drafts);
    return (more ? database.write(atHead) : database.writeOne(atHead))
        .orElseGet(
            () -> database.write(handle -> BranchAppend.append(handle, threadId, drafts, options)));
  }

  @Override
  public Entry entry(String threadId, String entryId) {
    return database
        .read(
            handle ->
                row(handle, threadId).flatMap(thread -> EntryReader.find(handle, thread, entryId)))
        .orElseThrow(() -> new EntryNotFound(threadId, entryId));
  }

  @Override
  public List<Entry> entries(String threadId) {
    return database.read(handle -> journal(handle, threadId).all(handle));
  }

  @Override
  public EntryPage entries(String threadId, PageRequest page) {
    return database.read(handle -> journal(handle, threadId).page(handle, page));
  }

  @Override
  public Stream<Entry> streamEntries(String threadId) {
    return database.read(handle -> journal(handle, threadId)).stream(database);
  }

  @Override
  public List<Entry> path(String threadId, @Nullable String leafId) {
    return database.read(handle -> pathOf(handle, threadId, leafId).all(handle));
  }

  @Override
  public EntryPage path(String threadId, @Nullable String leafId, PageRequest page) {
    return database.read(handle -> pathOf(handle, threadId, leafId).page(handle, page));
  }

  @Override
  public Stream<Entry> streamPath(String threadId, @Nullable String leafId) {
    return database.read(handle -> pathOf(handle, threadId, leafId)).stream(database);
  }

  @Override
  public ThreadMeta moveLeaf(String threadId, @Nullable String entryId, @Nullable TurnLease lease) {
    long now = Instants.toNanos(clock.instant());
    return database.write(handle -> HeadMove.to(handle, threadId, entryId, lease, now)).meta();
  }

  @Override
  public ThreadMeta fork(ForkOptions options) {
    return database.write(handle -> ForkWriter.fork(handle, options, clock.instant()));
  }

  @Override
  public List<ThreadMeta> listThreads(ListThreadsOptions options) {
    return database.read(handle -> ThreadListing.list(handle, options));
  }

  private static Optional<ThreadRow> row(Handle handle, String threadId) {
    return handle.attach(ThreadSql.class).find(threadId);
  }

  private static EntrySequence journal(Handle handle, String threadId) {
    ThreadRow thread = handle.attach(ThreadSql.class).existing(threadId);
    List<Run> inherited =
        thread.inheritedLength() == 0
            ? List.of()
            : EntryReader.runs(handle, thread.sessionId(), thread.baseSegmentId(), 0);
    return EntrySequence.journal(thread, inherited);
  }

  private static EntrySequence pathOf(Handle handle, String threadId, @Nullable String leafId) {
    ThreadRow thread = handle.attach(ThreadSql.class).existing(threadId);
    return EntrySequence.path(threadId, EntryReader.runsTo(handle, thread, leafId));
  }
}
