package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.SegmentHeadMoved;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.lease.KeptLease;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.segment.CarryOver;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LogEntry.Extension;
import dev.threadbase.segment.LogEntry.SegmentStart;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.PodActiveSegmentRef;
import dev.threadbase.segment.PodRotation;
import dev.threadbase.segment.PodScopeSnapshot;
import dev.threadbase.segment.PodWriter;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.ResumedPod;
import dev.threadbase.segment.RotatedPod;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.segment.SegmentKind;
import dev.threadbase.segment.SegmentOrigin;
import dev.threadbase.segment.SegmentWriter;
import dev.threadbase.segment.StartState;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.segment.WriterOptions;
import dev.threadbase.testkit.Patience;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Pods that go on in a new log, and take their writer's lease along. */
abstract class PodRotationContract extends PodContract {

  private static final StartState SUMMARY =
      PROMPT.withHistory(List.of(LoggedItem.assistant("[summary]")));

  private SegmentHead talked(RotatedPod pod) {
    WriteCondition options = WriteCondition.at(pod.head()).under(pod.lease());
    return segments.appendAll(
        pod.head().address(), List.of(input("a"), answer("A"), turnEnd(1)), options);
  }

  private void assertWritable(RotatedPod pod) {
    WriteCondition options = WriteCondition.at(pod.head()).under(lease(pod));
    segments.appendAll(pod.head().address(), List.of(input("next")), options);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  private void assertLeft(SegmentAddress log, TurnLease old) {
    WriteCondition options = WriteCondition.NONE.under(old);
    assertThatThrownBy(() -> segments.appendAll(log, List.of(input("late")), options))
        .isInstanceOf(LeaseLost.class);
    assertThat(threadbase.leases().active(log.threadId())).isEmpty();
  }

  @Test
  void podMetadataMovesFromPendingToActiveOnFirstRun() {
    reserve("p");
    assertThat(active("p")).isEqualTo(PodActiveSegmentRef.pending(SESSION));
    assertThat(segments.listSegments(SESSION)).isEmpty();
    RotatedPod first =
        pods.rotate(
            PodRotation.first("p", SESSION, PROMPT)
                .as(segment(1).segmentId())
                .scoped(scope("/w"))
                .goingOnWith(List.of(input("a")))
                .leasedTo(ME)
                .expectingVersion(1));
    assertThat(first.head().address()).isEqualTo(segment(1));
    assertThat(first.head().count()).isEqualTo(3);
    assertThat(first.pod().metadata().active()).isEqualTo(at(segment(1)));
    assertThat(pods.readByName("p")).contains(first.pod());
    List<LogEntry> log = segments.readAll(segment(1));
    assertThat(((SegmentStart) log.get(0)).systemPrompt()).isEqualTo("Be brief.");
    assertThat(((Extension) log.get(1)).domain()).isEqualTo("pod.scope");
    assertThat(log.get(2)).isEqualTo(input("a"));
    assertThat(threadbase.leases().active(segment(1).threadId())).contains(lease(first));
    assertThat(lease(first).ownerId()).isEqualTo("me");
    assertWritable(first);
  }

  @Test
  void compactEmitsSessionStartCarryingSummaryAndPodFollows() {
    RotatedPod before = begun("p");
    SegmentHead end = talked(before);
    RotatedPod after =
        pods.rotate(PodRotation.compaction("p", end, SUMMARY, 1).under(before.lease()));
    SegmentAddress address = after.head().address();
    assertThat(address.sessionId()).isEqualTo(SESSION);
    assertThat(active("p")).isEqualTo(at(address));
    SegmentStart start = (SegmentStart) segments.readAll(address).get(0);
    assertThat(start.compactedFrom()).isEqualTo(new SegmentOrigin(end.address().segmentId(), 1));
    assertThat(texts(start.history())).containsExactly("[summary]");
    assertThat(segments.restore(address).podScope()).isEqualTo(scope("/w"));
    assertThat(segments.tree(SESSION).segments())
        .extracting(log -> log.kind())
        .containsExactly(SegmentKind.COMPACTION, SegmentKind.NEW);
    assertThat(segments.readEntryCount(end.address())).isEqualTo(end.count());
    assertLeft(end.address(), lease(before));
    assertThat(lease(after).turnId()).isEqualTo("life 1");
    assertThat(lease(after).ttl()).isEqualTo(TTL);
    assertWritable(after);
  }

  @Test
  void concurrentWriterDriftAutoForksWithForkedFrom() {
    RotatedPod before = begun("p");
    SegmentAddress source = before.head().address();
    WriterOptions options = WriterOptions.FAILING.under(before.lease());
    SegmentWriter writer = SegmentWriter.begin(segments, before.head(), 0, options);
    writer.append(List.of(input("mine"), turnEnd(4)));
    long count = writer.head().count();
    segments.append(source, input("foreign"));
    assertThatThrownBy(writer::ensureHead).isInstanceOf(SegmentHeadMoved.class);

    SegmentFork fork =
        SegmentFork.atHead(writer.head(), writer.turnCount())
            .carrying(EnumSet.allOf(CarryOver.class))
            .under(before.lease());
    RotatedPod after =
        pods.rotate(PodRotation.fork("p", fork).goingOnWith(List.of(answer("mine too"))));

    SegmentAddress own = after.head().address();
    assertThat(own.sessionId()).isEqualTo(SESSION);
    assertThat(active("p")).isEqualTo(at(own));
    SegmentStart start = (SegmentStart) segments.readAll(own).get(0);
    assertThat(start.forkedFrom()).isEqualTo(new SegmentOrigin(source.segmentId(), 4));
    RestoredState state = segments.restore(own);
    assertThat(texts(state.history())).containsExactly("mine", "mine too");
    assertThat(state.turnCount()).isEqualTo(4);
    assertThat(state.podScope()).isEqualTo(scope("/w"));
    assertThat(segments.readEntryCount(source)).isEqualTo(count + 1);
    assertThat(segments.readAll(source)).last().isEqualTo(input("foreign"));
    assertLeft(source, lease(before));
    SegmentWriter next =
        SegmentWriter.begin(
            segments, after.head(), writer.turnCount(), options.under(after.lease()));
    next.append(turnEnd(5));
    assertThat(next.address()).isEqualTo(own);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void twoWritersThatShareOneHeadDoNotFork() {
    RotatedPod pod = begun("p");
    WriterOptions options = WriterOptions.FAILING.under(pod.lease());
    SegmentWriter writer = SegmentWriter.begin(segments, pod.head(), 0, options);
    writer.append(input("a"));
    writer.saveExtension("memory.extract", "{\"processed_through_entry\":2}");
    assertThat(writer.ensureHead()).isFalse();
    assertThat(segments.listSegments(SESSION)).hasSize(1);
    assertThat(active("p")).isEqualTo(at(writer.address()));
  }

  @Test
  void aForkAtATurnKeepsTheScopeOfNowNotOfThen() {
    RotatedPod before = begun("p");
    SegmentHead end = talked(before);
    segments.append(end.address(), scopeEntry("/less"));
    SegmentFork fork = SegmentFork.strictlyAt(end.address(), 1).under(before.lease());
    RotatedPod after = pods.rotate(PodRotation.fork("p", fork));
    RestoredState state = segments.restore(after.head().address());
    assertThat(state.podScope()).isEqualTo(scope("/less"));
    assertThat(texts(state.history())).containsExactly("a", "A");
    assertWritable(after);
  }

  @Test
  void aScopeThatIsSaidGoesBeforeThatOfTheOldLog() {
    RotatedPod first = begun("p");
    PodRotation said = PodRotation.compaction("p", first.head(), SUMMARY, 0).under(first.lease());
    RotatedPod second = pods.rotate(said.scoped(scope("/said")));
    assertThat(segments.restore(second.head().address()).podScope()).isEqualTo(scope("/said"));
    RotatedPod third =
        pods.rotate(
            PodRotation.compaction("p", second.head(), SUMMARY, 0)
                .goingOnWith(List.of(scopeEntry("/entry")))
                .under(second.lease()));
    assertThat(third.head().count()).isEqualTo(2);
    assertThat(segments.restore(third.head().address()).podScope()).isEqualTo(scope("/entry"));
    SegmentFork fork = SegmentFork.atHead(third.head(), 0).under(third.lease());
    RotatedPod fourth = pods.rotate(PodRotation.fork("p", fork).scoped(scope("/fork")));
    assertThat(segments.restore(fourth.head().address()).podScope()).isEqualTo(scope("/fork"));
  }

  @Test
  void aPodWithoutScopeStaysWithoutOne() {
    reserve("p");
    RotatedPod first = pods.rotate(PodRotation.first("p", SESSION, PROMPT));
    assertThat(first.lease()).isNull();
    RotatedPod second = pods.rotate(PodRotation.compaction("p", first.head(), SUMMARY, 0));
    assertThat(second.lease()).isNull();
    assertThat(second.head().count()).isEqualTo(1);
    PodScopeSnapshot none = segments.restore(second.head().address()).podScope();
    assertThat(none).isNull();
  }

  @Test
  void anotherLifeOfTheWorkerMayGetTheLease() {
    RotatedPod before = begun("p");
    PodRotation rotation = PodRotation.compaction("p", before.head(), SUMMARY, 0);
    RotatedPod after = pods.rotate(rotation.under(before.lease()).leasedTo(OTHER));
    assertThat(lease(after).ownerId()).isEqualTo("other");
    assertLeft(before.head().address(), lease(before));
  }

  @Test
  void whoHoldsNoLeaseCannotMoveAPodThatIsBeingWritten() {
    RotatedPod before = begun("p");
    PodRotation rotation = PodRotation.compaction("p", before.head(), SUMMARY, 0);
    assertThatThrownBy(() -> pods.rotate(rotation)).isInstanceOf(ActiveTurn.class);
    assertThatThrownBy(() -> pods.rotate(rotation.leasedTo(OTHER))).isInstanceOf(ActiveTurn.class);
    assertThat(active("p")).isEqualTo(at(before.head().address()));
    leaseClock.advance(TTL);
    RotatedPod after = pods.rotate(rotation.leasedTo(OTHER));
    assertThat(active("p")).isEqualTo(at(after.head().address()));
  }

  @Test
  void aLeaseThatWasTakenOverMovesNothing() {
    RotatedPod before = begun("p");
    leaseClock.advance(TTL);
    ResumedPod other = pods.resume("p", OTHER);
    PodRotation rotation = PodRotation.compaction("p", before.head(), SUMMARY, 0);
    assertThatThrownBy(() -> pods.rotate(rotation.under(before.lease())))
        .isInstanceOf(LeaseLost.class);
    assertThat(active("p")).isEqualTo(at(before.head().address()));
    pods.rotate(rotation.under(other.lease()));
  }

  @Test
  void aKeptLeaseIsGivenBackNotLost() throws Exception {
    reserve("p");
    PodWriter shortly = ME.lasting(Duration.ofMillis(100));
    RotatedPod before = pods.rotate(PodRotation.first("p", SESSION, PROMPT).leasedTo(shortly));
    List<TurnLease> lost = new CopyOnWriteArrayList<>();
    KeptLease kept = threadbase.leaseKeeper().keep(lease(before), lost::add);
    PodRotation rotation = PodRotation.compaction("p", before.head(), SUMMARY, 0);
    RotatedPod after = pods.rotate(rotation.under(before.lease()));
    Patience.until("the end", () -> kept.state() == KeptLease.State.RELEASED);
    assertThat(lost).isEmpty();
    assertThat(threadbase.leases().renew(lease(after))).isPresent();
  }

  @Test
  void anEndlessLeaseStaysEndless() {
    RotatedPod before = begun("p");
    PodRotation rotation = PodRotation.compaction("p", before.head(), SUMMARY, 0);
    RotatedPod after =
        pods.rotate(rotation.under(before.lease()).leasedTo(new PodWriter("t", "me", null)));
    assertThat(lease(after).expiresAt()).isNull();
    RotatedPod last =
        pods.rotate(PodRotation.compaction("p", after.head(), SUMMARY, 0).under(after.lease()));
    assertThat(lease(last).expiresAt()).isNull();
  }

  @Test
  void everyCarryOverIsTakenAlongThatIsAskedFor() {
    RotatedPod before = begun("p");
    SegmentHead end = talked(before);
    SegmentFork fork = SegmentFork.atHead(end, 1).carrying(Set.of(CarryOver.TYPED_INPUTS));
    RotatedPod after = pods.rotate(PodRotation.fork("p", fork.under(before.lease())));
    RestoredState state = segments.restore(after.head().address());
    assertThat(state.userSegments()).hasSize(1);
    assertThat(state.turnCount()).isZero();
    assertThat(state.podScope()).isEqualTo(scope("/w"));
  }
}

class SqlitePodRotationTest extends PodRotationContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPodRotationTest extends PodRotationContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
