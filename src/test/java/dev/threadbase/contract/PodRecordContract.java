package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.PodException.InvalidPodName;
import dev.threadbase.PodException.PodChanged;
import dev.threadbase.PodException.PodNotFound;
import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.SegmentException.SessionReferenced;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.PodActiveSegmentRef;
import dev.threadbase.segment.PodMetadata;
import dev.threadbase.segment.PodRecord;
import dev.threadbase.segment.PodSpawnedChild;
import dev.threadbase.segment.PodUpdate;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of pods: written whole, or changed a part at a time. */
abstract class PodRecordContract extends PodContract {

  private static final String FOREIGN =
      """
      {
        "pod_name": "p",
        "peers": [
          "q"
        ],
        "limit": 1.50
      }""";

  /** The three ways to point a pod somewhere. */
  private static final List<PodUpdate> POINTERS =
      List.of(
          PodUpdate.NOTHING.active(at(segment(1))),
          PodUpdate.NOTHING.active(PodActiveSegmentRef.pending(ELSEWHERE)),
          PodUpdate.NOTHING.active(null));

  private static Stream<PodUpdate> pointers() {
    return POINTERS.stream();
  }

  @Test
  void podMetadataMinimalCrud() {
    PodMetadata pending = PodMetadata.of("worker-a", PodActiveSegmentRef.pending(SESSION));
    PodMetadata active =
        new PodMetadata("worker-a", at(segment(1)), List.of(child("b"), child("a")));
    assertThat(pods.readByName("worker-a")).isEmpty();
    assertThat(pods.write(pending).version()).isEqualTo(1);
    assertThat(pods.listNames()).containsExactly("worker-a");
    assertThat(pods.readByName("worker-a").orElseThrow().metadata()).isEqualTo(pending);
    PodRecord replaced = pods.write(active);
    assertThat(replaced.version()).isEqualTo(2);
    reopened();
    assertThat(threadbase.pods().readByName("worker-a")).contains(replaced);
    assertThat(replaced.metadata()).isEqualTo(active);
    pods = threadbase.pods();
    assertThat(pods.write(pending).metadata()).isEqualTo(pending);
    assertThat(pods.deleteByName("worker-a")).isTrue();
    assertThat(pods.readByName("worker-a")).isEmpty();
    assertThat(pods.deleteByName("worker-a")).isFalse();
    assertThat(pods.listNames()).isEmpty();
  }

  @Test
  void namesAreListedInTheOrderOfTheirBytes() {
    List<String> names =
        List.of("B", "Z", "_", "a", "a b", "a\\b", "a\nb", "b", "é", "\uFF5E", "😀");
    names.forEach(name -> pods.write(PodMetadata.of(name, null)));
    assertThat(pods.listNames())
        .containsExactly("B", "Z", "_", "a", "a\nb", "a b", "a\\b", "b", "é", "\uFF5E", "😀");
    names.forEach(name -> assertThat(pods.readByName(name)).isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\0b"})
  void aNameThatIsNoNameOfAFolderIsRefusedEverywhere(String name) {
    List<Runnable> calls =
        List.of(
            () -> pods.write(PodMetadata.of(name, null)),
            () -> pods.readByName(name),
            () -> pods.deleteByName(name),
            () -> pods.update(name, PodUpdate.NOTHING),
            () -> pods.resume(name));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(InvalidPodName.class)
          .hasMessage("invalid pod name: " + name);
    }
    assertThat(pods.listNames()).isEmpty();
  }

  @Test
  void whatCannotBeStoredIsRefusedWithoutBeingQuoted() {
    PodSpawnedChild secret = new PodSpawnedChild("c", "swordfish\0", List.of(), "");
    reserve("p");
    Map<String, List<List<String>>> before = EveryRow.of(database);
    assertThatThrownBy(() -> pods.addChild("p", secret))
        .isInstanceOf(InvalidData.class)
        .hasMessageNotContaining("swordfish");
    assertThatThrownBy(() -> pods.write(PodMetadata.of("\uD800", null)))
        .isInstanceOf(InvalidData.class);
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void aRecordMayPointAtALogThatIsNotThereButNotAtOneInAnotherSession() {
    segments.append(segment(1), start("S"));
    SegmentAddress wrong = new SegmentAddress(ELSEWHERE, segment(1).segmentId());
    pods.write(PodMetadata.of("p", at(segment(2))));
    assertThatThrownBy(() -> pods.write(PodMetadata.of("p", at(wrong))))
        .isInstanceOf(SegmentNotFound.class);
    assertThat(active("p")).isEqualTo(at(segment(2)));
  }

  @ParameterizedTest
  @MethodSource("pointers")
  void activeUpdatesPreserveChildrenAndManifestSnapshot(PodUpdate pointer) {
    segments.append(segment(1), start("S"));
    pods.writeJson(FOREIGN);
    pods.setChildren("p", List.of(child("b"), child("a")));
    PodRecord updated = pods.update("p", pointer);
    PodUpdate.Change.Active wanted = (PodUpdate.Change.Active) pointer.changes().get(0);
    assertThat(updated.metadata())
        .isEqualTo(new PodMetadata("p", wanted.active(), List.of(child("b"), child("a"))));
    assertThat(updated.unknown()).isEqualTo("{\"peers\":[\"q\"],\"limit\":1.50}");
    assertThat(updated.version()).isEqualTo(3);
    assertThat(pods.readByName("p")).contains(updated);
  }

  @Test
  void childUpdatesPreserveActiveAndManifestSnapshot() {
    pods.writeJson(FOREIGN);
    pods.setActive("p", PodActiveSegmentRef.pending(SESSION));
    pods.addChild("p", child("b"));
    pods.addChild("p", child("a"));
    pods.addChild("p", child("c"));
    assertThat(pods.removeChild("p", "a").metadata().spawnedChildren())
        .containsExactly(child("b"), child("c"));
    PodSpawnedChild moved = new PodSpawnedChild("b", "/run/new", List.of(), "/run/parent");
    assertThat(pods.addChild("p", moved).metadata().spawnedChildren())
        .containsExactly(child("c"), moved);
    assertThat(pods.removeChild("p", "nobody").metadata().spawnedChildren())
        .containsExactly(child("c"), moved);
    PodRecord last = pods.setChildren("p", List.of(child("d")));
    assertThat(last.metadata())
        .isEqualTo(new PodMetadata("p", PodActiveSegmentRef.pending(SESSION), List.of(child("d"))));
    assertThat(last.unknown()).isEqualTo("{\"peers\":[\"q\"],\"limit\":1.50}");
    assertThat(pods.readByName("p")).contains(last);
  }

  @Test
  void whatARecordSaysBeyondThisVersionComesBackBehindTheRest() {
    assertThat(pods.writeJson(FOREIGN).toJson()).isEqualTo(FOREIGN);
    assertThat(pods.setActive("p", PodActiveSegmentRef.pending(SESSION)).toJson())
        .isEqualTo(
            FOREIGN.replace(
                "\"p\",",
                "\"p\",\n  \"active\": {\n    \"session_id\": \"" + SESSION + "\"\n  },"));
    PodMetadata plain = PodMetadata.of("p", null);
    assertThat(pods.write(plain).toJson()).isEqualTo(plain.toJson());
  }

  @Test
  void whoExpectsAnotherVersionChangesNothing() {
    reserve("p");
    PodUpdate update = PodUpdate.NOTHING.withChild(child("a"));
    assertThat(pods.update("p", update.expectingVersion(1)).version()).isEqualTo(2);
    Map<String, List<List<String>>> before = EveryRow.of(database);
    assertThatThrownBy(() -> pods.update("p", update.expectingVersion(1)))
        .isInstanceOfSatisfying(
            PodChanged.class,
            changed -> {
              assertThat(changed.expectedVersion()).isEqualTo(1);
              assertThat(changed.actualVersion()).isEqualTo(2);
            })
        .hasMessage("pod p changed: expected version 1, actual version 2");
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void aPodThatIsNotThereIsNotUpdated() {
    for (PodUpdate update :
        List.of(PodUpdate.NOTHING, PodUpdate.NOTHING.withChild(child("a")).expectingVersion(1))) {
      assertThatThrownBy(() -> pods.update("p", update))
          .isInstanceOf(PodNotFound.class)
          .hasMessage("pod not found: p");
    }
    assertThat(pods.listNames()).isEmpty();
  }

  @Test
  void aPodIsPointedOnlyAtALogThatIsThere() {
    segments.append(segment(1), start("S"));
    reserve("p");
    threads.createThread(
        ThreadMeta.builder(segment(3).threadId()).sessionId(SESSION.toString()).build());
    for (SegmentAddress wrong :
        List.of(segment(2), segment(3), new SegmentAddress(ELSEWHERE, segment(1).segmentId()))) {
      assertThatThrownBy(() -> pods.setActive("p", at(wrong)))
          .isInstanceOf(SegmentNotFound.class)
          .hasMessage("segment not found: " + wrong.segmentId());
    }
    assertThat(active("p")).isEqualTo(PodActiveSegmentRef.pending(SESSION));
    assertThat(pods.setActive("p", at(segment(1))).metadata().active()).isEqualTo(at(segment(1)));
  }

  @Test
  void aSessionAtWhichAPodPointsIsNotDeleted() {
    segments.append(segment(1), start("S"));
    for (PodActiveSegmentRef place :
        List.of(at(segment(1)), at(segment(2)), PodActiveSegmentRef.pending(SESSION))) {
      pods.write(PodMetadata.of("p", place));
      assertThatThrownBy(() -> segments.deleteSession(SESSION, false))
          .isInstanceOf(SessionReferenced.class)
          .hasMessageContaining("pod p");
      assertThat(segments.deleteSession(SESSION, true).references()).containsExactly("pod p");
    }
    pods.setActive("p", null);
    assertThat(segments.deleteSession(SESSION, false).deleted()).isTrue();
    assertThatThrownBy(() -> pods.setActive("p", at(segment(1))))
        .isInstanceOf(SegmentNotFound.class);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void deletingAPodLeavesItsLogsAndTheOtherPods() {
    segments.append(segment(1), start("S"));
    pods.write(new PodMetadata("p", at(segment(1)), List.of(child("a"))));
    pods.write(new PodMetadata("q", at(segment(1)), List.of(child("a"))));
    pods.deleteByName("p");
    assertThat(segments.readEntryCount(segment(1))).isEqualTo(1);
    assertThat(pods.readByName("q").orElseThrow().metadata().spawnedChildren()).hasSize(1);
  }
}

class SqlitePodRecordTest extends PodRecordContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPodRecordTest extends PodRecordContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
