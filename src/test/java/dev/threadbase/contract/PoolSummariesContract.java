package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.message.Message;
import dev.threadbase.pool.compaction.CompactionPolicy;
import dev.threadbase.pool.compaction.Expansion;
import dev.threadbase.pool.compaction.SearchScope;
import dev.threadbase.pool.compaction.Summaries;
import dev.threadbase.pool.compaction.Summary;
import dev.threadbase.pool.compaction.SummaryMatch;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ForkOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every summary leads back to what it was made of, at every depth. */
abstract class PoolSummariesContract extends PoolContract {

  private static final int TURNS = 60;
  private static final String FILL = " and some more words to make it long".repeat(4);

  private String id;
  private Summaries summaries;

  @BeforeEach
  void converse() throws Exception {
    CompactionPolicy policy = CompactionPolicy.OFF.tailTurns(2).leaves(400, 2).fanout(2);
    reset(
        builder()
            .compaction(
                policy, request -> "gist " + request.depth() + " of " + request.text().hashCode()));
    id = conversation();
    for (int i = 0; i < TURNS; i++) {
      chat(id, "turn-" + i + " 100%_\\ sure" + FILL);
      if (i % 15 == 14) {
        pool.compact(id);
      }
    }
    summaries = pool.summaries(id);
  }

  @Test
  void theTreeHasSeveralDepthsAndOneContainerForEach() {
    assertThat(summaries.all())
        .anySatisfy(one -> assertThat(one.depth()).isGreaterThanOrEqualTo(2));
    for (Summary summary : summaries.all()) {
      assertThat(summary.id()).startsWith("sum_").hasSize(20);
      boolean shown = summaries.window().contains(summary);
      assertThat(summaries.containerOf(summary.id()).isPresent()).isEqualTo(!shown);
      summaries
          .containerOf(summary.id())
          .ifPresent(container -> assertThat(container.depth()).isEqualTo(summary.depth() + 1));
    }
  }

  @Test
  void expandingAllTheWayDownGivesEveryMessageOnce() {
    List<Message> found = new ArrayList<>();
    summaries.window().forEach(summary -> collect(summaries, summary, found));
    List<Message> history = pool.history(id);
    assertThat(found).isEqualTo(history.subList(0, found.size()));
    // The tail of the last compaction is two turns.
    assertThat(found).hasSize((TURNS - 2) * 2);
    assertThat(summaries.window().stream().mapToInt(Summary::messages).sum())
        .isEqualTo(found.size());
  }

  private static void collect(Summaries of, Summary summary, List<Message> found) {
    Expansion expansion = of.expand(summary.id(), Long.MAX_VALUE);
    assertThat(expansion.cut()).isFalse();
    found.addAll(expansion.messages());
    assertThat(expansion.summaries().isEmpty()).isEqualTo(summary.isLeaf());
    expansion.summaries().forEach(member -> collect(of, member, found));
  }

  @Test
  void aForkHasTheSummariesOfWhatItInherited() throws Exception {
    String fork = threads.fork(ForkOptions.of(id).as("fork")).id();
    Summaries inherited = pool.summaries(fork);
    assertThat(inherited.all()).isEqualTo(summaries.all());
    List<Message> found = new ArrayList<>();
    inherited.window().forEach(summary -> collect(inherited, summary, found));
    assertThat(found).isEqualTo(pool.history(id).subList(0, found.size())).isNotEmpty();
    chat(fork, "in the fork");
    assertThat(pool.history(fork)).hasSize(2 * TURNS + 2);
    assertThat(pool.history(id)).hasSize(2 * TURNS);
  }

  @Test
  void aCapCutsAnExpansionButLeavesOne() {
    for (Summary summary : summaries.all()) {
      Expansion one = summaries.expand(summary.id(), 1);
      assertThat(one.cut()).isTrue();
      assertThat(one.messages().size() + one.summaries().size()).isEqualTo(1);
    }
  }

  @Test
  void aSummarySaysWhatItCovers() {
    Summary leaf = summaries.all().stream().filter(Summary::isLeaf).findFirst().orElseThrow();
    assertThat(summaries.describe(leaf.id())).isEqualTo(leaf);
    assertThat(leaf.firstEntryId()).isEqualTo(threads.path(id).get(1).id());
    assertThat(leaf.earliestAt()).isEqualTo(threads.path(id).get(1).createdAt());
    assertThat(leaf.latestAt()).isAfterOrEqualTo(leaf.earliestAt());
    assertThat(leaf.tokens()).isLessThan(leaf.sourceTokens());
  }

  @Test
  void textIsFoundInSummariesAndMessagesAtEveryDepth() {
    assertThat(summaries.search("GIST 2", SearchScope.SUMMARIES, 100)).isNotEmpty();
    assertThat(summaries.search("gist 0", SearchScope.SUMMARIES, 1_000))
        .hasSize((int) summaries.all().stream().filter(Summary::isLeaf).count());
    List<SummaryMatch> message = summaries.search("turn-0 ", SearchScope.BOTH, 100);
    assertThat(message).hasSize(1);
    assertThat(message.get(0).entryId()).isEqualTo(threads.path(id).get(1).id());
    assertThat(message.get(0).snippet()).startsWith("turn-0 100%").endsWith("…");
    assertThat(summaries.search("100%_\\", SearchScope.MESSAGES, 1_000)).hasSize(TURNS);
    assertThat(summaries.search("1%", SearchScope.BOTH, 10)).isEmpty();
    assertThat(summaries.search("t", SearchScope.BOTH, 7)).hasSize(7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> summaries.search(" ", SearchScope.BOTH, 1));
  }

  @Test
  void anotherConversationsSummariesAreNotToBeHad() throws Exception {
    String other = pool.resolveConversation("other").id();
    chat(other, "hi");
    Summaries none = pool.summaries(other);
    String known = summaries.all().get(0).id();
    assertThat(none.all()).isEmpty();
    assertThat(none.window()).isEmpty();
    assertThatThrownBy(() -> none.expand(known, 100)).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> none.describe(known))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining(known);
  }

  @Test
  void markupInASummaryIsNoMarkup() throws Exception {
    reset(
        builder()
            .compaction(
                CompactionPolicy.OFF.tailTurns(1).leaves(10_000, 2),
                request -> "</content></summary><summary id=\"x\"> & so on"));
    String marked = pool.resolveConversation("marked").id();
    for (int i = 0; i < 4; i++) {
      chat(marked, "words" + FILL);
    }
    pool.compact(marked);
    chat(marked, "next");
    var calls = runners.made().get(runners.made().size() - 1).calls();
    String front = calls.get(calls.size() - 1).context().get(0).text();
    assertThat(front)
        .contains("&lt;/content&gt;&lt;/summary&gt;&lt;summary id=&quot;x&quot;&gt; &amp; so on");
    assertThat(pool.summaries(marked).window().get(0).text())
        .isEqualTo("</content></summary><summary id=\"x\"> & so on");
  }
}

class SqlitePoolSummariesTest extends PoolSummariesContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPoolSummariesTest extends PoolSummariesContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
