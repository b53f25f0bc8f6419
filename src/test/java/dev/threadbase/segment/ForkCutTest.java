package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a fork cuts a log, and what a worker gets back from the fork. */
class ForkCutTest {

  private static final UUID SESSION = new UUID(1, 1);
  private static final UUID SOURCE = new UUID(2, 2);

  private static final List<LogEntry> LOG =
      List.of(
          start("S"),
          input("a"),
          assistant("A"),
          new LogEntry.TurnEnd(1, 1),
          new LogEntry.LlmUsage(1, new UsageRecord(1, 2, 3, 4, 5)),
          new LogEntry.RunCompleted(1, true, RunResult.PAUSED),
          new LogEntry.ConfigChanged(1, RequestConfig.DEFAULT.withMaxTokens(7L)),
          input("b"),
          assistant("B"),
          new LogEntry.TurnEnd(1, 3),
          input("tail"));

  static Stream<Arguments> cuts() {
    return Stream.of(
        Arguments.arguments(0L, 1, List.of(), null),
        Arguments.arguments(1L, 4, List.of("a", "A"), null),
        Arguments.arguments(2L, 11, List.of("a", "A", "b", "B", "tail"), 7L),
        Arguments.arguments(3L, 10, List.of("a", "A", "b", "B"), 7L),
        Arguments.arguments(9L, 11, List.of("a", "A", "b", "B", "tail"), 7L));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void forkKeepsTheLogThroughTheTurnOrAllOfIt(
      long atTurnIndex, int kept, List<String> history, Long maxTokens) {
    assertThat(NaiveForkAt.cut(LOG, atTurnIndex)).isEqualTo(kept);
    LogEntry.SegmentStart fork = fork(LOG, atTurnIndex);
    assertThat(fork.history().stream().map(ForkCutTest::text)).isEqualTo(history);
    assertThat(fork.config().maxTokens()).isEqualTo(maxTokens);
    assertThat(fork.forkedFrom()).isEqualTo(new SegmentOrigin(SOURCE, atTurnIndex));
    assertThat(fork.compactedFrom()).isNull();
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void forkIsRestoredWithItsStartAndNothingElse(
      long atTurnIndex, int kept, List<String> history, Long maxTokens) {
    RestoredState state = Replay.collectState(List.of(fork(LOG, atTurnIndex)));
    assertThat(state.history()).hasSize(history.size());
    assertThat(state.config().maxTokens()).isEqualTo(maxTokens);
    assertThat(state.turnCount()).isZero();
    assertThat(state.lastRunInterrupted()).isFalse();
    assertThat(state.usageHistory()).isEmpty();
    assertThat(state.extensions()).isEmpty();
    assertThat(state.userSegments()).isEmpty();
    assertThat(state.podScope()).isNull();
    assertThat(state.systemPrompt()).isEqualTo("S");
    assertThat(state.entriesCount()).isEqualTo(1);
    assertThat(kept).isLessThanOrEqualTo(LOG.size());
  }

  @Test
  void firstOfTwoTurnsWithTheSameCountCuts() {
    List<LogEntry> log =
        List.of(
            start("S"),
            input("a"),
            new LogEntry.TurnEnd(1, 1),
            input("b"),
            new LogEntry.TurnEnd(1, 1));
    assertThat(fork(log, 1).history()).containsExactly(LoggedItem.user("a"));
  }

  @Test
  void forkAtZeroKeepsAllLeadingStarts() {
    List<LogEntry> twoStarts = List.of(start("one"), start("two"), input("a"), start("three"));
    assertThat(NaiveForkAt.cut(twoStarts, 0)).isEqualTo(2);
    assertThat(fork(twoStarts, 0).systemPrompt()).isEqualTo("two");
    assertThat(NaiveForkAt.cut(List.of(start("one"), start("two")), 0)).isEqualTo(2);
    assertThat(NaiveForkAt.cut(List.of(input("a")), 0)).isZero();
  }

  @Test
  void forkOfAnEmptyLogStartsWithNothing() {
    LogEntry.SegmentStart fork = fork(List.of(), 0);
    assertThat(fork.systemPrompt()).isNull();
    assertThat(fork.config()).isEqualTo(RequestConfig.DEFAULT);
    assertThat(fork.history()).isEmpty();
  }

  @Test
  void forkOfAForkBeginsWithTheHistoryOfTheFirst() {
    List<LogEntry> first = new ArrayList<>(List.of(fork(LOG, 1)));
    assertThat(fork(first, 0).history()).isEqualTo(fork(LOG, 1).history());
    // A fork has no turns of its own yet, so that the whole of it is kept.
    assertThat(fork(first, 1).history()).isEqualTo(fork(LOG, 1).history());
  }

  private static LogEntry.SegmentStart fork(List<LogEntry> log, long atTurnIndex) {
    return NaiveForkAt.of(log, 1, SESSION, new SegmentOrigin(SOURCE, atTurnIndex));
  }

  private static LogEntry start(String prompt) {
    return new LogEntry.SegmentStart(
        1, SESSION, prompt, RequestConfig.DEFAULT, List.of(), null, null);
  }

  private static LogEntry input(String text) {
    return new LogEntry.UserInput(1, List.of(InputSegment.text(text)));
  }

  private static LogEntry assistant(String text) {
    return LogEntry.ofItem(LoggedItem.assistant(text), 1);
  }

  private static String text(LoggedItem item) {
    return ((ContentPart.Text) ((LoggedItem.Message) item).content().get(0)).text();
  }
}
