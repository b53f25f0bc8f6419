package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.context.Checkpoint;
import dev.threadbase.context.CompactionBudget;
import dev.threadbase.context.CompactionPlan;
import dev.threadbase.context.CompactionRequest;
import dev.threadbase.context.ContextProjection;
import dev.threadbase.context.Contexts;
import dev.threadbase.context.MessageAnnotation;
import dev.threadbase.message.Role;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stored compactions make of contexts, in the words of the reference's tests. */
abstract class CompactionContextContract extends Contract {

  /** Keeps one turn of two short messages, and the users before it. */
  private static final CompactionRequest ONE_TURN =
      CompactionRequest.MANUAL.within(new CompactionBudget(3_000, 100, 20, 100));

  @BeforeEach
  void beginWithTwoTurns() {
    begin("a");
    append("a", Said.byUser("u1"), Said.byModel("m1"), Said.byUser("u2"), Said.byModel("m2"));
  }

  private void append(String threadId, NewEntry... entries) {
    threads.appendAll(threadId, List.of(entries), AppendOptions.DEFAULT);
  }

  private ContextProjection context(String threadId) {
    return threadbase.contexts().context(threadId);
  }

  private static int times(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void theHeadIsReplacedAndTheTailIsKept() {
    append("a", Said.compaction("c", "u2"), Said.byUser("u3"));
    ContextProjection context = context("a");
    assertThat(Said.entries(context)).containsExactly("c", "u2", "m2", "u3");
    assertThat(context.messages().get(0).role()).isEqualTo(Role.USER);
    assertThat(context.annotations())
        .extracting(MessageAnnotation::kind)
        .containsExactly(Checkpoint.KIND, "", "", "");
    assertThat(Checkpoint.extractSummary(Said.first(context))).isEqualTo("summary of c");
    assertThat(ids(threads.entries("a"))).containsExactly("u1", "m1", "u2", "m2", "c", "u3");
  }

  @Test
  void usersOutsideTheTailAreInTheCheckpointAndThoseInItAreNotTwice() {
    append("a", Said.compaction("c", "u2", "u1", "u2"));
    assertThat(Said.entries(context("a"))).containsExactly("c", "u2", "m2");
    assertThat(Said.first(context("a")))
        .contains("\"entry_id\": \"u1\"")
        .doesNotContain("\"entry_id\": \"u2\"");
  }

  @Test
  void explicitUsersWithoutABeginningKeepNoTail() {
    append("a", Said.compaction("c", null, "u2"));
    assertThat(Said.entries(context("a"))).containsExactly("c");
    assertThat(Said.first(context("a")))
        .startsWith("The compacted conversation is represented by this checkpoint.")
        .contains("\"entry_id\": \"u2\"");
  }

  @Test
  void onlyTheLastOfSeveralCompactionsCounts() {
    append("a", Said.compaction("c", "u2", "u1"), Said.byUser("u3"), Said.byModel("m3"));
    append("a", Said.compaction("d", "u3", "u2", "u3"), Said.byUser("u4"));
    assertThat(Said.entries(context("a"))).containsExactly("d", "u3", "m3", "u4");
    String checkpoint = Said.first(context("a"));
    assertThat(checkpoint)
        .startsWith("The conversation before the retained tail was compacted")
        .contains("summary of d", "\"entry_id\": \"u2\"")
        .doesNotContain("summary of c", "\"entry_id\": \"u1\"", "\"entry_id\": \"u3\"");
    assertThat(times(checkpoint, "<preserved_user_inputs>")).isEqualTo(1);
    assertThat(times(checkpoint, "<compaction_summary ")).isEqualTo(1);
  }

  @Test
  void aForkHasTheCheckpointAndWhatItKeepsUnderTheirOwnIds() {
    append("a", Said.compaction("c", "u2", "u1"));
    threads.fork(ForkOptions.of("a").as("f"));
    assertThat(context("f")).isEqualTo(context("a"));
    assertThat(Said.entries(context("f"))).containsExactly("c", "u2", "m2");
    Compaction cut = Objects.requireNonNull(threads.entry("f", "c").content().compaction());
    assertThat(cut.id()).isEqualTo("c");
    assertThat(threads.entry("f", Objects.requireNonNull(cut.firstKeptEntryId())))
        .isEqualTo(threads.entry("a", "u2"));
  }

  @Test
  void theLatestWindowIsUsedByAForkAndAfterReopening() {
    Entry first = compact("a", "one");
    append("a", Said.byUser("u3"), Said.byModel("m3"));
    Entry second = compact("a", "two");
    Compaction cut = Objects.requireNonNull(second.content().compaction());
    assertThat(cut.generation()).isEqualTo(2);
    assertThat(cut.previousId())
        .isEqualTo(Objects.requireNonNull(first.content().compaction()).id());
    threads.fork(ForkOptions.of("a").as("f"));
    append("f", Said.byUser("u4"), Said.byModel("m4"));
    reopened();
    ContextProjection context = context("f");
    assertThat(Said.entries(context)).containsExactly(second.id(), "u3", "m3", "u4", "m4");
    assertThat(context.annotations())
        .extracting(MessageAnnotation::kind)
        .containsOnlyOnce(Checkpoint.KIND);
    Entry third = compact("f", "three");
    Compaction next = Objects.requireNonNull(third.content().compaction());
    assertThat(next.generation()).isEqualTo(3);
    assertThat(next.previousId()).isEqualTo(cut.id());
    assertThat(next.keptUserEntryIds()).containsExactly("u1", "u2", "u3");
    assertThat(Said.entries(context("f"))).containsExactly(third.id(), "u4", "m4");
    assertThat(Said.first(context("f"))).contains("three").doesNotContain("two");
    assertThat(Said.entries(context("a"))).containsExactly(second.id(), "u3", "m3");
  }

  private Entry compact(String threadId, String summary) {
    Contexts contexts = threadbase.contexts();
    CompactionPlan plan = contexts.plan(threadId, ONE_TURN);
    return contexts.compact(threadId, plan, summary, null);
  }
}

class SqliteCompactionContextTest extends CompactionContextContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresCompactionContextTest extends CompactionContextContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
