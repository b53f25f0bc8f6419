package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException.CommitUnknown;
import dev.threadbase.ThreadbaseException.StoreUnavailable;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The server ends the connections of writers while they write. */
class PostgresConnectionLossTest extends Contract {

  private static final int WRITERS = 8;
  private static final int LOSSES = 40;
  private static final String TERMINATE =
      """
      SELECT pg_terminate_backend(pid)
      FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
      """;

  private final AtomicInteger lost = new AtomicInteger();

  @Override
  TestDatabase create() {
    return PostgresTestDatabase.durable();
  }

  @Test
  void appendIsAcknowledgedOrFailsAndIsThereOnceWhenRepeated() {
    threads.createThread(ThreadMeta.builder("t").build());
    List<List<String>> acknowledged =
        Crowd.run(
            WRITERS + 1,
            member -> member == WRITERS ? terminateUntilEnough() : appendUntilEnough(member));

    List<Entry> path = threads.path("t");
    assertThat(path)
        .extracting(Entry::id)
        .containsExactlyInAnyOrderElementsOf(
            acknowledged.stream().flatMap(Collection::stream).toList());
    List<Long> dense = LongStream.range(0, path.size()).boxed().toList();
    assertThat(path).extracting(Entry::seq).isEqualTo(dense);
    assertThat(path).extracting(Entry::ordinal).isEqualTo(dense);
  }

  @Test
  void failureWithoutRepetitionIsOneOfTwoAndAcknowledgedAppendsStay() {
    threads.createThread(ThreadMeta.builder("t").build());
    List<List<String>> acknowledged =
        Crowd.run(
            WRITERS + 1,
            member -> member == WRITERS ? terminateUntilEnough() : appendAnonymously());

    List<Entry> path = threads.path("t");
    assertThat(path)
        .extracting(Entry::id)
        .containsAll(acknowledged.stream().flatMap(Collection::stream).toList())
        .doesNotHaveDuplicates();
    List<Long> dense = LongStream.range(0, path.size()).boxed().toList();
    assertThat(path).extracting(Entry::seq).isEqualTo(dense);
  }

  private List<String> appendUntilEnough(int writer) {
    List<String> ids = new ArrayList<>();
    while (lost.get() < LOSSES) {
      String id = writer + "." + ids.size();
      AppendOptions options = AppendOptions.DEFAULT.withId(id).idempotently();
      while (!acknowledged(options)) {
        lost.incrementAndGet();
      }
      ids.add(id);
    }
    return ids;
  }

  private boolean acknowledged(AppendOptions options) {
    try {
      Entry entry = threads.append("t", NewEntry.raw(EntryType.CUSTOM, "{}"), options);
      return entry.id().equals(options.id());
    } catch (StoreUnavailable | CommitUnknown failure) {
      return false;
    }
  }

  private List<String> appendAnonymously() {
    List<String> ids = new ArrayList<>();
    while (lost.get() < LOSSES) {
      try {
        ids.add(threads.append("t", NewEntry.raw(EntryType.CUSTOM, "{}")).id());
      } catch (StoreUnavailable | CommitUnknown failure) {
        lost.incrementAndGet();
      }
    }
    return ids;
  }

  private List<String> terminateUntilEnough() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      while (lost.get() < LOSSES) {
        statement.execute(TERMINATE);
        // The writers go on for a moment, so that some of what they send is under way.
        statement.execute("SELECT pg_sleep(0.02)");
      }
    }
    return List.of();
  }
}
