package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.SegmentException.TruncationRefused;
import dev.threadbase.SegmentException.TurnNotFound;
import dev.threadbase.Threadbase;
import dev.threadbase.process.LogWritingProcess;
import dev.threadbase.process.LogWritingProcess.Policy;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentInfo;
import dev.threadbase.segment.SegmentKind;
import dev.threadbase.segment.SegmentStore;
import dev.threadbase.segment.SessionDeletion;
import dev.threadbase.segment.TraceEntry;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Eight writers of one log in several processes, with small entries and large ones. */
abstract class SegmentRaceContract extends LogContract {

  private static final int WRITERS = 8;
  private static final int PROCESSES = 2;
  private static final int CAMPAIGN_PROCESSES = 4;
  private static final int BATCHES = 5;
  private static final int CAMPAIGN_BATCHES = 400;
  private static final int ROUNDS = 12;

  private final SegmentAddress log = segment(1);

  @ParameterizedTest
  @EnumSource
  void nothingIsLostTornOrInterleaved(Policy policy) {
    race(policy, PROCESSES, BATCHES);
  }

  @Tag("campaign")
  @ParameterizedTest
  @EnumSource
  void nothingIsLostTornOrInterleavedInALongRace(Policy policy) {
    race(policy, CAMPAIGN_PROCESSES, CAMPAIGN_BATCHES);
  }

  private void race(Policy policy, int processes, int batches) {
    if (policy != Policy.APPEND) {
      segments.createSegment(log, List.of(start("S")));
    }
    List<String> lines = write(policy, processes, batches);
    List<WrittenBatch> written = WrittenBatch.said(lines, LogWritingProcess.ACKNOWLEDGED);
    List<WrittenBatch> refused = WrittenBatch.said(lines, LogWritingProcess.REFUSED);
    assertThat(written.size() + refused.size()).isEqualTo(WRITERS * batches);
    List<WrittenBatch> held = new ArrayList<>();
    for (SegmentInfo each : segments.tree(SESSION).segments()) {
      List<LogEntry> entries = segments.readAll(each.address());
      assertThat(entries).hasSize((int) each.entries());
      int begin = policy == Policy.APPEND ? 0 : 1;
      List<WrittenBatch> here =
          WrittenBatch.held(entries.subList(begin, entries.size()), each.segmentId());
      WrittenBatch.assertInOrder(here);
      held.addAll(here);
    }
    assertThat(held).containsExactlyInAnyOrderElementsOf(written);
    assertBehavedAs(policy, refused.size());
    assertThat(threadbase.verify().problems()).isEmpty();
    System.out.println(policy + ": " + written.size() + " batches, " + refused.size() + " refused");
  }

  /** Of eight writers that saw one end, one at most found it unmoved. */
  private void assertBehavedAs(Policy policy, int refused) {
    List<SegmentInfo> logs = segments.tree(SESSION).segments();
    switch (policy) {
      case APPEND -> {
        assertThat(refused).isZero();
        assertThat(logs).hasSize(1);
      }
      case FAIL -> {
        assertThat(refused).isGreaterThanOrEqualTo(WRITERS - 1);
        assertThat(logs).hasSize(1);
      }
      case FORK -> {
        assertThat(refused).isZero();
        assertThat(logs).hasSize(WRITERS);
        assertThat(segments.tree(SESSION).children(log.segmentId()))
            .hasSize(WRITERS - 1)
            .allMatch(fork -> fork.kind() == SegmentKind.FORK);
      }
    }
  }

  private List<String> write(Policy policy, int processes, int batches) {
    int writers = WRITERS / processes;
    List<ChildJvm> children =
        IntStream.range(0, processes)
            .mapToObj(
                process ->
                    ChildJvm.start(
                        LogWritingProcess.class,
                        database,
                        SESSION,
                        log.segmentId(),
                        policy,
                        process * writers,
                        writers,
                        batches))
            .toList();
    try {
      children.forEach(ChildJvm::awaitReady);
      children.forEach(ChildJvm::go);
      return children.stream().flatMap(child -> child.finish().stream()).toList();
    } finally {
      children.forEach(ChildJvm::close);
    }
  }

  @Test
  void aLogIsMadeOnceByTheFirstOfManyAppends() {
    try (Threadbase other = Threadbase.open(database.config())) {
      for (int round = 0; round < ROUNDS; round++) {
        SegmentAddress fresh = segment(round + 10);
        List<LogEntry> begin = List.of(start("S"), input("a"));
        Crowd.run(
            WRITERS,
            number -> store(other, number).appendAll(fresh, begin, WriteCondition.NONE).count());
        assertThat(segments.readEntryCount(fresh)).isEqualTo(2 * WRITERS);
        assertThat(segments.readAll(fresh)).filteredOn(start("S")::equals).hasSize(WRITERS);
      }
    }
    assertThat(segments.listSegments(SESSION)).hasSize(ROUNDS);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void noForkIsMadeBehindACut() {
    List<LogEntry> entries = List.of(start("S"), input("a"), turnEnd(1), input("b"), turnEnd(2));
    try (Threadbase other = Threadbase.open(database.config())) {
      for (int round = 0; round < ROUNDS; round++) {
        SegmentAddress source = new SegmentAddress(new UUID(1, round), new UUID(2, round));
        segments.createSegment(source, entries.subList(1, entries.size()));
        List<Boolean> done =
            Crowd.run(
                4,
                number ->
                    number == 0
                        ? truncated(segments, source)
                        : forked(store(other, number), source));
        boolean cut = done.get(0);
        assertThat(done.subList(1, 4).contains(true)).isNotEqualTo(cut);
        assertThat(segments.readEntryCount(source)).isEqualTo(cut ? 2 : 4);
        assertThat(segments.tree(source.sessionId()).children(source.segmentId()))
            .hasSize((int) done.subList(1, 4).stream().filter(fork -> fork).count());
      }
    }
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void ofASessionThatComesWhileItIsDeletedAllIsReportedOrAllIsThere() {
    for (int round = 0; round < 6 * ROUNDS; round++) {
      SessionDeletion deletion =
          Crowd.run(
                  2,
                  number -> {
                    if (number == 0) {
                      return segments.deleteSession(SESSION, false);
                    }
                    appendIfThere(segments.createSegment(log, List.of(start("S"))), input("a"));
                    return new SessionDeletion(SESSION, List.of(), 0, 0, List.of(), false);
                  })
              .get(0);
      assertThat(segments.exists(log)).isNotEqualTo(deletion.deleted());
      assertThat(deletion.segments()).hasSize(deletion.deleted() ? 1 : 0);
      long left = deletion.deleted() ? 0 : segments.readEntryCount(log);
      assertThat(left + deletion.entries()).isBetween(1L, 2L);
      segments.deleteSession(SESSION, false);
    }
  }

  @Test
  void tracesAreAppendedWhileTheirLogOrSessionIsDeleted() {
    TraceEntry trace =
        TraceEntry.parse("{\"ts\":1,\"turn\":0,\"kind\":\"lifecycle\",\"label\":\"x\"}");
    for (int round = 0; round < ROUNDS; round++) {
      boolean session = round % 2 == 0;
      segments.createSegment(log, List.of(start("S")));
      Crowd.run(
          3,
          number -> {
            for (int i = 0; i < 10; i++) {
              if (number > 0) {
                segments.appendTrace(log, trace);
              } else if (session) {
                segments.deleteSession(SESSION, false);
              } else if (i == 5) {
                threads.deleteThread(log.threadId());
              }
            }
            return number;
          });
      segments.deleteSession(SESSION, false);
      assertThat(segments.readTraces(log)).isEmpty();
    }
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void logsComeToASessionHoweverOftenItIsDeleted() {
    int members = 5;
    for (int round = 0; round < ROUNDS; round++) {
      Crowd.run(
          members,
          number -> {
            for (int i = 0; i < 15; i++) {
              if (number == 0) {
                segments.deleteSession(SESSION, false);
              } else {
                segments.append(new SegmentAddress(SESSION, UUID.randomUUID()), start("S"));
              }
            }
            return number;
          });
    }
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  private void appendIfThere(SegmentHead head, LogEntry entry) {
    try {
      segments.append(head, entry);
    } catch (SegmentNotFound deleted) {
      assertThat(segments.exists(log)).isFalse();
    }
  }

  private SegmentStore store(Threadbase other, int number) {
    return number % 2 == 0 ? segments : other.segments();
  }

  private static boolean truncated(SegmentStore store, SegmentAddress source) {
    try {
      return store.truncate(source, 2, WriteCondition.NONE).head().count() == 2;
    } catch (TruncationRefused forked) {
      return false;
    }
  }

  private static boolean forked(SegmentStore store, SegmentAddress source) {
    try {
      return store.forkAt(SegmentFork.strictlyAt(source, 2), List.of()).count() == 1;
    } catch (TurnNotFound cut) {
      return false;
    }
  }
}

class SqliteSegmentRaceTest extends SegmentRaceContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentRaceTest extends SegmentRaceContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
