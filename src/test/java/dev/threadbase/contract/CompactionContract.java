package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.CompactionRefusal;
import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.ThreadbaseException.EntryExists;
import dev.threadbase.ThreadbaseException.HeadMoved;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.context.CompactionBudget;
import dev.threadbase.context.CompactionPlan;
import dev.threadbase.context.CompactionRequest;
import dev.threadbase.context.Contexts;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compactions in the store. */
abstract class CompactionContract extends Contract {

  /** Keeps one turn of two short messages. */
  private static final CompactionRequest ONE_TURN =
      CompactionRequest.MANUAL.within(new CompactionBudget(3_000, 100, 20, 0));

  private Contexts contexts;

  @BeforeEach
  void beginWithThreeTurns() {
    contexts = threadbase.contexts();
    begin("a");
    threads.appendAll(
        "a",
        List.of(
            Said.byUser("u1"),
            Said.byModel("m1"),
            Said.byUser("u2"),
            Said.byModel("m2"),
            Said.byUser("u3"),
            Said.byModel("m3")),
        AppendOptions.DEFAULT);
  }

  private CompactionPlan plan() {
    return contexts.plan("a", ONE_TURN);
  }

  private List<String> context() {
    return Said.entries(contexts.context("a"));
  }

  private static List<String> texts(CompactionPlan plan) {
    return plan.toSummarise().stream().map(Message::text).toList();
  }

  private static Compaction cut(Entry entry) {
    return Objects.requireNonNull(entry.content().compaction());
  }

  private void assertRefused(
      ThrowingCallable compaction, Class<? extends RuntimeException> refusal) {
    var before = EveryRow.of(database);
    assertThatThrownBy(compaction).isInstanceOf(refusal);
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void aCompactionIsAppendedAsItWasPlanned() {
    CompactionPlan plan = contexts.plan("a", ONE_TURN.inTurn("t"));
    assertThat(texts(plan)).containsExactly("u1", "m1", "u2", "m2");
    Entry entry = contexts.compact("a", plan, "the beginning", null);
    assertThat(entry).isEqualTo(threads.entry("a", entry.id()));
    assertThat(threads.thread("a").leafId()).isEqualTo(entry.id());
    assertThat(entry.parentId()).isEqualTo("m3");
    assertThat(entry.type()).isEqualTo(EntryType.COMPACTION);
    assertThat(entry.turnId()).isEqualTo("t");
    assertThat(entry.content().summary()).isEqualTo("the beginning");
    assertThat(cut(entry).firstKeptEntryId()).isEqualTo("u3");
    assertThat(cut(entry).compactedThroughEntryId()).isEqualTo("m2");
    assertThat(cut(entry).generation()).isEqualTo(1);
    assertThat(cut(entry).windowId()).isEqualTo(cut(entry).id());
    assertThat(context()).containsExactly(entry.id(), "u3", "m3");
    assertThat(Said.first(contexts.context("a"))).contains("the beginning");
  }

  @Test
  void nothingIsDeleted() {
    List<Entry> before = threads.path("a");
    contexts.compact("a", plan(), "the beginning", null);
    assertThat(threads.path("a")).hasSize(7).startsWith(before.toArray(new Entry[0]));
    assertThat(threads.entries("a")).hasSize(7).startsWith(before.toArray(new Entry[0]));
    assertThat(threads.path("a", "m3")).isEqualTo(before);
  }

  @Test
  void movingTheLeafBackUndoesIt() {
    Entry entry = contexts.compact("a", plan(), "the beginning", null);
    threads.moveLeaf("a", "m3");
    assertThat(context()).containsExactly("u1", "m1", "u2", "m2", "u3", "m3");
    threads.moveLeaf("a", entry.id());
    assertThat(context()).containsExactly(entry.id(), "u3", "m3");
  }

  @Test
  void aPlanIsRefusedWhenTheHeadMoved() {
    CompactionPlan plan = plan();
    say("a", "meanwhile");
    var before = EveryRow.of(database);
    assertThatThrownBy(() -> contexts.compact("a", plan, "the beginning", null))
        .isInstanceOfSatisfying(
            HeadMoved.class,
            moved -> {
              assertThat(moved.expectedLeafId()).isEqualTo("m3");
              assertThat(moved.actualLeafId()).isEqualTo("meanwhile");
            });
    assertThat(EveryRow.of(database)).isEqualTo(before);
    threads.moveLeaf("a", "m2");
    assertRefused(() -> contexts.compact("a", plan, "the beginning", null), HeadMoved.class);
  }

  @Test
  void repeatingOneWhoseAnswerWasLostReturnsTheEntry() {
    CompactionPlan plan = plan();
    Entry entry = contexts.compact("a", plan, "the beginning", null);
    var before = EveryRow.of(database);
    assertThat(contexts.compact("a", plan, "the beginning", null)).isEqualTo(entry);
    assertThat(EveryRow.of(database)).isEqualTo(before);
    say("a", "meanwhile");
    assertThat(contexts.compact("a", plan, "the beginning", null)).isEqualTo(entry);
    assertThat(threads.thread("a").leafId()).isEqualTo("meanwhile");
  }

  @Test
  void repeatingOneWithOtherWordsIsRefused() {
    CompactionPlan plan = plan();
    contexts.compact("a", plan, "the beginning", null);
    assertRefused(() -> contexts.compact("a", plan, "other words", null), EntryExists.class);
  }

  @Test
  void ofTwoWhoCompactTheSameHeadOneDoes() {
    List<CompactionPlan> plans = List.of(plan(), plan());
    List<Boolean> won =
        Crowd.run(
            2,
            number -> {
              try {
                contexts.compact("a", plans.get(number), "by " + number, null);
                return true;
              } catch (HeadMoved other) {
                return false;
              }
            });
    assertThat(won).containsExactlyInAnyOrder(true, false);
    assertThat(threads.path("a")).hasSize(7);
    assertThat(Said.first(contexts.context("a"))).contains("by " + won.indexOf(true));
  }

  @Test
  void anEmptyOrLongSummaryIsRefused() {
    for (String blank : List.of("", " \n\t")) {
      assertReason(
          () -> contexts.compact("a", plan(), blank, null), CompactionRefusal.EMPTY_SUMMARY);
    }
    String tooLong = "x".repeat(3 * 3_000);
    assertReason(
        () -> contexts.compact("a", plan(), tooLong, null), CompactionRefusal.LONGER_SUMMARY);
  }

  private void assertReason(ThrowingCallable compaction, CompactionRefusal reason) {
    var before = EveryRow.of(database);
    assertThatThrownBy(compaction)
        .isInstanceOfSatisfying(
            CompactionRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void whatFitsIsNotCompacted() {
    assertReason(() -> contexts.plan("a", CompactionRequest.MANUAL), CompactionRefusal.NO_SAFE_CUT);
    begin("empty");
    assertReason(() -> contexts.plan("empty", ONE_TURN), CompactionRefusal.NO_SAFE_CUT);
    CompactionBudget tiny = new CompactionBudget(10, 0, 0, 0);
    assertReason(
        () -> contexts.plan("a", CompactionRequest.MANUAL.within(tiny)),
        CompactionRefusal.STILL_TOO_LARGE);
  }

  @Test
  void whatIsNotThereIsNotCompacted() {
    assertRefused(() -> contexts.plan("none", ONE_TURN), ThreadNotFound.class);
    CompactionPlan plan = plan();
    assertRefused(() -> contexts.compact("none", plan, "words", null), ThreadNotFound.class);
  }

  @Test
  void theNextOneGoesOnFromTheSummaryOrFromTheOriginals() {
    Entry first = contexts.compact("a", plan(), "the beginning", null);
    threads.appendAll("a", List.of(Said.byUser("u4"), Said.byModel("m4")), AppendOptions.DEFAULT);
    CompactionPlan next = plan();
    assertThat(next.previousSummary()).isEqualTo("the beginning");
    assertThat(texts(next)).containsExactly("u3", "m3");
    CompactionPlan again = contexts.plan("a", ONE_TURN.fromOriginals());
    assertThat(again.previousSummary()).isNull();
    assertThat(texts(again)).containsExactly("u1", "m1", "u2", "m2", "u3", "m3");
    Entry second = contexts.compact("a", again, "all of it", null);
    assertThat(cut(second).generation()).isEqualTo(2);
    assertThat(cut(second).previousId()).isEqualTo(cut(first).id());
    assertThat(context()).containsExactly(second.id(), "u4", "m4");
    assertThat(Said.first(contexts.context("a")))
        .contains("all of it")
        .doesNotContain("the beginning");
  }

  @Test
  void aCompactionOfAForkIsNotTheSources() {
    threads.fork(ForkOptions.of("a").as("f"));
    Entry entry = contexts.compact("f", contexts.plan("f", ONE_TURN), "the beginning", null);
    assertThat(Said.entries(contexts.context("f"))).containsExactly(entry.id(), "u3", "m3");
    assertThat(context()).containsExactly("u1", "m1", "u2", "m2", "u3", "m3");
  }
}

class SqliteCompactionTest extends CompactionContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresCompactionTest extends CompactionContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
