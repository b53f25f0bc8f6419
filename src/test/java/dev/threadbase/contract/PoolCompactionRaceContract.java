package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.RunnerEvent.Said;
import dev.threadbase.pool.compaction.CompactionReport;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Contexts are compacted while chats go on, and others compact. */
abstract class PoolCompactionRaceContract extends CompactingPoolContract {

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
}

class SqlitePoolCompactionRaceTest extends PoolCompactionRaceContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPoolCompactionRaceTest extends PoolCompactionRaceContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
