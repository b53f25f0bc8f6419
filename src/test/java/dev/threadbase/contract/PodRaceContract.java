package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.PodException.PodChanged;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.segment.PodRecord;
import dev.threadbase.segment.PodRotation;
import dev.threadbase.segment.PodSpawnedChild;
import dev.threadbase.segment.PodUpdate;
import dev.threadbase.segment.PodWriter;
import dev.threadbase.segment.ResumedPod;
import dev.threadbase.segment.RotatedPod;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.Outcome;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pods that several change, move, resume or delete at the same moment. */
abstract class PodRaceContract extends PodContract {

  private static final int ROUNDS = 35;

  @Test
  void noChildIsLostHoweverManyAreAddedAtOnce() {
    segments.append(segment(1), start("S"));
    reserve("p");
    int members = 8;
    int each = 12;
    Crowd.run(
        members,
        member -> {
          for (int i = 0; i < each; i++) {
            pods.addChild("p", child(member + "." + i));
            pods.setActive("p", i % 2 == 0 ? at(segment(1)) : null);
          }
          return member;
        });
    PodRecord pod = pods.readByName("p").orElseThrow();
    assertThat(pod.metadata().spawnedChildren())
        .extracting(PodSpawnedChild::podName)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, members)
                .boxed()
                .flatMap(member -> IntStream.range(0, each).mapToObj(i -> member + "." + i))
                .toList());
    assertThat(pod.version()).isEqualTo(1 + 2 * members * each);
  }

  @Test
  void ofThoseWhoExpectOneVersionOneChangesIt() {
    reserve("p");
    List<Boolean> changed =
        Crowd.run(
            6,
            member -> {
              try {
                PodUpdate add = PodUpdate.NOTHING.withChild(child("c" + member));
                pods.update("p", add.expectingVersion(1));
                return true;
              } catch (PodChanged late) {
                return false;
              }
            });
    assertThat(changed).containsOnlyOnce(true);
    assertThat(pods.readByName("p").orElseThrow().metadata().spawnedChildren()).hasSize(1);
  }

  @Test
  void recordsThatAreWrittenAndDeletedAtOnceAreWholeOrGone() {
    PodMetadata two = new PodMetadata("p", null, List.of(child("a"), child("b")));
    Crowd.run(
        6,
        member -> {
          for (int i = 0; i < 20; i++) {
            if (member % 3 == 0) {
              pods.deleteByName("p");
            } else {
              pods.write(two);
              pods.readByName("p").ifPresent(pod -> assertThat(pod.metadata()).isEqualTo(two));
            }
          }
          return member;
        });
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aRecordThatComesWhileItsNameIsDeletedIsWholeOrGone() {
    PodMetadata one = new PodMetadata("p", null, List.of(child("a")));
    for (int round = 0; round < 5 * ROUNDS; round++) {
      pods.deleteByName("p");
      List<Boolean> deleted =
          Crowd.run(
              2,
              member -> {
                if (member == 0) {
                  return pods.deleteByName("p");
                }
                return pods.write(one).metadata().equals(one);
              });
      assertThat(pods.readByName("p").isEmpty()).isEqualTo(deleted.get(0));
    }
  }

  /** Lets something point at the session while it is deleted; says what became of both. */
  private Set<List<String>> deletedBeside(Runnable pointing) {
    Set<List<String>> seen = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      pods.write(PodMetadata.of("p", null));
      segments.createSegment(segment(1), List.of(start("S")));
      seen.add(
          Crowd.run(
              2,
              member ->
                  Outcome.of(
                      member == 0 ? pointing : () -> segments.deleteSession(SESSION, false))));
      boolean left = segments.exists(segment(1));
      pods.deleteByName("p");
      if (left) {
        segments.deleteSession(SESSION, false);
      }
    }
    return seen;
  }

  @Test
  void aPodIsPointedAtALogOrTheSessionIsDeletedNeverBoth() {
    assertThat(deletedBeside(() -> pods.setActive("p", at(segment(1)))))
        .isSubsetOf(
            Set.of(List.of("done", "SessionReferenced"), List.of("SegmentNotFound", "done")));
  }

  @Test
  void ofWritersWhoMoveAPodFromOnePlaceOneMovesIt() {
    for (int round = 0; round < 10; round++) {
      pods.deleteByName("p");
      reserve("p");
      RotatedPod from = pods.rotate(PodRotation.first("p", SESSION, PROMPT).scoped(scope("/w")));
      int logs = segments.listSegments(SESSION).size();
      List<String> outcomes =
          Crowd.run(
              4,
              member -> {
                PodWriter writer = PodWriter.of("life", "owner " + member);
                PodRotation next = PodRotation.compaction("p", from.head(), PROMPT, 0);
                return Outcome.of(() -> pods.rotate(next.leasedTo(writer)));
              });
      assertThat(outcomes).containsOnlyOnce("done");
      assertThat(outcomes).filteredOn("PodMoved"::equals).hasSize(3);
      assertThat(segments.listSegments(SESSION)).hasSize(logs + 1);
    }
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void ofThoseWhoResumeAPodOneGetsTheLease() {
    SegmentAddress log = begun("p").head().address();
    for (int round = 0; round < 10; round++) {
      leaseClock.advance(TTL);
      List<String> outcomes =
          Crowd.run(
              4,
              member -> {
                PodWriter writer = new PodWriter("life", "owner " + member, TTL);
                return Outcome.of(() -> pods.resume("p", writer));
              });
      assertThat(outcomes).containsOnlyOnce("done");
      assertThat(outcomes).filteredOn("ActiveTurn"::equals).hasSize(3);
      assertThat(threadbase.leases().active(log.threadId())).isPresent();
    }
  }

  @Test
  void aPodThatIsResumedIsNotMovedByOthersNorTheOtherWayRound() {
    Set<List<String>> seen = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      pods.deleteByName("p");
      reserve("p");
      RotatedPod from = pods.rotate(PodRotation.first("p", SESSION, PROMPT).scoped(scope("/w")));
      PodRotation next = PodRotation.compaction("p", from.head(), PROMPT, 0);
      List<String> outcomes =
          Crowd.run(
              2,
              member ->
                  Outcome.of(member == 0 ? () -> pods.resume("p", ME) : () -> pods.rotate(next)));
      String log = active("p").segmentId().toString();
      assertThat(threadbase.leases().active(log)).as("%s", outcomes).isPresent();
      seen.add(outcomes);
    }
    assertThat(seen).isSubsetOf(Set.of(List.of("done", "ActiveTurn"), List.of("done", "done")));
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aPodThatIsResumedWhileItIsWrittenHasTheChildrenOfItsVersion() {
    SegmentAddress log = begun("p").head().address();
    leaseClock.advance(TTL);
    for (int round = 0; round < 4 * ROUNDS; round++) {
      Crowd.run(
          2,
          member -> {
            if (member == 0) {
              for (int i = 0; i < 4; i++) {
                long next = pods.readByName("p").orElseThrow().version() + 1;
                pods.update("p", PodUpdate.NOTHING.children(List.of(child("of " + next))));
              }
              return member;
            }
            ResumedPod resumed = pods.resume("p", ME);
            threadbase.leases().release(Objects.requireNonNull(resumed.lease()));
            PodRecord pod = resumed.pod();
            assertThat(pod.metadata().spawnedChildren())
                .allMatch(child -> child.podName().equals("of " + pod.version()));
            return member;
          });
    }
    assertThat(active("p")).isEqualTo(at(log));
  }
}

class SqlitePodRaceTest extends PodRaceContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPodRaceTest extends PodRaceContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
