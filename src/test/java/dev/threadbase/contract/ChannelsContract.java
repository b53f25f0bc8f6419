package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.ThreadbaseException.ThreadExists;
import dev.threadbase.message.Message;
import dev.threadbase.pool.Channels;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.DeleteOptions;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which conversation of a channel is the active one. */
abstract class ChannelsContract extends Contract {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00.123456789Z");

  private final SettableClock clock = new SettableClock(START);
  Channels channels;

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.clock(clock);
  }

  @BeforeEach
  void useChannels() {
    channels = threadbase.channels();
  }

  private static ThreadMeta room(String id) {
    return ThreadMeta.builder(id).channel("room").build();
  }

  private void assertActive(String id) {
    assertThat(channels.active("room")).contains(threads.thread(id));
  }

  private void assertNoneActive() {
    assertThat(channels.active("room")).isEmpty();
    assertThat(
            Sql.number(database, "SELECT COUNT(*) FROM threads WHERE active_channel IS NOT NULL"))
        .isZero();
  }

  @Test
  void aCreatedConversationIsActiveIfTheChannelHasNone() {
    ThreadMeta made = channels.create(room(""));
    assertThat(made.id()).isNotEmpty();
    assertThat(made.channel()).isEqualTo("room");
    assertThat(made.archived()).isFalse();
    assertThat(made.createdAt()).isEqualTo(START);
    assertThat(made.updatedAt()).isEqualTo(START);
    assertThat(made.version()).isZero();
    assertThat(threads.thread(made.id())).isEqualTo(made);
    assertActive(made.id());
    ThreadMeta second = channels.create(room("second"));
    assertThat(threads.thread("second")).isEqualTo(second);
    assertThat(second.archived()).isFalse();
    assertActive(made.id());
  }

  @Test
  void whatIsGivenIsStored() {
    Function<String, ThreadMeta> given =
        id ->
            ThreadMeta.builder(id)
                .sessionId("family")
                .channel("room")
                .model("m-small")
                .metadata(Map.of("of", id))
                .createdAt(START.minusSeconds(60))
                .build();
    assertUsable(channels.create(given.apply("a")));
    assertUsable(channels.rotate(given.apply("b")));
    assertUsable(
        channels.resolve(ThreadMeta.builder("c").channel("else").model("m-small").build()));
    assertThat(threads.thread("a").sessionId()).isEqualTo("family");
    assertThat(threads.thread("b").sessionId()).isEqualTo("family");
    assertThat(threads.thread("b").createdAt()).isEqualTo(START.minusSeconds(60));
    assertThat(threads.thread("b").metadata()).containsEntry("of", "b");
  }

  private void assertUsable(ThreadMeta made) {
    assertThat(made.model()).isEqualTo("m-small");
    assertThat(threads.thread(made.id())).isEqualTo(made);
    threads.appendMessage(made.id(), null, Message.user("hi"));
    assertThat(threads.path(made.id())).hasSize(1);
  }

  @Test
  void anotherChannelHasItsOwn() {
    channels.create(room("a"));
    assertThat(channels.active("Room")).isEmpty();
    assertThat(channels.active("room ")).isEmpty();
    assertThat(channels.active("")).isEmpty();
    assertThat(channels.resolve(ThreadMeta.builder("b").channel("Room").build()).id())
        .isEqualTo("b");
    assertActive("a");
  }

  @Test
  void aThreadThatCameAnotherWayIsNotActive() {
    threads.createThread(room("plain"));
    assertNoneActive();
    assertThat(channels.resolve(room("a")).id()).isEqualTo("a");
    threads.fork(ForkOptions.of("a").as("f"));
    threads.updateThread("f", ThreadUpdate.NOTHING.channel("room"));
    assertActive("a");
  }

  @Test
  void resolvingMakesOneAndThenFindsIt() {
    ThreadMeta made = channels.resolve(room("a"));
    assertThat(made).isEqualTo(threads.thread("a"));
    Map<String, List<List<String>>> before = EveryRow.of(database);
    assertThat(channels.resolve(room("b"))).isEqualTo(made);
    assertThat(channels.resolve(room("a"))).isEqualTo(made);
    assertThat(channels.resolve(room(""))).isEqualTo(made);
    assertThat(EveryRow.of(database)).isEqualTo(before);
    assertThat(reopened().channels().resolve(room("")).id()).isEqualTo("a");
  }

  @Test
  void afterArchivingAnotherOneIsResolved() {
    channels.resolve(room("a"));
    assertThat(channels.archive("a")).isTrue();
    assertThat(threads.thread("a").archived()).isTrue();
    assertNoneActive();
    assertThat(channels.resolve(room("b")).id()).isEqualTo("b");
    assertThat(threads.thread("a").archived()).isTrue();
  }

  @Test
  void rotatingArchivesTheActiveOneAndMakesAnother() {
    ThreadMeta first = channels.rotate(room("a"));
    assertThat(first.archived()).isFalse();
    say("a", "one");
    ThreadMeta before = threads.thread("a");
    clock.set(START.plusSeconds(60));
    ThreadMeta next = channels.rotate(room("b"));
    assertThat(threads.path("b")).isEmpty();
    assertThat(next.createdAt()).isEqualTo(START.plusSeconds(60));
    assertActive("b");
    ThreadMeta archived = threads.thread("a");
    assertThat(archived.archived()).isTrue();
    assertThat(archived.updatedAt()).isEqualTo(before.updatedAt());
    assertThat(archived.lastActiveAt()).isEqualTo(before.lastActiveAt());
    assertThat(archived.version()).isEqualTo(before.version() + 1);
    assertThat(ids(threads.path("a"))).containsExactly("one");
  }

  @Test
  void aTakenIdIsRefusedAndNothingChanges() {
    threads.createThread(ThreadMeta.builder("taken").build());
    assertRefused(() -> channels.create(room("taken")));
    assertRefused(() -> channels.resolve(room("taken")));
    assertRefused(() -> channels.rotate(room("taken")));
    channels.resolve(room("a"));
    assertRefused(() -> channels.create(room("taken")));
    assertRefused(() -> channels.create(room("a")));
    assertRefused(() -> channels.rotate(room("taken")));
    assertRefused(() -> channels.rotate(room("a")));
    assertActive("a");
    channels.archive("a");
    assertRefused(() -> channels.resolve(room("a")));
  }

  private void assertRefused(Runnable work) {
    Map<String, List<List<String>>> before = EveryRow.of(database);
    assertThatThrownBy(work::run).isInstanceOf(ThreadExists.class);
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "\t\n"})
  void aConversationNamesItsChannel(String none) {
    ThreadMeta nowhere = ThreadMeta.builder().channel(none).build();
    assertMisuse(nowhere);
    threads.createThread(ThreadMeta.builder("a").channel(none).build());
    assertThatThrownBy(() -> channels.activate("a")).isInstanceOf(InvalidData.class);
    assertNoneActive();
  }

  @Test
  void aConversationDoesNotBeginArchived() {
    assertMisuse(ThreadMeta.builder().channel("room").archived(true).build());
  }

  private void assertMisuse(ThreadMeta thread) {
    channels.create(room("first"));
    Map<String, List<List<String>>> before = EveryRow.of(database);
    for (Function<ThreadMeta, ThreadMeta> method :
        List.<Function<ThreadMeta, ThreadMeta>>of(
            channels::create, channels::resolve, channels::rotate)) {
      assertThatThrownBy(() -> method.apply(thread)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(EveryRow.of(database)).isEqualTo(before);
    threads.deleteThread("first");
  }

  @Test
  void textThatCannotBeStoredIsRefused() {
    ThreadMeta broken = ThreadMeta.builder().channel("a\0b").build();
    assertThatThrownBy(() -> channels.create(broken)).isInstanceOf(InvalidData.class);
    assertThatThrownBy(() -> channels.resolve(broken)).isInstanceOf(InvalidData.class);
    assertThatThrownBy(() -> channels.rotate(broken)).isInstanceOf(InvalidData.class);
    assertThatThrownBy(() -> channels.active("a\0b")).isInstanceOf(InvalidData.class);
  }

  @Test
  void archivingAgainChangesNothing() {
    channels.create(room("a"));
    channels.archive("a");
    Map<String, List<List<String>>> before = EveryRow.of(database);
    assertThat(channels.archive("a")).isTrue();
    assertThat(channels.archive("none")).isFalse();
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void oneThatIsDeletedIsNotArchived() {
    channels.create(room("a"));
    say("a", "one");
    threadbase.conversations().delete("a");
    Map<String, List<List<String>>> before = EveryRow.of(database);
    assertThat(channels.archive("a")).isFalse();
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void aStoreThatDoesNotAnswerIsNoChannelWithoutAConversation() throws SQLException {
    channels.create(room("a"));
    Sql.run(database, "ALTER TABLE threads RENAME TO threads_elsewhere");
    assertThatThrownBy(() -> channels.active("room")).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> channels.resolve(room("b"))).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> channels.rotate(room("b"))).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> channels.archive("a")).isInstanceOf(StoreUnavailable.class);
    Sql.run(database, "ALTER TABLE threads_elsewhere RENAME TO threads");
    assertActive("a");
  }

  @Test
  void deletedThreadsTakeTheirChannelWithThem() {
    channels.create(room("a"));
    threads.deleteThread("a", DeleteOptions.DEFAULT);
    assertNoneActive();
    assertThat(channels.resolve(room("a")).id()).isEqualTo("a");
  }
}

class SqliteChannelsTest extends ChannelsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresChannelsTest extends ChannelsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
