package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.EntryNotFound;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.context.ContextBuilder;
import dev.threadbase.context.ContextOptions;
import dev.threadbase.context.ContextProjection;
import dev.threadbase.context.ContextPurpose;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Contexts of stored threads are those of their whole paths. */
abstract class ContextContract extends Contract {

  private static final int DELETIONS = 20;

  private void append(String threadId, NewEntry... entries) {
    threads.appendAll(threadId, List.of(entries), AppendOptions.DEFAULT);
  }

  /** The entries behind the messages of a context, after a comparison in every mode. */
  private List<String> context(String threadId) {
    return context(threadId, null);
  }

  private List<String> context(String threadId, String leafId) {
    for (ContextOptions mode : List.of(ContextOptions.DEFAULT, ContextOptions.REPAIRED)) {
      for (ContextPurpose purpose : ContextPurpose.values()) {
        ContextOptions options = mode.forPurpose(purpose);
        assertThat(threadbase.contexts().context(threadId, options.at(leafId)))
            .as("%s", options)
            .isEqualTo(
                ContextBuilder.buildContextProjection(threads.path(threadId, leafId), options));
      }
    }
    ContextOptions options = ContextOptions.DEFAULT.at(leafId);
    return Said.entries(threadbase.contexts().context(threadId, options));
  }

  /** The thread {@code a} with two turns: u1, m1, u2, m2. */
  private void beginWithTwoTurns() {
    begin("a");
    append("a", Said.byUser("u1"), Said.byModel("m1"), Said.byUser("u2"), Said.byModel("m2"));
  }

  @Test
  void aThreadWithoutEntriesHasNothingToSay() {
    begin("a");
    assertThat(context("a")).isEmpty();
    say("a", "one");
    threads.moveLeaf("a", null);
    assertThat(context("a")).isEmpty();
    assertThat(context("a", "one")).containsExactly("one");
  }

  @Test
  void withoutACompactionEverythingIsSaid() {
    beginWithTwoTurns();
    assertThat(context("a")).containsExactly("u1", "m1", "u2", "m2");
    assertThat(context("a", "m1")).containsExactly("u1", "m1");
  }

  @Test
  void aCompactionCutsAndKeepsItsTail() {
    beginWithTwoTurns();
    append("a", Said.compaction("c", "u2"), Said.byUser("u3"));
    assertThat(context("a")).containsExactly("c", "u2", "m2", "u3");
    assertThat(context("a", "c")).containsExactly("c", "u2", "m2");
    assertThat(context("a", "m2")).containsExactly("u1", "m1", "u2", "m2");
    assertThat(threads.path("a")).hasSize(6);
  }

  @Test
  void theTailMayStandInASegmentBefore() {
    beginWithTwoTurns();
    threads.moveLeaf("a", "u2");
    append("a", Said.byModel("other"), Said.compaction("c", "m1"), Said.byUser("u3"));
    assertThat(threads.entry("a", "other").segmentId())
        .isNotEqualTo(threads.entry("a", "m1").segmentId());
    assertThat(context("a")).containsExactly("c", "m1", "u2", "other", "u3");
  }

  @Test
  void aForkInheritsTheCompactionAndItsTail() {
    beginWithTwoTurns();
    append("a", Said.compaction("c", "u2", "u1"));
    threads.fork(ForkOptions.of("a").as("f"));
    assertThat(context("f")).isEqualTo(context("a")).containsExactly("c", "u2", "m2");
    append("f", Said.byUser("u3"));
    threads.fork(ForkOptions.of("f").as("g"));
    append("g", Said.byModel("m3"));
    assertThat(context("g")).containsExactly("c", "u2", "m2", "u3", "m3");
    assertThat(Said.first(threadbase.contexts().context("g"))).contains("\"entry_id\": \"u1\"");
    assertThat(context("a")).containsExactly("c", "u2", "m2");
  }

  @Test
  void aForkCompactsWhatItInherited() {
    beginWithTwoTurns();
    threads.fork(ForkOptions.of("a").at("u2").as("f"));
    append("f", Said.byModel("m3"), Said.compaction("c", "u2", "u1"), Said.byUser("u4"));
    assertThat(context("f")).containsExactly("c", "u2", "m3", "u4");
    assertThat(Said.first(threadbase.contexts().context("f"))).contains("\"entry_id\": \"u1\"");
    threads.deleteThread("a");
    assertThat(context("f")).containsExactly("c", "u2", "m3", "u4");
  }

  @Test
  void aForkBeforeTheCompactionDoesNotSeeIt() {
    beginWithTwoTurns();
    append("a", Said.compaction("c", "u2"));
    threads.fork(ForkOptions.of("a").before("c").as("f"));
    append("f", Said.byUser("u3"));
    assertThat(context("f")).containsExactly("u1", "m1", "u2", "m2", "u3");
  }

  @Test
  void aCompactionIsSeenOnItsBranchOnly() {
    beginWithTwoTurns();
    append("a", Said.compaction("c", "u2"), Said.byUser("u3"));
    threads.moveLeaf("a", "m2");
    assertThat(context("a")).containsExactly("u1", "m1", "u2", "m2");
    append("a", Said.byUser("other"));
    assertThat(context("a")).containsExactly("u1", "m1", "u2", "m2", "other");
    append("a", Said.compaction("d", "m2"));
    assertThat(context("a")).containsExactly("d", "m2", "other");
    assertThat(context("a", "u3")).containsExactly("c", "u2", "m2", "u3");
  }

  @Test
  void theLastCompactionCountsWhereverTheOthersStand() {
    beginWithTwoTurns();
    append("a", Said.compaction("c", "u2"), Said.byUser("u3"), Said.byModel("m3"));
    append("a", Said.compaction("d", "m2"), Said.byUser("u4"));
    assertThat(context("a")).containsExactly("d", "m2", "u3", "m3", "u4");
    threads.fork(ForkOptions.of("a").at("u3").as("f"));
    assertThat(context("f")).containsExactly("c", "u2", "m2", "u3");
    append("f", Said.compaction("e", "u3"));
    assertThat(context("f")).containsExactly("e", "u3");
  }

  @Test
  void aBeginningThatThePathDoesNotHoldIsGuessed() {
    beginWithTwoTurns();
    threads.moveLeaf("a", "m1");
    append("a", Said.byUser("other"), Said.byModel("more"));
    List<String> elsewhere = List.of("m2", "unknown", "", "\0");
    for (int i = 0; i < elsewhere.size(); i++) {
      threads.moveLeaf("a", "more");
      append("a", Said.compaction("c" + i, elsewhere.get(i)), Said.byUser("v" + i));
      assertThat(context("a")).containsExactly("c" + i, "more", "v" + i);
    }
    append("a", Said.compaction("d", "\0", "\0"));
    assertThat(context("a")).containsExactly("d");
  }

  @Test
  void aBeginningBehindTheCompactionKeepsNothing() {
    beginWithTwoTurns();
    append("a", Said.compaction("c", "u3"), Said.byUser("u3"), Said.byModel("m3"));
    assertThat(context("a")).containsExactly("c", "u3", "m3");
    assertThat(context("a", "c")).containsExactly("c", "m2");
  }

  @Test
  void usersThatAreKeptAreFoundHoweverFarBackTheyStand() {
    beginWithTwoTurns();
    append("a", manyResults(300));
    append("a", Said.byUser("u3"), Said.compaction("c", null, "u1", "m1", "none", "u2", "u1"));
    assertThat(context("a")).containsExactly("c");
    assertThat(Said.first(threadbase.contexts().context("a")))
        .contains("\"entry_id\": \"u1\"", "\"entry_id\": \"u2\"")
        .doesNotContain("\"entry_id\": \"m1\"", "none", "u3");
  }

  @Test
  void aTailThatIsNotNamedIsFoundHoweverFarBackItStands() {
    beginWithTwoTurns();
    append("a", manyResults(300));
    append("a", Said.compaction("c", null));
    assertThat(context("a")).hasSize(302).startsWith("c", "m2", "r0").endsWith("r299");
  }

  @Test
  void aTurnThatIsCutInsideIsWholeWhenItIsRepaired() {
    beginWithTwoTurns();
    append("a", manyResults(300));
    append("a", Said.compaction("c", "r299"), Said.byUser("u3"));
    assertThat(context("a")).containsExactly("c", "r299", "u3");
    assertThat(Said.entries(threadbase.contexts().context("a", ContextOptions.REPAIRED)))
        .startsWith("c", "u2", "m2");
  }

  private static NewEntry[] manyResults(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Said.result("r" + i, "call" + i))
        .toArray(NewEntry[]::new);
  }

  @Test
  void aRetryTakesBackTheCompactionBehindItsSource() {
    beginWithTwoTurns();
    append("a", Said.compaction("c", "u2"), Said.byUser("u3"), Said.byModel("m3"));
    append("a", Said.retryFrom("t1", "u3"));
    assertThat(context("a")).containsExactly("c", "u2", "m2", "u3");
    append("a", Said.byModel("m4"), Said.retryFrom("t2", "u2"), Said.byModel("m5"));
    assertThat(context("a")).containsExactly("u1", "m1", "u2", "m5");
  }

  @Test
  void aRetryInTheTailThatGoesOnFromBeforeItTakesTheTailBack() {
    beginWithTwoTurns();
    append("a", Said.retryFrom("t", "u1"), Said.byModel("m3"), Said.compaction("c", "u2"));
    assertThat(context("a")).containsExactly("c", "m3");
  }

  @Test
  void aRetryFromNowhereTakesNothingBack() {
    beginWithTwoTurns();
    append("a", Said.compaction("c", "u2"), Said.byUser("u3"), Said.retryFrom("t", "none"));
    assertThat(context("a")).containsExactly("c", "u2", "m2", "u3");
  }

  @Test
  void aThreadThatIsDeletedMeanwhileHasItsWholeContextOrIsNotThere() {
    for (int round = 0; round < DELETIONS; round++) {
      beginWithTwoTurns();
      append("a", Said.compaction("c", null, "u1", "u2"), Said.byUser("u3"));
      ContextProjection whole = threadbase.contexts().context("a");
      List<List<ContextProjection>> seen =
          Crowd.run(3, member -> member == 0 ? deleted() : contextsUntilGone());
      assertThat(seen).allSatisfy(contexts -> assertThat(contexts).allMatch(whole::equals));
    }
  }

  private List<ContextProjection> deleted() {
    threads.deleteThread("a");
    return List.of();
  }

  private List<ContextProjection> contextsUntilGone() {
    List<ContextProjection> contexts = new ArrayList<>();
    try {
      while (true) {
        contexts.add(threadbase.contexts().context("a"));
      }
    } catch (ThreadNotFound gone) {
      return contexts;
    }
  }

  @Test
  void whatIsNotThereHasNoContext() {
    beginWithTwoTurns();
    begin("b");
    assertThatThrownBy(() -> threadbase.contexts().context("none"))
        .isInstanceOf(ThreadNotFound.class);
    assertThatThrownBy(() -> threadbase.contexts().context("b", ContextOptions.DEFAULT.at("u1")))
        .isInstanceOfSatisfying(
            EntryNotFound.class, missing -> assertThat(missing.entryId()).isEqualTo("u1"));
  }
}

class SqliteContextTest extends ContextContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresContextTest extends ContextContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
