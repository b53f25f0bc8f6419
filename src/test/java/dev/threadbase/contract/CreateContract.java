package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.ThreadbaseException.InvalidParent;
import dev.threadbase.ThreadbaseException.ThreadExists;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Title;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Creating and reading threads. */
abstract class CreateContract extends Contract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

  final SettableClock clock = new SettableClock(NOON);

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.clock(clock);
  }

  @Test
  void newThreadHasAnEmptyPath() {
    ThreadMeta made = begin("a");
    assertThat(made.leafId()).isNull();
    assertThat(made.headLength()).isZero();
    assertThat(made.entryCount()).isZero();
    assertThat(made.version()).isZero();
    assertThat(made.lastActiveAt()).isNull();
    assertThat(threads.path("a")).isEmpty();
    assertThat(threads.entries("a")).isEmpty();
    assertThat(threads.thread("a")).isEqualTo(made);
    assertThat(threads.findThread("a")).contains(made);
  }

  @Test
  void makesAnIdWhenNoneIsGiven() {
    ThreadMeta one = threads.createThread(ThreadMeta.builder().build());
    ThreadMeta other = threads.createThread(ThreadMeta.builder().build());
    assertThat(one.id()).isNotEmpty().isNotEqualTo(other.id());
    assertThat(threads.thread(one.id())).isEqualTo(one);
  }

  @Test
  void refusesAnIdThatIsTaken() {
    begin("a");
    say("a", "one");
    ThreadMeta before = threads.thread("a");
    ThreadMeta again = ThreadMeta.builder("a").workspace("elsewhere").sessionId("s").build();
    assertThatThrownBy(() -> threads.createThread(again))
        .isInstanceOfSatisfying(
            ThreadExists.class, refused -> assertThat(refused.threadId()).isEqualTo("a"));
    assertThat(threads.thread("a")).isEqualTo(before);
    assertThat(ids(threads.path("a"))).containsExactly("one");
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM sessions")).isEqualTo(1);
  }

  @Test
  void creationTimeIsTheUpdateTimeTooAndAGivenUpdateTimeIsDropped() {
    Instant created = Instant.parse("2020-01-02T03:04:05.000000006Z");
    ThreadMeta made =
        threads.createThread(ThreadMeta.builder("a").createdAt(created).updatedAt(NOON).build());
    assertThat(made.createdAt()).isEqualTo(created);
    assertThat(made.updatedAt()).isEqualTo(created);
  }

  @Test
  void takesTheClockWhenNoCreationTimeIsGiven() {
    ThreadMeta made = begin("a");
    assertThat(made.createdAt()).isEqualTo(NOON);
    assertThat(made.updatedAt()).isEqualTo(NOON);
  }

  @Test
  void storesEveryValueAsGiven() {
    Title title = new Title("a title", "failed", "provider", NOON.minusSeconds(5), "no luck");
    ThreadMeta given =
        ThreadMeta.builder("a")
            .sessionId("family")
            .parentThreadId("owner")
            .forkedFromThreadId("source")
            .forkedFromEntryId("source-entry")
            .title(title)
            .archived(true)
            .status("waiting for godot")
            .workspace("/home/me")
            .channel("chat-1")
            .vendor("a vendor")
            .endpoint("https://example.org/v1")
            .model("m-1")
            .metadata(Map.of("b", "2", "a", ""))
            .createdAt(NOON)
            .lastViewedAt(NOON.plusNanos(1))
            .build();
    threads.createThread(given);
    ThreadMeta stored = threads.thread("a");
    assertThat(stored)
        .usingRecursiveComparison()
        .ignoringFields("headSegmentId", "updatedAt")
        .isEqualTo(given);
    assertThat(stored.headSegmentId()).isNotNull();
  }

  @Test
  void danglingLeafIsStoredAndFoundOutByWhoeverUsesIt() {
    threads.createThread(ThreadMeta.builder("a").leafId("nowhere").build());
    assertThat(threads.thread("a").leafId()).isEqualTo("nowhere");
    assertThatThrownBy(() -> threads.path("a"))
        .isInstanceOfSatisfying(
            EntryNotFound.class, broken -> assertThat(broken.entryId()).isEqualTo("nowhere"));
    assertThatThrownBy(() -> say("a", "one")).isInstanceOf(InvalidParent.class);
    assertThatThrownBy(() -> threads.fork(ForkOptions.of("a"))).isInstanceOf(EntryNotFound.class);
    assertThat(threads.entries("a")).isEmpty();
    threads.moveLeaf("a", null);
    say("a", "one");
    assertThat(ids(threads.path("a"))).containsExactly("one");
  }

  @Test
  void joinsTheSessionItNamesAndMakesItWhenItIsMissing() {
    ThreadMeta first = threads.createThread(ThreadMeta.builder("a").sessionId("family").build());
    ThreadMeta second = threads.createThread(ThreadMeta.builder("b").sessionId("family").build());
    ThreadMeta alone = begin("c");
    assertThat(first.sessionId()).isEqualTo("family");
    assertThat(second.sessionId()).isEqualTo("family");
    assertThat(alone.sessionId()).isNotEmpty().isNotEqualTo("family");
    assertThat(threadbase.lineage().session("family").threads()).containsExactly(first, second);
  }

  @Test
  void idsThatLookAlikeAreDifferentThreads() {
    List<String> alike = List.of("a", " a", "a ", "A", "a/b", "a_b", "a%b", "a.b", "ä", "a\u0308");
    for (String id : alike) {
      begin(id);
      say(id, "in " + id);
    }
    for (String id : alike) {
      assertThat(threads.thread(id).id()).isEqualTo(id);
      assertThat(ids(threads.path(id))).containsExactly("in " + id);
    }
  }

  @Test
  void unknownThreadIsNotFound() {
    assertThatThrownBy(() -> threads.thread("none"))
        .isInstanceOfSatisfying(
            ThreadNotFound.class, missing -> assertThat(missing.threadId()).isEqualTo("none"));
    assertThat(threads.findThread("none")).isEmpty();
  }

  @Test
  void whatWasCreatedIsThereAfterReopening() {
    ThreadMeta made =
        threads.createThread(ThreadMeta.builder("a").metadata(Map.of("k", "v")).build());
    assertThat(reopened().threads().thread("a")).isEqualTo(made);
  }
}

class SqliteCreateTest extends CreateContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresCreateTest extends CreateContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
