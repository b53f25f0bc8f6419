package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs every query of docs/sql.md and compares the answers that the page shows. */
abstract class SqlPageContract extends Contract {

  private static final Instant FIRST_DAY = Instant.parse("2026-03-01T09:00:00Z");

  private final SettableClock leaseClock = new SettableClock(FIRST_DAY);

  @BeforeEach
  void fill() {
    threads.createThread(ThreadMeta.builder("main").sessionId("tea").createdAt(day(0)).build());
    say("main", "q1", 0);
    answer("main", "a0", "m-small", 0);
    threads.moveLeaf("main", "q1");
    answer("main", "a1", "m-large", 0);
    say("main", "q2", 1);
    answer("main", "a2", "m-large", 1);
    threads.fork(ForkOptions.of("main").at("a1").as("try").madeAt(day(1)));
    say("try", "q3", 1);
    answer("try", "a3", "m-small", 1);
    threads.fork(ForkOptions.of("try").at("q3").as("again").madeAt(day(2)));
    answer("again", "a4", "m-large", 2);
    threads.createThread(ThreadMeta.builder("solo").sessionId("solo").build());
    say("solo", "q9", 2);
    compact("s1", 1, 48_000, "Mint was asked about.");
    compact("s2", 2, 51_000, "Herbs were asked about.");
    leases();
    PageLogs.write(threadbase);
    PageUsage.write(threadbase);
  }

  /** One that is held, one that expired in the middle of a turn, one that was broken. */
  private void leases() {
    Duration hour = Duration.ofHours(1);
    threadbase.leases().tryAcquire("try", "turn-1", "desk-1", hour);
    threadbase.leases().breakLease("try", "ana", "desk-1 was switched off");
    leaseClock.set(Instant.now().minus(hour.multipliedBy(2)));
    threads.createThread(ThreadMeta.builder("late").sessionId("late").build());
    TurnStart ended = TurnStart.of("late", "turn-2", "desk-2").lasting(hour);
    threadbase.turns().finish(threadbase.turns().start(ended).lease(), TurnEnd.COMPLETED);
    threadbase.turns().start(TurnStart.of("late", "turn-3", "desk-2").lasting(hour));
    leaseClock.set(Instant.now());
    threadbase.leases().tryAcquire("main", "turn-2", "desk-3", hour);
  }

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.leaseClock(leaseClock);
  }

  private static Instant day(int number) {
    return FIRST_DAY.plus(Duration.ofDays(number));
  }

  private void say(String thread, String id, int day) {
    threads.append(thread, saying(id).at(day(day)));
  }

  private void answer(String thread, String id, String model, int day) {
    Content content = Content.of(Message.assistant(id)).withModel(null, model);
    threads.append(
        thread, NewEntry.of(EntryType.ASSISTANT_MESSAGE, content).withId(id).at(day(day)));
  }

  private void compact(String id, int generation, long tokensBefore, String summary) {
    Compaction compaction =
        new Compaction(
            id,
            null,
            "q9",
            null,
            generation,
            id,
            null,
            List.of(),
            null,
            null,
            null,
            tokensBefore,
            0,
            null,
            null);
    Content content = Content.EMPTY.withCompaction(compaction).withSummary(summary);
    threads.append("solo", NewEntry.of(EntryType.COMPACTION, content).withId(id).at(day(2)));
  }

  @Test
  void everyQueryOfThePageIsAnsweredAsThePageSays() throws Exception {
    List<Block> queries = MarkdownPage.of("docs/sql.md").blocks("sql");
    assertThat(queries).hasSize(31);
    assertThat(queries).filteredOn(query -> query.answer() != null).hasSize(29);
    assertThat(queries).filteredOn(query -> query.code().startsWith("-- SQLite\n")).hasSize(3);
    assertThat(queries).filteredOn(query -> query.code().startsWith("-- PostgreSQL\n")).hasSize(3);
    for (Block query : queries) {
      PageQuery.assertAnswered(query, database);
    }
  }
}

class SqliteSqlPageTest extends SqlPageContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSqlPageTest extends SqlPageContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
