package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.CompactionRefusal;
import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.message.Message;
import dev.threadbase.message.Role;
import dev.threadbase.pool.ChatEvent;
import dev.threadbase.pool.compaction.CompactionPolicy;
import dev.threadbase.pool.compaction.CompactionReport;
import dev.threadbase.pool.compaction.SummaryFailed;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Entry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How contexts are kept short while chats go on. */
abstract class PoolCompactionContract extends CompactingPoolContract {

  @Test
  void nothingIsCompactedUnlessItIsAskedFor() throws Exception {
    String id = conversation();
    chats(id, 20);
    assertThat(pool.needsCompaction(id)).isFalse();
    assertThat(lastContext()).hasSize(38);
  }

  @Test
  void whatIsShortNeedsNoCompaction() throws Exception {
    compacting(CompactionPolicy.DEFAULT.threshold(100_000));
    String id = conversation();
    chats(id, 2);
    assertThat(pool.needsCompaction(id)).isFalse();
    assertThatThrownBy(() -> pool.needsCompaction("nobody")).isInstanceOf(ThreadNotFound.class);
  }

  @Test
  void olderTurnsBecomeSummariesAndTheTailStays() throws Exception {
    compacting(BY_HAND);
    String id = conversation();
    chats(id, 10);
    CompactionReport report = pool.compact(id);
    assertThat(report.isCompacted()).isTrue();
    assertThat(report.leaves()).isPositive();
    assertThat(report.tokensAfter()).isLessThan(report.tokensBefore());
    assertThat(requests).allSatisfy(request -> assertThat(request.model()).isEqualTo("fast"));
    chat(id, "next");
    List<Message> context = lastContext();
    assertThat(context).hasSize(5);
    assertThat(context.get(0).role()).isEqualTo(Role.USER);
    assertThat(context.get(0).text())
        .contains("<summary id=\"sum_")
        .contains("summary 1 of depth 0");
    assertThat(context.get(1).text()).isEqualTo(LONG + 8);
    assertThat(pool.history(id)).hasSize(22);
    assertAtRest(id);
  }

  @Test
  void aShortConversationStaysAsItIs() throws Exception {
    compacting(BY_HAND);
    String id = conversation();
    assertThat(pool.compact(id).isCompacted()).isFalse();
    chats(id, 2);
    assertThat(pool.compact(id).isCompacted()).isFalse();
    chats(id, 1);
    assertThat(pool.compact(id).isCompacted()).isFalse();
    assertThat(requests).isEmpty();
    assertThatThrownBy(() -> pool.compact("nobody")).isInstanceOf(ThreadNotFound.class);
  }

  @Test
  void aContextAboveTheThresholdIsCompactedBeforeTheAnswer() throws Exception {
    compacting(BY_HAND.threshold(1_000));
    String id = conversation();
    List<ChatEvent> events = List.of();
    for (int i = 0; only(ChatEvent.Compacted.class, events).isEmpty(); i++) {
      assertThat(i).isLessThan(30);
      events = chat(id, LONG + i);
    }
    List<Message> context = lastContext();
    assertThat(context.get(0).text()).contains("summary 1 of depth 0");
    // Two turns stay: the current one, and the one before it.
    assertThat(context).hasSize(3);
    assertThat(pool.history(id).size() % 2).isZero();
    assertAtRest(id);
  }

  @Test
  void summariesOfOneDepthBecomeOneOfTheNext() throws Exception {
    compacting(BY_HAND.leaves(300, 2));
    String id = conversation();
    chats(id, 30);
    CompactionReport report = pool.compact(id);
    assertThat(report.condensed()).isPositive();
    var summaries = pool.summaries(id);
    assertThat(summaries.window()).hasSizeLessThan(report.leaves());
    var top = summaries.window().get(0);
    assertThat(top.depth()).isPositive();
    assertThat(top.memberIds()).hasSizeGreaterThanOrEqualTo(3);
    chat(id, "next");
    assertThat(lastContext().get(0).text())
        .contains("kind=\"condensed\"")
        .contains("descendant_count=\"" + top.messages() + "\"")
        .contains("<summary_ref id=\"" + top.memberIds().get(0) + "\"/>");
  }

  @Test
  void aSummariserThatFailsLeavesTheContextAsItIs() throws Exception {
    reset(
        builder()
            .compaction(
                BY_HAND.threshold(1_000),
                request -> {
                  throw new java.io.IOException("no model");
                }));
    String id = conversation();
    chats(id, 12);
    List<ChatEvent> events = chat(id, "next");
    assertThat(only(ChatEvent.NotCompacted.class, events).get(0).cause())
        .isInstanceOf(SummaryFailed.class)
        .hasRootCauseMessage("no model");
    assertThat(lastContext()).hasSize(24);
    assertThatThrownBy(() -> pool.compact(id)).isInstanceOf(SummaryFailed.class);
    assertAtRest(id);
  }

  @Test
  void aSummariserThatFailsInTheMiddleLeavesNothing() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    reset(
        builder()
            .compaction(
                BY_HAND.leaves(300, 2),
                request -> {
                  if (calls.incrementAndGet() == 3) {
                    throw new java.io.IOException("no model");
                  }
                  return "short";
                }));
    String id = conversation();
    chats(id, 20);
    List<String> before = ids(threads.path(id));
    assertThatThrownBy(() -> pool.compact(id)).isInstanceOf(SummaryFailed.class);
    assertThat(ids(threads.path(id))).isEqualTo(before);
    assertThat(pool.compact(id).isCompacted()).isTrue();
  }

  @Test
  void emptyAndLongerSummariesAreRefused() throws Exception {
    reset(builder().compaction(BY_HAND, request -> " \n"));
    String id = conversation();
    chats(id, 10);
    assertThatThrownBy(() -> pool.compact(id))
        .isInstanceOfSatisfying(
            CompactionRefused.class,
            refused -> assertThat(refused.reason()).isEqualTo(CompactionRefusal.EMPTY_SUMMARY));
    reset(builder().compaction(BY_HAND, request -> request.text() + request.text()));
    assertThatThrownBy(() -> pool.compact(id))
        .isInstanceOfSatisfying(
            CompactionRefused.class,
            refused -> assertThat(refused.reason()).isEqualTo(CompactionRefusal.LONGER_SUMMARY));
    assertThat(pool.summaries(id).all()).isEmpty();
  }

  @Test
  void aBudgetLeavesOutWholeTurnsAndNeverTheTail() throws Exception {
    compacting(CompactionPolicy.OFF.budget(1).tailTurns(2));
    String id = conversation();
    chats(id, 6);
    assertThat(lastContext().stream().map(Message::text)).containsExactly(LONG + 4, "answer");
    compacting(CompactionPolicy.OFF.budget(700).tailTurns(2));
    chat(id, LONG + 6);
    List<Message> context = lastContext();
    assertThat(context).hasSizeBetween(4, 10);
    assertThat(context.get(0).role()).isEqualTo(Role.USER);
    assertThat(pool.history(id)).hasSize(14);
  }

  @Test
  void whatAnotherWayOfCompactingLeftIsGoneOnWith() throws Exception {
    String id = conversation();
    chats(id, 6);
    threadbase.conversations().appendCheckpoint(id, List.of(Message.system("the time before")), 10);
    compacting(BY_HAND);
    chats(id, 6);
    assertThat(pool.compact(id).isCompacted()).isTrue();
    assertThat(requests.get(0).previous()).isEqualTo("the time before");
    chat(id, "next");
    assertThat(lastContext().get(0).text())
        .contains("the time before")
        .contains("summary 1 of depth 0");
    assertThat(lastContext()).hasSize(5);
  }

  @Test
  void movingTheLeafBackUndoesACompaction() throws Exception {
    compacting(BY_HAND);
    String id = conversation();
    chats(id, 10);
    CompactionReport report = pool.compact(id);
    Entry compaction = threads.entry(id, report.entryId());
    threads.moveLeaf(id, compaction.parentId());
    assertThat(pool.summaries(id).window()).isEmpty();
    chat(id, "next");
    assertThat(lastContext()).hasSize(20);
    assertThat(lastContext().get(0).text()).isEqualTo(LONG + 0);
  }
}

class SqlitePoolCompactionTest extends PoolCompactionContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPoolCompactionTest extends PoolCompactionContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
