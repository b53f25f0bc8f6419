package dev.threadbase.jdbi;

import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.jdbi.LeaseStatements.Request;
import dev.threadbase.jdbi.LeaseStatements.Taken;
import dev.threadbase.lease.Acquisition;
import dev.threadbase.lease.LeaseBreak;
import dev.threadbase.lease.LeaseStatus;
import dev.threadbase.lease.ReferenceLeases;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.lease.TurnLeases;
import dev.threadbase.segment.PodWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Leases in SQL: each method is one read or one write. */
public final class JdbiTurnLeases implements TurnLeases {

  private static final int ATTEMPTS = 5;

  private final Database database;
  private final LeaseClock clock;
  private final LeaseStatements statements;
  private final LeaseQueue queue = new LeaseQueue();
  private final ReferenceLeases reference;
  private volatile Consumer<TurnLease> onGivingBack = lease -> {};

  /** Takes the database and the clock by which leases end, if it is not the usual one. */
  public JdbiTurnLeases(Database database, @Nullable Clock given) {
    this.database = database;
    this.clock = LeaseClock.of(database.dialect(), given);
    this.statements = new LeaseStatements(database.dialect(), clock);
    this.reference = new JdbiReferenceLeases(database, this);
  }

  /** Who is told before a lease is given back by its own turn. */
  public void onGivingBack(Consumer<TurnLease> told) {
    onGivingBack = told;
  }

  void givingBack(TurnLease lease) {
    onGivingBack.accept(lease);
  }

  @Override
  public Acquisition tryAcquire(String threadId, String turnId, String ownerId, Duration ttl) {
    return tryAcquire(request(threadId, turnId, ownerId, ttl, null));
  }

  @Override
  public TurnLease acquire(
      String threadId, String turnId, String ownerId, Duration ttl, Duration wait)
      throws InterruptedException {
    request(threadId, turnId, ownerId, ttl, null);
    return waiting(
        threadId,
        wait,
        waiterId ->
            database
                .writeOne(
                    handle ->
                        statements.acquire(
                            handle, request(threadId, turnId, ownerId, ttl, waiterId)))
                .map(Taken::lease));
  }

  @Override
  public Optional<TurnLease> renew(TurnLease lease) {
    return database.writeOne(handle -> statements.renew(handle, lease));
  }

  @Override
  public Optional<TurnLease> tryRenew(TurnLease lease) {
    return database.writeOne(handle -> statements.renewUnlessLocked(handle, lease));
  }

  @Override
  public boolean release(TurnLease lease) {
    givingBack(lease);
    boolean released = database.writeOne(handle -> statements.release(handle, lease));
    queue.wake(lease.threadId());
    return released;
  }

  @Override
  public Optional<TurnLease> active(String threadId) {
    return status(threadId)
        .filter(status -> status.state() == LeaseStatus.State.HELD)
        .map(LeaseStatus::lease);
  }

  @Override
  public Optional<LeaseStatus> status(String threadId) {
    return database.read(handle -> known(handle, threadId, clock)).map(LeaseRow::status);
  }

  @Override
  public List<LeaseStatus> list(@Nullable String afterThreadId, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is less than 1: " + limit);
    }
    String after = afterThreadId == null ? "" : afterThreadId;
    return database
        .read(handle -> handle.attach(LeaseSql.class).list(after, limit, clock.nanos()))
        .stream()
        .map(LeaseRow::status)
        .toList();
  }

  @Override
  public Optional<LeaseBreak> breakLease(String threadId, String brokenBy, String reason) {
    return breakLease(threadId, OptionalLong.empty(), brokenBy, reason);
  }

  @Override
  public Optional<LeaseBreak> breakLease(
      String threadId, long token, String brokenBy, String reason) {
    return breakLease(threadId, OptionalLong.of(token), brokenBy, reason);
  }

  private Optional<LeaseBreak> breakLease(
      String threadId, OptionalLong token, String brokenBy, String reason) {
    named("a name of who breaks a lease", brokenBy);
    named("a reason", reason);
    Optional<LeaseBreak> broken =
        database.write(handle -> breakHeld(handle, threadId, token, brokenBy, reason));
    queue.wake(threadId);
    return broken;
  }

  @Override
  public List<LeaseBreak> breaks(String threadId) {
    return database.read(
        handle -> {
          handle.attach(ThreadSql.class).existing(threadId);
          return handle.attach(LeaseSql.class).breaks(threadId);
        });
  }

  @Override
  public String newOwnerId() {
    return OwnerIds.next();
  }

  @Override
  public ReferenceLeases reference() {
    return reference;
  }

  LeaseClock clock() {
    return clock;
  }

  LeaseStatements statements() {
    return statements;
  }

  void wake(String threadId) {
    queue.wake(threadId);
  }

  /** Asks, and looks who is in the way; asks again if that one is gone by then. */
  Acquisition tryAcquire(Request request) {
    for (int attempt = 1; ; attempt++) {
      Optional<Taken> taken = database.writeOne(handle -> statements.acquire(handle, request));
      if (taken.isPresent()) {
        return new Acquisition.Acquired(taken.get().lease());
      }
      Optional<LeaseRow> row = database.read(handle -> known(handle, request.threadId(), clock));
      if (row.isPresent() && (attempt == ATTEMPTS || !row.get().isFreeFor(request.waiterId()))) {
        return new Acquisition.Busy(row.get().lease());
      }
    }
  }

  /**
   * Tries without waiting; tries again if whoever was in the way is gone by then, or nobody was:
   * the thread may have come since.
   *
   * @throws ActiveTurn if somebody is in the way
   */
  <T> T asking(String threadId, Attempt<T> attempt) {
    for (int number = 1; ; number++) {
      Optional<T> granted = attempt.as(null);
      if (granted.isPresent()) {
        return granted.get();
      }
      Optional<LeaseRow> row = database.read(handle -> known(handle, threadId, clock));
      if (number == ATTEMPTS || row.filter(lease -> !lease.isFreeFor(null)).isPresent()) {
        throw LeaseRow.busy(threadId, row);
      }
    }
  }

  /** Waits in line until an attempt is granted. */
  <T> T waiting(String threadId, Duration wait, Attempt<T> attempt) throws InterruptedException {
    LeaseWaiter<T> waiter = new LeaseWaiter<>(database, clock, threadId, attempt);
    return queue
        .await(threadId, wait, waiter)
        .orElseThrow(
            () -> LeaseRow.busy(threadId, database.read(handle -> known(handle, threadId, clock))));
  }

  /** One try to get a lease, perhaps with more in the same transaction. */
  interface Attempt<T> {
    Optional<T> as(@Nullable String waiterId);
  }

  static Request request(
      String threadId, String turnId, String ownerId, Duration ttl, @Nullable String waiterId) {
    named("a thread id", threadId);
    named("a turn id", turnId);
    named("an owner id", ownerId);
    if (ttl.compareTo(SHORTEST_TTL) < 0 || ttl.compareTo(LONGEST_TTL) > 0) {
      throw new IllegalArgumentException(
          "a ttl is not between " + SHORTEST_TTL + " and " + LONGEST_TTL + ": " + ttl);
    }
    return new Request(threadId, turnId, ownerId, ttl, null, waiterId);
  }

  static Request request(String threadId, PodWriter writer) {
    return writer.ttl() == null
        ? new Request(threadId, writer.turnId(), writer.ownerId(), null, null, null)
        : request(threadId, writer.turnId(), writer.ownerId(), writer.ttl(), null);
  }

  private static void named(String what, String text) {
    if (Texts.storable(what, text).isBlank()) {
      throw new IllegalArgumentException(what + " is blank");
    }
  }

  private Optional<LeaseBreak> breakHeld(
      Handle handle, String threadId, OptionalLong token, String brokenBy, String reason) {
    LeaseSql sql = handle.attach(LeaseSql.class);
    Optional<LeaseRow> row = sql.lock(threadId, clock.nanos());
    handle.attach(ThreadSql.class).existing(threadId);
    if (row.isEmpty() || row.get().state() == LeaseStatus.State.FREE) {
      return Optional.empty();
    }
    long actual = row.get().lease().token();
    if (token.orElse(actual) != actual) {
      return Optional.empty();
    }
    LeaseBreak broken = sql.recordBreak(threadId, brokenBy, reason, clock.nanos());
    sql.seize(threadId, row.get().unfinished() ? 1 : 0);
    return Optional.of(broken);
  }

  /** The lease of a thread that exists. */
  static Optional<LeaseRow> known(Handle handle, String threadId, LeaseClock clock) {
    Optional<LeaseRow> row = handle.attach(LeaseSql.class).find(threadId, clock.nanos());
    if (row.isEmpty()) {
      handle.attach(ThreadSql.class).existing(threadId);
    }
    return row;
  }
}
