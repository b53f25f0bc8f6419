package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseConfig;
import dev.threadbase.ThreadbaseException.ActiveTurn;
import dev.threadbase.ThreadbaseException.LeaseLost;
import dev.threadbase.ThreadbaseException.LeaseRequired;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.context.ContextRepair;
import dev.threadbase.context.Contexts;
import dev.threadbase.context.MessageAnnotation;
import dev.threadbase.context.ToolCallProblem;
import dev.threadbase.context.ToolCallProblem.Kind;
import dev.threadbase.lease.Acquisition.Acquired;
import dev.threadbase.lease.TurnLease;
import dev.threadbase.lease.TurnLeases;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.testkit.Crowd;
import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SettableClock;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.AppendOptions;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tool calls of stored threads: what is wrong with them, and results for those that lack one. */
abstract class ToolCallContract extends Contract {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private Contexts contexts;

  @Override
  ThreadbaseConfig configure(ThreadbaseConfig config) {
    return config.leaseClock(clock);
  }

  @BeforeEach
  void beginOne() {
    contexts = threadbase.contexts();
    begin("a");
    append(Said.byUser("u"));
  }

  private void append(NewEntry... entries) {
    threads.appendAll("a", List.of(entries), AppendOptions.DEFAULT);
  }

  /** Two calls in one message and one behind it, in a turn; the first is answered. */
  private void appendTwoDanglingCalls() {
    Part first = new Part.ToolCall("c1", "look", "{}");
    Part second = new Part.ToolCall("c2", "find", "{}");
    append(
        NewEntry.message(new Message(Role.ASSISTANT, List.of(first, second)))
            .withId("calls")
            .inTurn("t"),
        Said.call("c3").inTurn("t"),
        Said.result("r1", "c1").inTurn("t"));
  }

  private static Part.ToolResult result(Entry entry) {
    Message message = Objects.requireNonNull(entry.content().message());
    return (Part.ToolResult) message.parts().get(0);
  }

  private TurnLease acquired() {
    return ((Acquired) threadbase.leases().tryAcquire("a", "t")).lease();
  }

  private void assertRefused(ThrowingCallable repair, Class<? extends RuntimeException> refusal) {
    var before = EveryRow.of(database);
    assertThatThrownBy(repair).isInstanceOf(refusal);
    assertThat(EveryRow.of(database)).isEqualTo(before);
  }

  @Test
  void everythingThatIsWrongIsFound() {
    append(
        Said.result("r0", "none"),
        Said.call("c1"),
        Said.result("r1", "c1"),
        Said.result("again", "c1"),
        NewEntry.message(Message.toolCall("c1", "look", "{}")).withId("twice"),
        Said.result("r2", "c1"),
        Said.call("c3"),
        Said.byUser("u2"));
    assertThat(contexts.check("a"))
        .containsExactly(
            new ToolCallProblem(Kind.ORPHAN_RESULT, "r0", "none", "look"),
            new ToolCallProblem(Kind.DUPLICATE_RESULT, "again", "c1", "look"),
            new ToolCallProblem(Kind.DUPLICATE_CALL_ID, "twice", "c1", "look"),
            new ToolCallProblem(Kind.DANGLING_CALL, "c3", "c3", "look"));
  }

  @Test
  void aCallToTheHostIsNoProblem() {
    for (String tool : List.of("ask_user", "task_complete")) {
      append(NewEntry.message(Message.toolCall(tool, tool, "{}")));
    }
    assertThat(contexts.check("a")).isEmpty();
    assertThat(contexts.repair("a", null)).isEmpty();
    begin("empty");
    assertThat(contexts.check("empty")).isEmpty();
    assertThat(contexts.repair("empty", null)).isEmpty();
  }

  @Test
  void everyDanglingCallGetsAMarkedResultOnce() {
    appendTwoDanglingCalls();
    List<Entry> results = contexts.repair("a", null);
    assertThat(results).extracting(entry -> result(entry).callId()).containsExactly("c2", "c3");
    assertThat(results).extracting(entry -> result(entry).name()).containsExactly("find", "look");
    assertThat(results).allMatch(entry -> result(entry).error());
    assertThat(results).extracting(Entry::turnId).containsOnly("t");
    List<Entry> path = threads.path("a");
    assertThat(path.subList(4, path.size())).isEqualTo(results);
    assertThat(contexts.check("a")).isEmpty();
    assertThat(contexts.repair("a", null)).isEmpty();
    assertThat(threads.path("a")).isEqualTo(path);
    assertThat(contexts.context("a").annotations())
        .extracting(MessageAnnotation::kind)
        .containsExactly(
            "", "", "", "", ContextRepair.INTERRUPTED_RESULT, ContextRepair.INTERRUPTED_RESULT);
  }

  @Test
  void ofFourWhoRepairAtOnceOneDoes() {
    appendTwoDanglingCalls();
    List<Integer> appended = Crowd.run(4, number -> contexts.repair("a", null).size());
    assertThat(appended).containsExactlyInAnyOrder(2, 0, 0, 0);
    assertThat(threads.path("a")).hasSize(6);
    assertThat(contexts.check("a")).isEmpty();
  }

  @Test
  void everyBranchAndForkIsRepairedForItself() {
    appendTwoDanglingCalls();
    threads.fork(ForkOptions.of("a").as("f"));
    assertThat(contexts.repair("a", null)).hasSize(2);
    threads.moveLeaf("a", "r1");
    say("a", "other");
    assertThat(contexts.repair("a", null)).hasSize(2);
    assertThat(contexts.check("a")).isEmpty();
    assertThat(contexts.repair("f", null)).hasSize(2);
    assertThat(contexts.check("f")).isEmpty();
    threads.fork(ForkOptions.of("a").at("other").as("g"));
    assertThat(contexts.repair("g", null)).hasSize(2);
  }

  @Test
  void nothingIsRepairedWhileSomebodyRunsATurn() {
    appendTwoDanglingCalls();
    TurnLease lease = acquired();
    assertRefused(() -> contexts.repair("a", null), ActiveTurn.class);
    assertThat(contexts.check("a")).hasSize(2);
    assertThat(contexts.repair("a", lease)).hasSize(2);
    assertThat(contexts.check("a")).isEmpty();
  }

  @Test
  void anExpiredLeaseIsNotInTheWayAndStillItsHolders() {
    appendTwoDanglingCalls();
    TurnLease lease = acquired();
    clock.advance(TurnLeases.DEFAULT_TTL);
    assertThat(contexts.repair("a", null)).hasSize(2);
    threads.append("a", Said.call("c4"), AppendOptions.DEFAULT.under(lease));
    assertThat(contexts.repair("a", lease)).hasSize(1);
  }

  @Test
  void aLeaseThatWasGivenBackRepairsNothing() {
    appendTwoDanglingCalls();
    TurnLease lease = acquired();
    threadbase.leases().release(lease);
    assertRefused(() -> contexts.repair("a", lease), LeaseLost.class);
    TurnLease next = acquired();
    assertRefused(() -> contexts.repair("a", lease), LeaseLost.class);
    assertRefused(() -> contexts.repair("a", like(next, "me", 99)), LeaseLost.class);
    threadbase.leases().release(next);
    assertThat(contexts.repair("a", null)).hasSize(2);
  }

  @Test
  void aThreadThatRequiresALeaseIsRepairedUnderOne() {
    appendTwoDanglingCalls();
    threads.updateThread("a", ThreadUpdate.NOTHING.leaseRequired(true));
    assertRefused(() -> contexts.repair("a", null), LeaseRequired.class);
    assertThat(contexts.repair("a", acquired())).hasSize(2);
  }

  @Test
  void whatARetryTookBackIsNotRepaired() {
    appendTwoDanglingCalls();
    append(Said.retryFrom("again", "u"), Said.byModel("m"));
    assertThat(contexts.check("a")).isEmpty();
    assertThat(contexts.repair("a", null)).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotChecked() {
    assertRefused(() -> contexts.check("none"), ThreadNotFound.class);
    assertRefused(() -> contexts.repair("none", null), ThreadNotFound.class);
  }
}

class SqliteToolCallTest extends ToolCallContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresToolCallTest extends ToolCallContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
