package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadDeleted;
import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.pool.Channels;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conversations that become the active ones again, and turns that go on meanwhile. */
abstract class ChannelActivationContract extends Contract {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
  private Channels channels;

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

  @Test
  void archivingAndRotatingNeedNoLeaseAndDisturbNoTurn() {
    channels.create(ThreadMeta.builder("a").channel("room").leaseRequired(true).build());
    TurnLease lease = ((Acquired) threadbase.leases().tryAcquire("a", "t")).lease();
    AppendOptions leased = AppendOptions.DEFAULT.under(lease);
    threads.append("a", saying("one"), leased);
    assertThat(channels.archive("a")).isTrue();
    threads.append("a", saying("two"), leased);
    channels.activate("a");
    threads.append("a", saying("three"), leased);
    channels.rotate(room("b"));
    threads.append("a", saying("four"), leased);
    assertThat(ids(threads.path("a"))).containsExactly("one", "two", "three", "four");
    assertThat(threads.thread("a").archived()).isTrue();
    assertThat(threadbase.leases().release(lease)).isTrue();
  }

  @Test
  void activatingArchivesTheOtherOne() {
    channels.create(room("a"));
    channels.rotate(room("b"));
    ThreadMeta before = threads.thread("a");
    clock.advance(Duration.ofMinutes(1));
    ThreadMeta again = channels.activate("a");
    assertThat(again).isEqualTo(threads.thread("a"));
    assertThat(again.archived()).isFalse();
    assertThat(again.updatedAt()).isEqualTo(before.updatedAt());
    assertThat(again.version()).isEqualTo(before.version() + 1);
    assertThat(threads.thread("b").archived()).isTrue();
    assertActive("a");
  }

  @Test
  void activatingWorksInAChannelWithoutAnActiveOne() {
    threads.createThread(room("plain"));
    assertThat(channels.activate("plain").archived()).isFalse();
    assertActive("plain");
    channels.archive("plain");
    channels.activate("plain");
    assertActive("plain");
    assertThat(Sql.number(database, "SELECT COUNT(*) FROM threads")).isEqualTo(1);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void activatingTheActiveOneChangesNothing() {
    channels.create(room("a"));
    Map<String, List<List<String>>> before = EveryRow.of(database);
    assertThat(channels.activate("a")).isEqualTo(threads.thread("a"));
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void aLogIsNotActivated() {
    UUID id = UUID.fromString("01900000-0000-7000-8000-000000000001");
    LogEntry start = LogContract.start("Be brief.");
    String log =
        threadbase
            .segments()
            .createSegment(new SegmentAddress(id, id), List.of(start))
            .address()
            .threadId();
    threads.updateThread(log, ThreadUpdate.NOTHING.channel("room"));
    assertThatThrownBy(() -> channels.activate(log)).isInstanceOf(InvalidData.class);
    assertThat(channels.active("room")).isEmpty();
  }

  @Test
  void whatIsNotThereOrDeletedIsNotActivated() {
    assertThatThrownBy(() -> channels.activate("none"))
        .isInstanceOf(ThreadNotFound.class)
        .isNotInstanceOf(ThreadDeleted.class);
    channels.create(room("a"));
    threadbase.conversations().delete("a");
    channels.create(room("b"));
    assertThatThrownBy(() -> channels.activate("a")).isInstanceOf(ThreadDeleted.class);
    assertActive("b");
  }
}

class SqliteChannelActivationTest extends ChannelActivationContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresChannelActivationTest extends ChannelActivationContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
