package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.SegmentException.SessionReferenced;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.segment.CarryOver;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SessionDeletion;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.TraceEntry;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A session goes as a whole, and only if nothing refers to it. */
abstract class SessionDeletionContract extends LogContract {

  private static final UUID OTHER = UUID.fromString("01900000-0000-7000-8000-000000000002");
  private static final TraceEntry TRACE =
      TraceEntry.parse("{\"ts\":1,\"turn\":0,\"kind\":\"lifecycle\",\"label\":\"x\"}");

  private final SegmentAddress log = segment(1);

  /** Three logs of ten entries, two of them cut off, and three traces. */
  private SegmentAddress fill() {
    SegmentHead whole =
        segments.createSegment(
            log, List.of(start("S"), input("a"), turnEnd(1), input("b"), input("c")));
    segments.truncate(log, 3, WriteCondition.NONE);
    segments.append(log, input("d"));
    SegmentFork late = SegmentFork.atHead(whole, 1).carrying(EnumSet.allOf(CarryOver.class));
    SegmentAddress fork = segments.forkAt(late, List.of(input("e"), input("f"))).address();
    segments.createCompactedSegment(log, StartState.EMPTY, 1);
    segments.appendTrace(log, TRACE);
    segments.appendTrace(log, TRACE);
    segments.appendTrace(segment(9), TRACE);
    return fork;
  }

  @Test
  void whatADryRunCountsIsWhatIsDeleted() {
    Map<String, List<List<String>>> nothing = EveryRow.of(database);
    fill();
    TurnLease given = lease();
    threadbase.leases().breakLease(log.threadId(), "operator", "stuck");
    assertThat(threadbase.leases().release(given)).isFalse();
    threads.updateThread(log.threadId(), ThreadUpdate.NOTHING.leaseRequired(true));
    Map<String, List<List<String>>> before = EveryRow.of(database);
    SessionDeletion dry = segments.deleteSession(SESSION, true);
    assertThat(EveryRow.of(database)).isEqualTo(before);
    assertThat(dry.deleted()).isFalse();
    assertThat(dry.sessionId()).isEqualTo(SESSION);
    assertThat(dry.segments()).isEqualTo(segments.listSegments(SESSION)).hasSize(3);
    assertThat(dry.entries()).isEqualTo(10);
    assertThat(dry.traces()).isEqualTo(3);
    assertThat(dry.references()).isEmpty();
    SessionDeletion done = segments.deleteSession(SESSION, false);
    assertThat(done)
        .isEqualTo(
            new SessionDeletion(
                SESSION, dry.segments(), dry.entries(), dry.traces(), List.of(), true));
    assertThat(EveryRow.of(database)).isEqualTo(nothing);
    assertThat(segments.deleteSession(SESSION, false))
        .isEqualTo(new SessionDeletion(SESSION, List.of(), 0, 0, List.of(), false));
  }

  @Test
  void otherSessionsStay() {
    SegmentAddress kept = new SegmentAddress(OTHER, new UUID(0, 5));
    segments.createSegment(kept, List.of(input("kept")));
    segments.appendTrace(kept, TRACE);
    Map<String, List<List<String>>> before = EveryRow.of(database);
    fill();
    segments.deleteSession(SESSION, false);
    assertThat(EveryRow.of(database)).isEqualTo(before);
    segments.appendTrace(segment(9), TRACE);
    assertThat(segments.deleteSession(SESSION, false).deleted()).isTrue();
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void aSessionThatSomethingRefersToStaysWhole() throws Exception {
    fill();
    TurnLease held = lease();
    pod("w", SESSION, log);
    pod("pending", SESSION, null);
    pod("idle", null, null);
    threads.fork(ForkOptions.of(log.threadId()).as("fork"));
    threads.createThread(ThreadMeta.builder("thread").sessionId(SESSION.toString()).build());
    Map<String, List<List<String>>> before = EveryRow.of(database);
    List<String> references =
        List.of(
            "pod pending",
            "pod w",
            "the lease of " + log.threadId(),
            "thread fork",
            "thread thread");
    assertThat(segments.deleteSession(SESSION, true).references()).isEqualTo(references);
    assertThatThrownBy(() -> segments.deleteSession(SESSION, false))
        .isInstanceOfSatisfying(
            SessionReferenced.class,
            refused -> {
              assertThat(refused.sessionId()).isEqualTo(SESSION);
              assertThat(refused.references()).isEqualTo(references);
            });
    assertThat(EveryRow.of(database)).isEqualTo(before);
    threads.deleteThread("fork");
    threads.deleteThread("thread");
    Sql.run(database, "DELETE FROM pods WHERE pod_name <> 'idle'");
    assertThatThrownBy(() -> segments.deleteSession(SESSION, false))
        .hasMessage("session " + SESSION + " is referenced by the lease of " + log.threadId());
    threadbase.leases().release(held);
    assertThat(segments.deleteSession(SESSION, false).deleted()).isTrue();
  }

  @Test
  void aLogIsDeletedAsAThreadAndItsForksGoOn() {
    SegmentAddress fork = fill();
    SegmentAddress nested = segments.forkAt(fork, 0).address();
    var state = segments.restore(fork);
    threads.deleteThread(log.threadId());
    assertThat(segments.exists(log)).isFalse();
    assertThat(segments.readTraces(log)).isEmpty();
    assertThatThrownBy(() -> segments.readAll(log)).isInstanceOf(SegmentNotFound.class);
    assertThat(segments.listSegments(SESSION)).hasSize(3).doesNotContain(log.segmentId());
    assertThat(segments.restore(fork)).isEqualTo(state);
    assertThat(texts(state.history())).containsExactly("a", "b", "c", "e", "f");
    assertThat(segments.append(fork, input("g")).count()).isEqualTo(4);
    threads.deleteThread(fork.threadId());
    assertThat(texts(segments.restore(nested).history())).containsExactly("a", "b", "c");
    assertThat(threadbase.verify().problems()).isEmpty();
    assertThat(segments.deleteSession(SESSION, false).segments()).hasSize(2);
    assertThat(EveryRow.of(database).values()).allMatch(List::isEmpty);
  }

  private TurnLease lease() {
    return ((Acquired) threadbase.leases().tryAcquire(log.threadId(), "turn")).lease();
  }

  private void pod(String name, UUID session, SegmentAddress active) throws Exception {
    Sql.run(
        database,
        "INSERT INTO pods (pod_name, session_id, segment_id, version, unknown, created_at_ns, updated_at_ns)"
            + " VALUES ('%s', %s, %s, 0, '{}', 1, 1)"
                .formatted(
                    name, text(session), active == null ? "NULL" : text(active.segmentId())));
  }

  private static String text(UUID id) {
    return id == null ? "NULL" : "'" + id + "'";
  }
}

class SqliteSessionDeletionTest extends SessionDeletionContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSessionDeletionTest extends SessionDeletionContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
