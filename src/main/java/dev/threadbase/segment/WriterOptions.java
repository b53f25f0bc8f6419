package dev.threadbase.segment;

import dev.threadbase.lease.TurnLease;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a writer writes.
 *
 * @param onConflict what it does when somebody else wrote its log
 * @param carried what a fork of its own goes on with
 * @param lease the turn lease of its log, which must be held at every write; null for none. A fork
 *     of its own has none: nobody else knows of that log
 * @param clock what stamps the entries
 */
public record WriterOptions(
    ConflictPolicy onConflict, Set<CarryOver> carried, @Nullable TurnLease lease, Clock clock) {

  /** A fork of its own that goes on with everything. */
  public static final WriterOptions FORKING =
      new WriterOptions(
          ConflictPolicy.FORK, EnumSet.allOf(CarryOver.class), null, Clock.systemUTC());

  /** No fork: a conflict is the caller's. */
  public static final WriterOptions FAILING =
      new WriterOptions(ConflictPolicy.FAIL, Set.of(), null, Clock.systemUTC());

  /** Copies what is carried. */
  public WriterOptions {
    Objects.requireNonNull(onConflict, "onConflict");
    Objects.requireNonNull(clock, "clock");
    carried = Set.copyOf(carried);
  }

  /** Only while this lease is held; null for none. */
  public WriterOptions under(@Nullable TurnLease value) {
    return new WriterOptions(onConflict, carried, value, clock);
  }

  /** With another clock. */
  public WriterOptions stampedBy(Clock value) {
    return new WriterOptions(onConflict, carried, lease, value);
  }
}
