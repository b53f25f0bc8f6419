package dev.threadbase.benchmark;

import dev.threadbase.lease.Acquisition;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.lease.TurnLeases;
import dev.threadbase.message.Message;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import java.sql.SQLException;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Leases and what is done under them, by one writer whom nobody disturbs. */
@State(Scope.Benchmark)
public class LeaseBenchmark {

  private final NewEntry entry = Store.kilobyte();
  private final Message message = Message.user("go on");

  /** A thread whose lease is held all the time. */
  @State(Scope.Thread)
  public static class Holder {
    private static final String THREAD = "held";
    private AppendOptions under;
    private TurnLease lease;

    @Setup(Level.Trial)
    public void acquire(Store store) {
      store.create(THREAD);
      lease = taken(store.threadbase.leases(), THREAD, "turn");
      under = AppendOptions.DEFAULT.under(lease);
    }
  }

  /** Numbers turns. */
  @State(Scope.Thread)
  public static class Counter {
    private long turns;

    private String next() {
      return "turn-" + turns++;
    }
  }

  private static TurnLease taken(TurnLeases leases, String threadId, String turnId) {
    Acquisition outcome =
        leases.tryAcquire(threadId, turnId, leases.newOwnerId(), TurnLeases.DEFAULT_TTL);
    return ((Acquisition.Acquired) outcome).lease();
  }

  @Benchmark
  public boolean acquireAndRelease(Store store, Counter counter) {
    TurnLeases leases = store.threadbase.leases();
    return leases.release(taken(leases, Store.THREAD, counter.next()));
  }

  @Benchmark
  public int bareAcquireAndRelease(BareLeaseWriter writer) throws SQLException {
    return writer.take() + writer.giveBack();
  }

  @Benchmark
  public Optional<TurnLease> renew(Store store, Holder holder) {
    return store.threadbase.leases().renew(holder.lease);
  }

  @Benchmark
  public int bareRenew(BareLeaseWriter writer) throws SQLException {
    return writer.renew();
  }

  @Benchmark
  public Entry fencedAppend(Store store, Holder holder) {
    return store.threadbase.threads().append(Holder.THREAD, entry, holder.under);
  }

  @Benchmark
  public Entry turn(Store store, Counter counter) {
    TurnStart start =
        TurnStart.of(Store.THREAD, counter.next(), store.threadbase.leases().newOwnerId())
            .saying(message);
    Turn turn = store.threadbase.turns().start(start);
    return store.threadbase.turns().finish(turn.lease(), TurnEnd.COMPLETED);
  }

  @Benchmark
  public int bareTurn(BareLeaseWriter writer) throws SQLException {
    return writer.turn();
  }
}
