package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that began and has no end: its writer died on the way. */
class InterruptedInvokeTest {

  private static final LogEntry INVOKE = new LogEntry.Invoke(1, Trigger.WAKEUP);
  private static final LogEntry INPUT = new LogEntry.UserInput(1, List.of(InputSegment.text("q")));
  private static final LogEntry CALL = LogEntry.ofItem(new LoggedItem.ToolCall("c", "rm", "{}"), 1);
  private static final LogEntry FINISHED = new LogEntry.RunCompleted(1, false, RunResult.FINISHED);
  private static final LogEntry PAUSED = new LogEntry.RunCompleted(1, true, RunResult.PAUSED);
  private static final LogEntry FAILED = new LogEntry.RunErrored(1, false, "m");
  private static final LogEntry TURN_END = new LogEntry.TurnEnd(1, 1);

  @Test
  void runWithoutAnEndIsInterrupted() {
    assertInterrupted(true, INVOKE);
    assertInterrupted(true, INVOKE, INPUT, CALL);
    assertInterrupted(true, INVOKE, INPUT, TURN_END);
    assertInterrupted(true, FINISHED, INVOKE);
  }

  @Test
  void runThatEndedIsWhatItsEndSays() {
    assertInterrupted(false, INVOKE, INPUT, FINISHED);
    assertInterrupted(false, INVOKE, INPUT, FAILED);
    assertInterrupted(false, INVOKE, FINISHED, INPUT);
  }

  @Test
  void secondInvokeWithoutAnEndLeavesItInterrupted() {
    assertInterrupted(true, INVOKE, INPUT, INVOKE);
    assertInterrupted(false, INVOKE, INPUT, INVOKE, FINISHED);
  }

  @Test
  void logWithoutAnInvokeIsNotInterrupted() {
    assertInterrupted(false, INPUT, CALL);
  }

  @Test
  void pausedRunStaysInterruptedWithEitherAnswer() {
    List<LogEntry> log = List.of(INVOKE, PAUSED);
    assertThat(Replay.collectState(log).lastRunInterrupted()).isTrue();
    assertThat(Replay.collectState(log, ReplayOptions.REFERENCE).lastRunInterrupted()).isTrue();
  }

  /** The reference looks at ends only. */
  private static void assertInterrupted(boolean interrupted, LogEntry... log) {
    List<LogEntry> entries = List.of(log);
    assertThat(Replay.collectState(entries).lastRunInterrupted()).isEqualTo(interrupted);
    assertThat(Replay.collectState(entries, ReplayOptions.DEFAULT).lastRunInterrupted())
        .isEqualTo(interrupted);
    assertThat(Replay.collectState(entries, ReplayOptions.REFERENCE).lastRunInterrupted())
        .isFalse();
  }
}
