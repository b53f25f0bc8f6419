package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.PodException.NothingToRestore;
import dev.threadbase.PodException.PodInactive;
import dev.threadbase.PodException.PodNotFound;
import dev.threadbase.PodException.PodPending;
import dev.threadbase.PodException.ScopeMissing;
import dev.threadbase.SegmentException.LogCorrupt;
import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.segment.PodRotation;
import dev.threadbase.segment.ReplayOptions;
import dev.threadbase.segment.RestoredState;
import dev.threadbase.segment.ResumedPod;
import dev.threadbase.segment.RotatedPod;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentWriter;
import dev.threadbase.segment.Trigger;
import dev.threadbase.segment.WriteCondition;
import dev.threadbase.segment.WriterOptions;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Workers that are started again by the name of their pod. */
abstract class PodResumeContract extends PodContract {

  /** Nobody can resume the pod, and whoever tries in vain takes no lease. */
  private void assertRefused(Class<? extends Throwable> refusal, String message) {
    Map<String, List<List<String>>> before = EveryRow.of(database);
    assertThatThrownBy(() -> pods.resume("p")).isInstanceOf(refusal).hasMessage(message);
    assertThatThrownBy(() -> pods.resume("p", ME)).isInstanceOf(refusal).hasMessage(message);
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  private static TurnLease lease(ResumedPod resumed) {
    return Objects.requireNonNull(resumed.lease());
  }

  @Test
  void restoreFromPodMetadataRejectsMissingMetadata() {
    assertRefused(PodNotFound.class, "pod not found: p");
  }

  @Test
  void restoreFromPodMetadataRejectsPodWithoutActiveSession() {
    pods.write(PodMetadata.of("p", null));
    assertRefused(PodInactive.class, "pod p has no active session");
  }

  @Test
  void restoreFromPodMetadataRejectsPendingSegment() {
    reserve("p");
    assertRefused(
        PodPending.class, "pod p points to session " + SESSION + " but no segment is written yet");
  }

  @Test
  void restoreFromManifestRejectsUnknownSegment() {
    pods.write(PodMetadata.of("p", at(segment(1))));
    assertRefused(SegmentNotFound.class, "segment not found: " + segment(1).segmentId());
  }

  @Test
  void restoreFromManifestRejectsEmptySegmentLog() {
    segments.createSegment(segment(1), List.of());
    pods.write(PodMetadata.of("p", at(segment(1))));
    assertRefused(
        NothingToRestore.class,
        "segment " + segment(1).segmentId() + " of pod p has no entries to restore");
  }

  @Test
  void restoreFromManifestRejectsSegmentWithoutScopeSnapshot() {
    segments.createSegment(segment(1), List.of(start("S"), input("a")));
    pods.write(PodMetadata.of("p", at(segment(1))));
    assertRefused(
        ScopeMissing.class,
        "segment %s of pod p has no scope snapshot; refusing to resume without explicit scope"
            .formatted(segment(1).segmentId()));
    segments.append(segment(1), new LogEntry.Extension(5, "pod.scope", "{\"allow\":[]}"));
    assertThatThrownBy(() -> pods.resume("p")).isInstanceOf(ScopeMissing.class);
    segments.append(segment(1), scopeEntry("/w"));
    assertThat(pods.resume("p").log().state().podScope()).isEqualTo(scope("/w"));
  }

  @Test
  void restoreFromPodMetadataResolvesActivePointerThroughSessionLog() {
    segments.createSegment(segment(1), List.of(start("old"), scopeEntry("/old")));
    segments.createSegment(
        segment(2), List.of(start("S"), scopeEntry("/w"), input("a"), answer("A"), turnEnd(3)));
    pods.write(new PodMetadata("p", at(segment(1)), List.of(child("c"))));
    pods.setActive("p", at(segment(2)));
    ResumedPod resumed = pods.resume("p");
    RestoredState state = resumed.log().state();
    assertThat(state).isEqualTo(segments.restore(segment(2)));
    assertThat(resumed.log().head()).isEqualTo(segments.head(segment(2)));
    assertThat(resumed.pod()).isEqualTo(pods.readByName("p").orElseThrow());
    assertThat(resumed.lease()).isNull();
    assertThat(state.systemPrompt()).isEqualTo("S");
    assertThat(state.turnCount()).isEqualTo(3);
    SegmentWriter writer = SegmentWriter.resume(segments, resumed.log(), WriterOptions.FAILING);
    writer.append(input("b"));
    assertThat(writer.head().count()).isEqualTo(6);
    assertThat(segments.listSegments(SESSION)).hasSize(2);
  }

  @Test
  void aDamagedLogIsNotResumed() throws Exception {
    String log = begun("p").head().address().threadId();
    threadbase.leases().breakLease(log, "test", "over");
    new Damage(database)
        .run("UPDATE entries SET payload = '{}' WHERE segment_id = '" + log + "' AND seq = 0");
    assertThatThrownBy(() -> pods.resume("p", ME)).isInstanceOf(LogCorrupt.class);
    assertThat(threadbase.leases().active(log)).isEmpty();
  }

  @Test
  void aRunWithoutAnEndIsInterruptedUnlessTheReferencesAnswerIsWanted() {
    segments.createSegment(
        segment(1),
        List.of(start("S"), scopeEntry("/w"), new LogEntry.Invoke(6, Trigger.USER_SEND)));
    pods.write(PodMetadata.of("p", at(segment(1))));
    assertThat(pods.resume("p").log().state().lastRunInterrupted()).isTrue();
    assertThat(pods.resume("p", null, ReplayOptions.REFERENCE).log().state().lastRunInterrupted())
        .isFalse();
  }

  @Test
  void aSecondLiveWriterIsRefusedAndAStaleOneTakenOver() {
    RotatedPod begun = begun("p");
    threadbase.leases().release(lease(begun));
    ResumedPod first = pods.resume("p", ME);
    assertThat(lease(first).threadId()).isEqualTo(begun.head().address().threadId());
    assertThatThrownBy(() -> pods.resume("p", OTHER))
        .isInstanceOfSatisfying(
            ActiveTurn.class,
            busy -> {
              assertThat(busy.ownerId()).isEqualTo("me");
              assertThat(busy.turnId()).isEqualTo("life 1");
            });
    assertThat(pods.resume("p").log()).isEqualTo(first.log());

    leaseClock.advance(TTL.minusNanos(1));
    assertThatThrownBy(() -> pods.resume("p", OTHER)).isInstanceOf(ActiveTurn.class);
    leaseClock.advance(TTL);
    ResumedPod second = pods.resume("p", OTHER);
    assertThat(lease(second).token()).isGreaterThan(lease(first).token());
    SegmentWriter stale =
        SegmentWriter.resume(segments, first.log(), WriterOptions.FORKING.under(first.lease()));
    assertThatThrownBy(() -> stale.append(input("late"))).isInstanceOf(LeaseLost.class);
    SegmentWriter live =
        SegmentWriter.resume(segments, second.log(), WriterOptions.FAILING.under(second.lease()));
    live.append(input("b"));
    assertThat(segments.listSegments(SESSION)).hasSize(1);
  }

  @Test
  void aLogThatAnotherPodWritesIsNotResumedBesideIt() {
    RotatedPod begun = begun("p");
    pods.write(PodMetadata.of("q", at(begun.head().address())));
    assertThatThrownBy(() -> pods.resume("q", OTHER)).isInstanceOf(ActiveTurn.class);
  }

  @Test
  void aForkOfALogThatIsLeftIsResumedWithItsScope() {
    RotatedPod begun = begun("p");
    RotatedPod forked =
        pods.rotate(
            PodRotation.fork("p", SegmentFork.atHead(begun.head(), 0).under(begun.lease())));
    threadbase.leases().release(lease(forked));
    ResumedPod resumed = pods.resume("p", OTHER);
    assertThat(resumed.log().head()).isEqualTo(forked.head());
    assertThat(resumed.log().state().podScope()).isEqualTo(scope("/w"));
    segments.appendAll(
        forked.head().address(),
        List.of(input("b")),
        WriteCondition.at(resumed.log().head()).under(resumed.lease()));
  }
}

class SqlitePodResumeTest extends PodResumeContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPodResumeTest extends PodResumeContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
