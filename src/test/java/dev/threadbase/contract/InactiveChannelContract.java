package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.conversation.ConversationStore;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.message.Message;
import dev.threadbase.pool.Channels;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.transfer.ImportOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What else ends it that a conversation is the active one of its channel, and what does not. */
abstract class InactiveChannelContract extends Contract {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
  private Channels channels;

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.clock(clock);
  }

  @BeforeEach
  void makeOneActive() {
    channels = threadbase.channels();
    channels.create(room("a"));
    say("a", "one");
  }

  private static ThreadMeta room(String id) {
    return ThreadMeta.builder(id).channel("room").build();
  }

  private void assertNoneActive() {
    assertThat(channels.active("room")).isEmpty();
    assertThat(
            Sql.number(database, "SELECT COUNT(*) FROM threads WHERE active_channel IS NOT NULL"))
        .isZero();
  }

  private void assertActive(String id) {
    assertThat(channels.active("room")).contains(threads.thread(id));
  }

  static Stream<ThreadUpdate> endings() {
    return Stream.of(
        ThreadUpdate.NOTHING.archived(true),
        ThreadUpdate.NOTHING.archived(true).channel("room"),
        ThreadUpdate.NOTHING.archived(true).channel("other").status("done"),
        ThreadUpdate.NOTHING.archived(false).channel("other"),
        ThreadUpdate.NOTHING.channel("other"),
        ThreadUpdate.NOTHING.channel(""),
        ThreadUpdate.NOTHING.channel(null));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void anUpdateEndsIt(ThreadUpdate update) {
    threads.updateThread("a", update);
    assertNoneActive();
    assertThat(channels.active("other")).isEmpty();
    channels.create(room("b"));
    threads.updateThread("a", ThreadUpdate.NOTHING.channel("room").archived(false));
    assertThat(threads.thread("a").archived()).isFalse();
    assertActive("b");
  }

  static Stream<ThreadUpdate> otherUpdates() {
    return Stream.of(
        ThreadUpdate.NOTHING,
        ThreadUpdate.NOTHING.model("m-large"),
        ThreadUpdate.NOTHING.channel("room"),
        ThreadUpdate.NOTHING.archived(false),
        ThreadUpdate.NOTHING.archived(false).channel("room").leaseRequired(true));
  }

  @ParameterizedTest
  @MethodSource("otherUpdates")
  void otherUpdatesLeaveItActive(ThreadUpdate update) {
    threads.updateThread("a", update);
    assertActive("a");
  }

  static Stream<UnaryOperator<ThreadMeta>> replacements() {
    return Stream.of(
        thread -> thread.toBuilder().archived(true).build(),
        thread -> thread.toBuilder().channel("other").build(),
        thread -> thread.toBuilder().channel("other").archived(true).build(),
        thread -> thread.toBuilder().channel(null).build());
  }

  @ParameterizedTest
  @MethodSource("replacements")
  void aReplacementEndsIt(UnaryOperator<ThreadMeta> change) {
    threads.updateThread(change.apply(threads.thread("a")));
    assertNoneActive();
    channels.create(room("b"));
    threads.updateThread(threads.thread("a").toBuilder().channel("room").archived(false).build());
    assertActive("b");
  }

  @Test
  void anotherReplacementLeavesItActive() {
    threads.updateThread(threads.thread("a").toBuilder().status("busy").build());
    assertActive("a");
  }

  @Test
  void appendsMovesAndTurnsLeaveItActive() {
    say("a", "two");
    threads.moveLeaf("a", "one");
    say("a", "three");
    TurnLease lease = ((Acquired) threadbase.leases().tryAcquire("a", "t")).lease();
    threadbase.leases().release(lease);
    ConversationStore conversations = threadbase.conversations();
    conversations.save(conversations.load("a").withMessage(Message.user("four")));
    assertActive("a");
  }

  @Test
  void deletionEndsItAndRestoringDoesNotBringItBack() {
    ConversationStore conversations = threadbase.conversations();
    conversations.delete("a");
    assertNoneActive();
    channels.create(room("b"));
    assertThat(conversations.restore("a")).isTrue();
    assertThat(threads.thread("a").archived()).isFalse();
    assertActive("b");
    channels.archive("b");
    assertThat(channels.resolve(room("c")).id()).isEqualTo("c");
  }

  @Test
  void cleaningUpAndPurgingEndIt() {
    channels.create(ThreadMeta.builder("quiet").channel("hall").build());
    clock.advance(Duration.ofDays(2));
    assertThat(threadbase.conversations().cleanupOlderThan(clock.instant())).isEqualTo(1);
    assertThat(channels.active("room")).isEmpty();
    assertThat(channels.active("hall")).isPresent();
    clock.advance(Duration.ofDays(40));
    assertThat(threadbase.conversations().purge(null)).isEqualTo(1);
    assertThat(channels.resolve(room("b")).id()).isEqualTo("b");
  }

  /** An export says nothing of what is active; a newer copy of a thread leaves it as it is. */
  @Test
  void anImportedCopyIsNotActiveAndOneThatGrowsStaysIt(@TempDir Path folder) {
    Path file = folder.resolve("session.jsonl");
    try (TestDatabase other = create();
        Threadbase target = Threadbase.open(other.config())) {
      copy(target, file);
      assertThat(target.threads().thread("a").channel()).isEqualTo("room");
      assertThat(target.channels().active("room")).isEmpty();
      target.channels().create(room("b"));
      say("a", "two");
      copy(target, file);
      assertThat(target.channels().active("room").orElseThrow().id()).isEqualTo("b");
      target.channels().activate("a");
      say("a", "three");
      channels.archive("a");
      copy(target, file);
      assertThat(target.channels().active("room")).contains(target.threads().thread("a"));
      assertThat(ids(target.threads().path("a"))).containsExactly("one", "two", "three");
    }
  }

  private void copy(Threadbase target, Path file) {
    threadbase.exporter().export("a", "native", file);
    target.importer().importFile(file, ImportOptions.DEFAULT);
  }
}

class SqliteInactiveChannelTest extends InactiveChannelContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresInactiveChannelTest extends InactiveChannelContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
