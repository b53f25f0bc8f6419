package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.PodException.PodChanged;
import dev.threadbase.PodException.PodInactive;
import dev.threadbase.PodException.PodMoved;
import dev.threadbase.PodException.PodNotFound;
import dev.threadbase.PodException.PodPending;
import dev.threadbase.SegmentException.LogCorrupt;
import dev.threadbase.SegmentException.SegmentExists;
import dev.threadbase.SegmentException.SegmentNotFound;
import dev.threadbase.SegmentException.TurnNotFound;
import dev.threadbase.SegmentHeadMoved;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.segment.PodRotation;
import dev.threadbase.segment.PodWriter;
import dev.threadbase.segment.RotatedPod;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.segment.SegmentFork;
import dev.threadbase.segment.SegmentHead;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotations that fail leave everything as it was, wherever they fail. */
abstract class PodAtomicityContract extends PodContract {

  private RotatedPod begun;
  private SegmentHead head;

  @BeforeEach
  void begin() {
    begun = begun("p");
    head = begun.head();
  }

  private PodRotation compaction() {
    return PodRotation.compaction("p", head, PROMPT, 0).under(begun.lease());
  }

  private PodRotation fork() {
    return PodRotation.fork("p", SegmentFork.atHead(head, 0).under(begun.lease()));
  }

  private void assertRefused(PodRotation rotation, Class<? extends Throwable> refusal) {
    Map<String, List<List<String>>> before = EveryRow.of(database);
    assertThatThrownBy(() -> pods.rotate(rotation)).isInstanceOf(refusal);
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  /** Has the database refuse a kind of write, as if it broke down there. */
  private void breakAt(String write) throws Exception {
    String table = write.substring(write.lastIndexOf(' ') + 1);
    String body =
        database.isPostgres()
            ? " FOR EACH STATEMENT EXECUTE FUNCTION refuse_update()"
            : " BEGIN SELECT RAISE(ABORT, 'broken'); END";
    Sql.run(database, "CREATE TRIGGER broken_" + table + " BEFORE " + write + body);
  }

  private void mend(String write) throws Exception {
    String table = write.substring(write.lastIndexOf(' ') + 1);
    String on = database.isPostgres() ? " ON " + table : "";
    Sql.run(database, "DROP TRIGGER broken_" + table + on);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE ON turn_leases",
        "INSERT ON segments",
        "INSERT ON threads",
        "INSERT ON entries",
        "UPDATE ON pods",
        "INSERT ON turn_leases"
      })
  void whereverARotationBreaksOffEverythingIsAsItWas(String write) throws Exception {
    for (PodRotation rotation : List.of(compaction(), fork())) {
      breakAt(write);
      assertRefused(rotation, StoreUnavailable.class);
      mend(write);
      assertThat(threadbase.leases().active(head.address().threadId())).contains(lease(begun));
    }
    RotatedPod rotated = pods.rotate(compaction());
    assertThat(active("p")).isEqualTo(at(rotated.head().address()));
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aSegmentThatIsTakenIsNotWrittenOver() {
    segments.append(segment(7), start("S"));
    assertRefused(compaction().as(segment(7).segmentId()), SegmentExists.class);
    assertRefused(fork().as(segment(7).segmentId()), SegmentExists.class);
    reserve("q");
    assertRefused(
        PodRotation.first("q", SESSION, PROMPT).as(segment(7).segmentId()), SegmentExists.class);
  }

  @Test
  void anEntryThatCannotBeStoredRefusesTheWholeRotation() {
    assertRefused(compaction().goingOnWith(List.of(input("half \uD800"))), InvalidData.class);
    assertRefused(fork().goingOnWith(List.of(input("half \uD800"))), InvalidData.class);
  }

  @Test
  void aVersionThatHasPassedIsRefused() {
    pods.addChild("p", child("c"));
    assertRefused(compaction().expectingVersion(2), PodChanged.class);
    assertThat(pods.rotate(compaction().expectingVersion(3)).pod().metadata().spawnedChildren())
        .containsExactly(child("c"));
  }

  @Test
  void aPodIsMovedOnlyFromWhereItIs() {
    segments.append(segment(7), start("S"));
    TurnLease lease = begun.lease();
    assertRefused(PodRotation.first("p", SESSION, PROMPT), PodMoved.class);
    assertRefused(
        PodRotation.compaction("p", segments.head(segment(7)), PROMPT, 0), PodMoved.class);
    assertRefused(PodRotation.compaction("q", head, PROMPT, 0).under(lease), PodNotFound.class);
    reserve("q");
    assertRefused(PodRotation.compaction("q", head, PROMPT, 0).under(lease), PodPending.class);
    assertRefused(PodRotation.first("q", ELSEWHERE, PROMPT), PodMoved.class);
    pods.setActive("q", null);
    assertRefused(PodRotation.first("q", SESSION, PROMPT), PodInactive.class);
    assertRefused(PodRotation.compaction("q", head, PROMPT, 0).under(lease), PodInactive.class);
  }

  @Test
  void aSummaryOfALogThatWentOnIsRefused() {
    segments.append(head.address(), input("foreign"));
    assertRefused(compaction(), SegmentHeadMoved.class);
  }

  @Test
  void aForkNeedsItsSourceItsTurnAndItsEnd() {
    SegmentAddress missing = segment(8);
    SegmentHead elsewhere = segments.append(segment(7), start("S"));
    pods.setActive("p", at(segment(7)));
    SegmentHead never = new SegmentHead(segment(7), 9, "no entry of it");
    assertRefused(PodRotation.fork("p", SegmentFork.at(missing, 0)), SegmentNotFound.class);
    assertRefused(
        PodRotation.fork("p", SegmentFork.strictlyAt(elsewhere.address(), 5)), TurnNotFound.class);
    assertRefused(PodRotation.fork("p", SegmentFork.atHead(never, 0)), SegmentHeadMoved.class);
  }

  @Test
  void aLogWhoseScopeCannotBeReadIsNotLeftWithoutOne() throws Exception {
    String log = head.address().threadId();
    new Damage(database)
        .run("UPDATE entries SET payload = '{}' WHERE segment_id = '" + log + "' AND seq = 1");
    assertRefused(compaction(), LogCorrupt.class);
    RotatedPod rotated = pods.rotate(compaction().scoped(scope("/w")));
    assertThat(segments.restore(rotated.head().address()).podScope()).isEqualTo(scope("/w"));
  }

  @Test
  void whatNoRotationCanBeIsMisuse() {
    PodRotation first = PodRotation.first("q", SESSION, PROMPT);
    PodWriter nobody = new PodWriter(" ", "me", TTL);
    assertRefused(first.leasedTo(nobody), IllegalArgumentException.class);
    assertRefused(first.leasedTo(ME.lasting(Duration.ZERO)), IllegalArgumentException.class);
    assertThatThrownBy(() -> first.under(begun.lease()))
        .isInstanceOf(IllegalArgumentException.class);
    SegmentHead other = segments.append(segment(7), start("S"));
    assertRefused(
        PodRotation.compaction("p", other, PROMPT, 0).under(begun.lease()),
        IllegalArgumentException.class);
  }
}

class SqlitePodAtomicityTest extends PodAtomicityContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPodAtomicityTest extends PodAtomicityContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
