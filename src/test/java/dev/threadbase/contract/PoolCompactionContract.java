package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.CompactionRefusal;
import dev.threadbase.ThreadbaseException.CompactionRefused;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.ChatEvent;
import dev.threadbase.pool.RunnerEvent.Said;
import dev.threadbase.pool.compaction.CompactionPolicy;
import dev.threadbase.pool.compaction.CompactionReport;
import dev.threadbase.pool.compaction.SummaryFailed;
import dev.threadbase.pool.compaction.SummaryRequest;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How contexts are kept short while chats go on. */
abstract class PoolCompactionContract extends PoolContract {

  private static final String LONG = "many words about one thing or another ".repeat(8);

  /** Compacts when it is asked to; leaves are small. */
  private static final CompactionPolicy BY_HAND =
      CompactionPolicy.OFF.tailTurns(2).leaves(1_000, 4).fanout(3);

  private final List<SummaryRequest> requests = new CopyOnWriteArrayList<>();

  private String summarise(SummaryRequest request) {
    requests.add(request);
    return "summary " + requests.size() + " of depth " + request.depth();
  }

  private void compacting(CompactionPolicy policy) {
    reset(builder().fastModel("fast").compaction(policy, this::summarise));
  }

  private void chats(String id, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      chat(id, LONG + i);
    }
  }

  private List<Message> lastContext() {
    var calls = runners.made().get(runners.made().size() - 1).calls();
    return calls.get(calls.size() - 1).context();
  }

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
  void aTurnIsNeverTornWhereverItsMessagesStand() throws Exception {
    runners.play(
        (context, message, output) -> {
          for (int i = 0; i < 5; i++) {
            String call = message.text().length() + "-" + i;
            output.emit(new Said(Message.toolCall(call, "bash", "{}")));
            output.emit(new Said(Message.toolResult(call, "bash", LONG)));
          }
          output.text("done");
        });
    compacting(BY_HAND.threshold(1_500).budget(2_500));
    String id = conversation();
    for (int i = 1; i < 12; i++) {
      chat(id, "x".repeat(i));
      assertPaired(lastContext());
    }
    assertThat(pool.summaries(id).all()).isNotEmpty();
    assertThat(pool.history(id)).hasSize(11 * 12);
  }

  private static void assertPaired(List<Message> context) {
    Set<String> open = new HashSet<>();
    for (Message message : context) {
      for (Part part : message.parts()) {
        if (part instanceof Part.ToolCall call) {
          assertThat(open.add(call.id())).isTrue();
        } else if (part instanceof Part.ToolResult result) {
          assertThat(open.remove(result.callId())).as("result of %s", result.callId()).isTrue();
        }
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void aCompactionHoldsThoughChatsWentOnWhileItWasSummarised() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    reset(
        builder()
            .compaction(
                BY_HAND,
                request -> {
                  asked.countDown();
                  go.await();
                  return "what was said";
                }));
    String id = conversation();
    chats(id, 10);
    List<CompactionReport> reports =
        Crowd.run(
            2,
            number -> {
              if (number == 0) {
                return pool.compact(id);
              }
              asked.await();
              chat(id, "meanwhile");
              go.countDown();
              return null;
            });
    assertThat(reports.get(0).isCompacted()).isTrue();
    chat(id, "next");
    List<Message> context = lastContext();
    assertThat(context.get(0).text()).contains("what was said");
    assertThat(context.get(context.size() - 2).text()).isEqualTo("meanwhile");
    assertThat(context).hasSize(7);
    assertAtRest(id);
  }

  @Test
  void aCompactionIsMadeAgainIfTheLeafWasMovedBack() throws Exception {
    AtomicBoolean moved = new AtomicBoolean();
    String id = conversation();
    chats(id, 12);
    List<String> path = ids(threads.path(id));
    reset(
        builder()
            .compaction(
                BY_HAND,
                request -> {
                  if (moved.compareAndSet(false, true)) {
                    // Behind the end of the eighth turn: the tail that was to be kept is gone.
                    threads.moveLeaf(id, path.get(8 * 4 - 1));
                  }
                  return "what was said";
                }));
    CompactionReport report = pool.compact(id);
    assertThat(report.isCompacted()).isTrue();
    assertThat(pool.history(id)).hasSize(16);
    chat(id, "next");
    assertThat(lastContext()).hasSize(5);
  }

  @Test
  void nothingThatWasSaidIsLostWhateverCompactsAtOnce() throws Exception {
    compacting(BY_HAND.threshold(1_200).leaves(600, 2));
    runners.play(
        (context, message, output) -> {
          assertPaired(context);
          output.emit(new Said(Message.toolCall(message.text(), "bash", "{}")));
          output.emit(new Said(Message.toolResult(message.text(), "bash", LONG)));
          output.text("done");
        });
    String id = conversation();
    Crowd.run(
        3,
        number -> {
          for (int i = 0; i < 8; i++) {
            if (number == 0) {
              int before = pool.history(id).size();
              pool.compact(id);
              assertThat(pool.history(id)).hasSizeGreaterThanOrEqualTo(before);
            } else {
              read(pool.chat(id, number + "-" + i), ChatEnd.COMPLETED);
            }
          }
          return null;
        });
    assertThat(pool.history(id)).hasSize(2 * 8 * 4);
    assertThat(pool.summaries(id).all()).isNotEmpty();
    assertAtRest(id);
    assertThat(threadbase.verify().problems()).isEmpty();
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
