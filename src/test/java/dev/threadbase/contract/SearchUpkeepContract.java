package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.EntryExists;
import dev.threadbase.message.Message;
import dev.threadbase.search.MessageSearch;
import dev.threadbase.search.Reindexed;
import dev.threadbase.search.SearchHit;
import dev.threadbase.search.SearchQuery;
import dev.threadbase.search.SearchResult;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import dev.threadbase.thread.Verification.Problem;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The index is written with the entries, can be off, and can be made again. */
abstract class SearchUpkeepContract extends Contract {

  private SearchResult search(String text) {
    return threadbase.search().search(SearchQuery.of(text).limit(SearchQuery.MOST_HITS));
  }

  private List<String> found(String text) {
    return search(text).hits().stream().map(SearchHit::entryId).sorted().toList();
  }

  private long rows() {
    return Sql.number(database, "SELECT COUNT(*) FROM search_rows");
  }

  private Threadbase withoutSearch() {
    return Threadbase.open(database.config().withoutSearch());
  }

  @Test
  void everyWayOfWritingIsFound() {
    begin("a");
    say("a", "first");
    threads.appendAll("a", List.of(saying("second"), saying("third")), AppendOptions.DEFAULT);
    threads.appendAll(
        "a",
        List.of(NewEntry.message(Message.user("no id")), NewEntry.raw(saying("x").type(), "{}")),
        AppendOptions.DEFAULT);
    sayAfter("a", "first", "branched");
    threads.append("a", saying("again"), AppendOptions.DEFAULT.idempotently());
    threads.append("a", saying("again"), AppendOptions.DEFAULT.idempotently());
    TurnStart start = TurnStart.of("a", "turn", "owner").saying(Message.user("asked"));
    threadbase.turns().finish(threadbase.turns().start(start).lease(), TurnEnd.COMPLETED);
    assertThat(found("first")).containsExactly("first");
    assertThat(found("branched")).containsExactly("branched");
    assertThat(found("again")).containsExactly("again");
    assertThat(found("asked")).hasSize(1);
    threads.moveLeaf("a", "third");
    assertThat(found("second")).containsExactly("second");
    assertThat(found("third")).containsExactly("third");
    assertThat(rows()).isEqualTo(7);
    assertThat(search("first").complete()).isTrue();
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aRefusedAppendLeavesNothing() {
    begin("a");
    say("a", "one");
    List<NewEntry> entries = List.of(saying("two"), saying("one"));
    assertThatThrownBy(() -> threads.appendAll("a", entries, AppendOptions.DEFAULT))
        .isInstanceOf(EntryExists.class);
    assertThat(found("two")).isEmpty();
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void aProcessWithoutSearchLeavesTheIndexIncomplete() {
    beginWithThree();
    try (Threadbase without = withoutSearch()) {
      assertThat(search("one").complete()).isFalse();
      assertThat(threadbase.search().reindex()).isEqualTo(new Reindexed(0, true));
      without.threads().append("a", saying("four"));
      without
          .threads()
          .appendAll("a", List.of(saying("five"), saying("six")), AppendOptions.DEFAULT);
      assertThat(search("four")).isEqualTo(new SearchResult(List.of(), false));
      assertThat(without.search().isComplete()).isFalse();
      assertThat(threadbase.verify().problems()).isEmpty();
      assertThat(without.search().reindex()).isEqualTo(new Reindexed(3, true));
      assertThat(found("four")).containsExactly("four");
      without.threads().append("a", saying("seven"), AppendOptions.DEFAULT.after("one"));
      assertThat(search("seven").complete()).isFalse();
    }
    say("a", "eight");
    assertThat(found("eight")).containsExactly("eight");
    assertThat(threadbase.search().reindex()).isEqualTo(new Reindexed(1, true));
    assertThat(found("seven")).containsExactly("seven");
    assertThat(threadbase.search().reindex()).isEqualTo(new Reindexed(0, true));
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aReindexThatWasInterruptedGoesOn() {
    try (Threadbase without = withoutSearch()) {
      without.threads().createThread(begun("a"));
      without.threads().appendAll("a", many(350), AppendOptions.DEFAULT);
    }
    MessageSearch search = threadbase.search();
    assertThatThrownBy(
            () ->
                search.reindex(
                    written -> {
                      throw new IllegalStateException("stopped");
                    }))
        .hasMessage("stopped");
    assertThat(rows()).isEqualTo(100);
    assertThat(search("word").complete()).isFalse();
    assertThat(search.reindex()).isEqualTo(new Reindexed(250, true));
    assertThat(search("word").hits()).hasSize(350);
    assertThat(search("word").complete()).isTrue();
  }

  private static ThreadMeta begun(String id) {
    return ThreadMeta.builder(id).build();
  }

  private static List<NewEntry> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> NewEntry.message(Message.user("word " + i)))
        .toList();
  }

  @Test
  void othersWriteDuringAReindex() {
    try (Threadbase without = withoutSearch()) {
      without.threads().createThread(begun("a"));
      without.threads().appendAll("a", many(700), AppendOptions.DEFAULT);
      without.threads().createThread(begun("gone"));
      without.threads().appendAll("gone", many(300), AppendOptions.DEFAULT);
    }
    begin("b");
    AtomicBoolean done = new AtomicBoolean();
    List<Long> counts =
        Crowd.run(
            3,
            number -> {
              if (number == 0) {
                Reindexed reindexed = threadbase.search().reindex();
                done.set(true);
                assertThat(reindexed.complete()).isTrue();
                return 0L;
              }
              if (number == 1) {
                threads.deleteThread("gone");
                return 0L;
              }
              long count = 0;
              while (!done.get() || count < 10) {
                threads.append("b", NewEntry.message(Message.user("word from beside")));
                count++;
              }
              return count;
            });
    assertThat(rows()).isEqualTo(700 + counts.get(2));
    assertThat(threadbase.verify().problems()).isEmpty();
    assertThat(search("\"from beside\"").hits()).hasSize((int) Math.min(1_000, counts.get(2)));
  }

  @Test
  void aWriterWithoutSearchDuringAReindexIsNoticed() {
    beginWithThree();
    try (Threadbase without = withoutSearch()) {
      without.threads().append("a", saying("four"));
      Reindexed disturbed =
          threadbase
              .search()
              .reindex(written -> without.threads().append("a", saying("behind " + written)));
      assertThat(disturbed.entries()).isGreaterThanOrEqualTo(1);
      assertThat(disturbed.complete()).isFalse();
      assertThat(search("one").complete()).isFalse();
    }
  }

  @Test
  void verifyFindsWhatIsMissingOrTooMuch() throws Exception {
    beginWithThree();
    Sql.run(database, "DELETE FROM search_rows WHERE seq = 1");
    String session = "INSERT INTO search_rows (session_id, segment_id, seq, ";
    Sql.run(
        database,
        database.isPostgres()
            ? session + "chunk, chunks, created_at_ns, tokens) VALUES ('s', 'g', 7, 0, 1, 1, '')"
            : session + "created_at_ns) VALUES ('s', 'g', 7, 1)");
    String segment = threads.thread("a").headSegmentId();
    assertThat(threadbase.verify().problems())
        .extracting(problem -> problem.code() + " " + problem.where())
        .containsExactlyInAnyOrder(
            "search_entry entry g:7", "search_missing entry " + segment + ":1");
    assertThat(threadbase.verify().problems()).extracting(Problem::sessionId).containsOnly("s");
    Sql.run(database, "DELETE FROM search_rows WHERE segment_id = 'g'");
    assertThat(threadbase.search().reindex()).isEqualTo(new Reindexed(1, true));
    assertThat(threadbase.verify().problems()).isEmpty();
  }
}

class SqliteSearchUpkeepTest extends SearchUpkeepContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSearchUpkeepTest extends SearchUpkeepContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
