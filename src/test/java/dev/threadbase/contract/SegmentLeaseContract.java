package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.LeaseRequired;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentWriter;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.segment.WriterOptions;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.DeleteOptions;
import dev.threadbase.thread.ThreadUpdate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A log's turn lease is that of its thread, and fences every write of the log. */
abstract class SegmentLeaseContract extends LogContract {

  private final SegmentAddress log = segment(1);

  @Test
  void writesUnderALeaseGoThroughWhileItIsHeld() {
    SegmentHead begun = segments.createSegment(log, List.of(start("S")));
    TurnLease lease = acquire(log);
    WriteCondition held = WriteCondition.NONE.under(lease);
    SegmentHead head = segments.appendAll(log, List.of(input("a"), input("b")), held);
    assertThat(head.count()).isEqualTo(3);
    assertThat(
            segments
                .appendAll(log, List.of(input("c")), WriteCondition.atCount(3).under(lease))
                .count())
        .isEqualTo(4);
    assertThat(segments.truncate(log, 2, held).head().count()).isEqualTo(2);
    assertThat(segments.appendAll(log, List.of(input("d")), held).count()).isEqualTo(3);
    SegmentWriter writer =
        SegmentWriter.begin(segments, segments.head(log), WriterOptions.FAILING.under(lease));
    assertThat(writer.append(input("e"))).isFalse();
    assertThat(segments.forkAt(SegmentFork.atHead(begun, 0).under(lease), List.of()).count())
        .isEqualTo(1);
    assertThat(texts(segments.restore(log).history())).containsExactly("a", "d", "e");
  }

  @Test
  void whoLostTheLeaseWritesNothing() {
    segments.createSegment(log, List.of(start("S"), input("a")));
    TurnLease lost = acquire(log);
    threadbase.leases().breakLease(log.threadId(), "operator", "stuck");
    TurnLease next = acquire(log);
    WriteCondition stale = WriteCondition.NONE.under(lost);
    List<ThrowingCallable> calls =
        List.of(
            () -> segments.appendAll(log, List.of(input("b")), stale),
            () -> segments.appendAll(log, List.of(), stale),
            () -> segments.truncate(log, 1, stale),
            () -> segments.truncate(log, 2, stale),
            () -> segments.forkAt(SegmentFork.at(log, 0).under(lost), List.of()),
            () ->
                SegmentWriter.begin(segments, segments.head(log), WriterOptions.FORKING.under(lost))
                    .ensureHead());
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              LeaseLost.class, thrown -> assertThat(thrown.token()).isEqualTo(lost.token()));
    }
    assertThat(segments.readEntryCount(log)).isEqualTo(2);
    assertThat(segments.listSegments(SESSION)).hasSize(1);
    segments.appendAll(log, List.of(input("b")), WriteCondition.NONE.under(next));
    threadbase.leases().release(next);
    assertThatThrownBy(
            () -> segments.appendAll(log, List.of(input("c")), WriteCondition.NONE.under(next)))
        .isInstanceOf(LeaseLost.class);
  }

  @Test
  void aLogThatRequiresALeaseTakesNoWriteWithoutOne() {
    segments.createSegment(log, List.of(start("S"), input("a")));
    threads.updateThread(log.threadId(), ThreadUpdate.NOTHING.leaseRequired(true));
    List<ThrowingCallable> calls =
        List.of(
            () -> segments.append(log, input("b")),
            () -> segments.append(segments.head(log), input("b")),
            () -> segments.truncate(log, 1, WriteCondition.NONE));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).isInstanceOf(LeaseRequired.class);
    }
    assertThat(segments.forkAt(log, 0).count()).isEqualTo(1);
    WriteCondition held = WriteCondition.NONE.under(acquire(log));
    assertThat(segments.appendAll(log, List.of(input("b")), held).count()).isEqualTo(3);
  }

  @Test
  void aLeaseIsForItsOwnLog() {
    List<LogEntry> one = List.of(input("a"));
    segments.createSegment(log, one);
    segments.createSegment(segment(2), one);
    TurnLease lease = acquire(segment(2));
    WriteCondition other = WriteCondition.NONE.under(lease);
    assertThatThrownBy(() -> segments.appendAll(log, one, other))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> segments.truncate(log, 0, other))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> segments.forkAt(SegmentFork.at(log, 0).under(lease), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    threads.deleteThread(segment(2).threadId(), DeleteOptions.DEFAULT.under(lease));
    assertThatThrownBy(() -> segments.appendAll(segment(2), one, other))
        .isInstanceOf(SegmentNotFound.class);
    assertThat(segments.exists(segment(2))).isFalse();
  }

  private TurnLease acquire(SegmentAddress address) {
    return ((Acquired) threadbase.leases().tryAcquire(address.threadId(), "turn")).lease();
  }
}

class SqliteSegmentLeaseTest extends SegmentLeaseContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentLeaseTest extends SegmentLeaseContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
