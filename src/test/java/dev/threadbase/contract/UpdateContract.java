package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.ThreadbaseException.VersionConflict;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Title;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changing a thread's metadata: all of it, or field by field. */
abstract class UpdateContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

  final SettableClock clock = new SettableClock(NOON);

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.clock(clock);
  }

  @Test
  void newTitleKeepsTheUpdateTime() {
    ThreadMeta made = begin("a");
    clock.advance(Duration.ofHours(1));
    Title title = Title.of("Tea", "host");
    ThreadMeta titled = threads.updateThread(made.toBuilder().title(title).build());
    assertThat(titled.title()).isEqualTo(title);
    assertThat(titled.updatedAt()).isEqualTo(NOON);
    assertThat(threads.thread("a")).isEqualTo(titled);
  }

  @Test
  void fullReplacementWithoutAnUpdateTimeIsUpdatedNow() {
    ThreadMeta made = begin("a");
    Instant later = clock.advance(Duration.ofHours(1));
    ThreadMeta replaced = threads.updateThread(made.toBuilder().updatedAt(null).build());
    assertThat(replaced.updatedAt()).isEqualTo(later);
    assertThat(threads.thread("a").updatedAt()).isEqualTo(later);
  }

  @Test
  void fullReplacementReplacesEveryField() {
    begin("a");
    Entry leaf = say("a", "one");
    ThreadMeta wanted =
        threads.thread("a").toBuilder()
            .parentThreadId("owner")
            .forkedFromThreadId("source")
            .forkedFromEntryId("entry")
            .title(new Title("t", "ready", "host", NOON, "e"))
            .archived(true)
            .status("s")
            .workspace("w")
            .channel("c")
            .vendor("v")
            .endpoint("e")
            .model("m")
            .metadata(Map.of("k", "v"))
            .createdAt(NOON.minusSeconds(1))
            .updatedAt(NOON.minusSeconds(2))
            .lastViewedAt(NOON.minusSeconds(3))
            .build();
    ThreadMeta stored = threads.updateThread(wanted);
    assertThat(stored).usingRecursiveComparison().ignoringFields("version").isEqualTo(wanted);
    assertThat(threads.thread("a")).isEqualTo(stored);
    assertThat(threads.path("a")).containsExactly(leaf);
  }

  @Test
  void fullReplacementClearsWhatIsNotGiven() {
    threads.createThread(
        ThreadMeta.builder("a")
            .title(Title.of("t", "host"))
            .archived(true)
            .workspace("w")
            .metadata(Map.of("k", "v"))
            .build());
    ThreadMeta cleared = threads.updateThread(ThreadMeta.builder("a").build());
    assertThat(cleared.title()).isEqualTo(Title.NONE);
    assertThat(cleared.archived()).isFalse();
    assertThat(cleared.workspace()).isNull();
    assertThat(cleared.metadata()).isEmpty();
  }

  @Test
  void fullReplacementFromAnOldLeafIsRefused() {
    begin("a");
    say("a", "one");
    ThreadMeta old = threads.thread("a");
    say("a", "two");
    ThreadMeta before = threads.thread("a");
    assertThatThrownBy(() -> threads.updateThread(old.toBuilder().status("lost").build()))
        .isInstanceOfSatisfying(
            HeadMoved.class,
            moved -> {
              assertThat(moved.threadId()).isEqualTo("a");
              assertThat(moved.expectedLeafId()).isEqualTo("one");
              assertThat(moved.actualLeafId()).isEqualTo("two");
            });
    assertThat(threads.thread("a")).isEqualTo(before);
  }

  @Test
  void fullReplacementNeverMovesTheHead() {
    begin("a");
    say("a", "one");
    say("a", "two");
    ThreadMeta back = threads.thread("a").toBuilder().leafId("one").build();
    assertThatThrownBy(() -> threads.updateThread(back)).isInstanceOf(HeadMoved.class);
    assertThat(ids(threads.path("a"))).containsExactly("one", "two");
  }

  @Test
  void fullReplacementDoesNotTakeWhatIsTheStores() {
    ThreadMeta made = begin("a");
    threads.updateThread("a", ThreadUpdate.NOTHING.status("busy"));
    ThreadMeta replaced = threads.updateThread(made.toBuilder().sessionId("other").build());
    assertThat(replaced.version()).isEqualTo(2);
    assertThat(replaced.sessionId()).isEqualTo(made.sessionId());
    assertThat(replaced.headSegmentId()).isEqualTo(made.headSegmentId());
  }

  @Test
  void replacingAnUnknownThreadIsRefused() {
    assertThatThrownBy(() -> threads.updateThread(ThreadMeta.builder("none").build()))
        .isInstanceOf(ThreadNotFound.class);
  }

  @Test
  void fieldUpdateChangesOnlyWhatItNames() {
    ThreadMeta made =
        threads.createThread(ThreadMeta.builder("a").workspace("w").model("m").build());
    clock.advance(Duration.ofHours(1));
    ThreadMeta updated = threads.updateThread("a", ThreadUpdate.NOTHING.status("busy"));
    assertThat(updated)
        .usingRecursiveComparison()
        .ignoringFields("status", "version")
        .isEqualTo(made);
    assertThat(updated.status()).isEqualTo("busy");
    assertThat(updated.version()).isEqualTo(1);
  }

  @Test
  void fieldUpdateSetsEveryFieldThatItNames() {
    begin("a");
    Title title = new Title("t", "ready", "provider", NOON, "e");
    ThreadUpdate everything =
        ThreadUpdate.NOTHING
            .title(title)
            .archived(true)
            .leaseRequired(true)
            .status("s")
            .workspace("w")
            .channel("c")
            .vendor("v")
            .endpoint("e")
            .model("m")
            .metadata(Map.of("k", "v"))
            .updatedAt(NOON.plusSeconds(1))
            .lastViewedAt(NOON.plusSeconds(2));
    assertThat(everything.values()).containsOnlyKeys(ThreadUpdate.Field.values());
    ThreadMeta updated = threads.updateThread("a", everything);
    assertThat(updated.title()).isEqualTo(title);
    assertThat(updated.archived()).isTrue();
    assertThat(updated.leaseRequired()).isTrue();
    assertThat(List.of(updated.status(), updated.workspace(), updated.channel()))
        .containsExactly("s", "w", "c");
    assertThat(List.of(updated.vendor(), updated.endpoint(), updated.model()))
        .containsExactly("v", "e", "m");
    assertThat(updated.metadata()).isEqualTo(Map.of("k", "v"));
    assertThat(updated.updatedAt()).isEqualTo(NOON.plusSeconds(1));
    assertThat(updated.lastViewedAt()).isEqualTo(NOON.plusSeconds(2));
    assertThat(threads.thread("a")).isEqualTo(updated);
  }

  @Test
  void fieldUpdateClearsAFieldThatItSetsToNull() {
    threads.createThread(ThreadMeta.builder("a").workspace("w").lastViewedAt(NOON).build());
    ThreadMeta updated =
        threads.updateThread("a", ThreadUpdate.NOTHING.workspace(null).lastViewedAt(null));
    assertThat(updated.workspace()).isNull();
    assertThat(updated.lastViewedAt()).isNull();
  }

  @Test
  void fieldUpdateFromAnOldCopyKeepsTheHead() {
    begin("a");
    say("a", "one");
    threads.updateThread("a", ThreadUpdate.NOTHING.archived(true));
    assertThat(threads.thread("a").leafId()).isEqualTo("one");
    assertThat(ids(threads.path("a"))).containsExactly("one");
  }

  @Test
  void fieldUpdateThatExpectsAnotherVersionIsRefused() {
    begin("a");
    threads.updateThread("a", ThreadUpdate.NOTHING.status("one").expectingVersion(0));
    ThreadMeta before = threads.thread("a");
    ThreadUpdate late = ThreadUpdate.NOTHING.status("two").expectingVersion(0);
    assertThatThrownBy(() -> threads.updateThread("a", late))
        .isInstanceOfSatisfying(
            VersionConflict.class,
            conflict -> {
              assertThat(conflict.threadId()).isEqualTo("a");
              assertThat(conflict.expectedVersion()).isZero();
              assertThat(conflict.actualVersion()).isEqualTo(1);
            });
    assertThat(threads.thread("a")).isEqualTo(before);
  }

  @Test
  void appendsAndMovesDoNotCountAsChangesOfTheMetadata() {
    begin("a");
    say("a", "one");
    threads.moveLeaf("a", null);
    assertThat(threads.thread("a").version()).isZero();
  }

  @Test
  void fieldUpdateOfAnUnknownThreadIsRefused() {
    assertThatThrownBy(() -> threads.updateThread("none", ThreadUpdate.NOTHING.status("s")))
        .isInstanceOf(ThreadNotFound.class);
    assertThatThrownBy(() -> threads.updateThread("none", ThreadUpdate.NOTHING.expectingVersion(0)))
        .isInstanceOf(ThreadNotFound.class);
  }
}

class SqliteUpdateTest extends UpdateContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresUpdateTest extends UpdateContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
