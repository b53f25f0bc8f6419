package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.context.ContextOptions;
import dev.threadbase.message.Message;
import dev.threadbase.pool.ChatEnd;
import dev.threadbase.pool.ChatOptions;
import dev.threadbase.pool.ConversationPool;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.RecordingDataSource;
import dev.threadbase.testkit.RecordingDataSource.Asked;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.Turn;
import dev.threadbase.thread.TurnEnd;
import dev.threadbase.thread.TurnStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What a pool asks the database for, beside what a turn asks by itself. */
class PostgresPoolStatementsTest {

  private static final int MOST = 2;
  private static final Duration LONG = Duration.ofHours(1);

  private final PostgresTestDatabase database = PostgresTestDatabase.create();
  private final RecordingDataSource recording = new RecordingDataSource();
  private Threadbase threadbase;
  private ConversationPool pool;

  @BeforeEach
  void open() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.config().url());
    threadbase = Threadbase.open(recording.over(source));
    pool =
        threadbase
            .pool(request -> (context, message, output) -> output.text("answer"))
            .leaseTtl(LONG)
            .build();
  }

  @AfterEach
  void close() {
    pool.close();
    threadbase.close();
    database.close();
  }

  @Test
  void aTurnAsksForTwoMoreAtMost() throws Exception {
    String id = pool.resolveConversation("cli").id();
    List<String> first = beyondTheTurn(id, ChatOptions.DEFAULT);
    assertThat(first).hasSizeLessThanOrEqualTo(MOST);
    List<String> next = beyondTheTurn(id, ChatOptions.DEFAULT);
    assertThat(next).hasSize(1);
    List<String> chosen = beyondTheTurn(id, ChatOptions.DEFAULT.model("strong"));
    assertThat(chosen).hasSize(MOST);
    assertThat(beyondTheTurn(id, ChatOptions.DEFAULT.model("strong"))).hasSize(1);
  }

  /** The statements of a chat without those of a turn that says the same. */
  private List<String> beyondTheTurn(String id, ChatOptions options) throws Exception {
    recording.take();
    PoolContract.read(pool.chat(id, Message.user("hi"), options), ChatEnd.COMPLETED);
    List<String> asked = statements();
    bareTurn(id);
    List<String> beyond = new ArrayList<>(asked);
    statements().forEach(beyond::remove);
    return beyond;
  }

  private void bareTurn(String id) throws InterruptedException {
    String turnId = "bare-" + System.nanoTime();
    Turn turn =
        threadbase
            .turns()
            .start(
                TurnStart.of(id, turnId, threadbase.leases().newOwnerId())
                    .saying(Message.user("hi"))
                    .lasting(LONG),
                Duration.ofSeconds(1));
    threadbase.contexts().context(id, ContextOptions.REPAIRED.at(turn.message().id()));
    threadbase
        .threads()
        .appendAll(
            id,
            List.of(
                NewEntry.message(Message.assistant("answer"))
                    .inTurn(turnId)
                    .withId("said-" + turnId)),
            AppendOptions.DEFAULT.under(turn.lease()).idempotently());
    threadbase.turns().finish(turn.lease(), TurnEnd.COMPLETED);
  }

  /** What was asked since the last time; the leases are too fresh to be renewed. */
  private List<String> statements() {
    return recording.take().stream().map(Asked::sql).toList();
  }
}
