package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a worker gets back from a log. */
class ReplayTest {

  private static final UUID SESSION = new UUID(1, 1);

  @Test
  void emptyLogIsTheEmptyState() {
    assertThat(replay()).isEqualTo(RestoredState.EMPTY);
    assertThat(RestoredState.EMPTY.history()).isEmpty();
    assertThat(RestoredState.EMPTY.turnCount()).isZero();
    assertThat(RestoredState.EMPTY.entriesCount()).isZero();
  }

  @Test
  void startSetsSessionPromptConfigurationAndHistory() {
    RequestConfig config = RequestConfig.DEFAULT.withMaxTokens(1024L);
    LoggedItem seed = LoggedItem.user("seed");
    RestoredState state =
        replay(new LogEntry.SegmentStart(1, SESSION, "prompt", config, List.of(seed), null, null));
    assertThat(state.sessionId()).isEqualTo(SESSION);
    assertThat(state.systemPrompt()).isEqualTo("prompt");
    assertThat(state.config().maxTokens()).isEqualTo(1024);
    assertThat(state.history()).containsExactly(seed);
    assertThat(state.entriesCount()).isEqualTo(1);
  }

  @Test
  void wholeTurnIsTwoItems() {
    RestoredState state = replay(start(), input("q"), assistant("a"), turnEnd(1), finished());
    assertThat(state.history()).containsExactly(LoggedItem.user("q"), LoggedItem.assistant("a"));
    assertThat(state.turnCount()).isEqualTo(1);
    assertThat(state.lastRunInterrupted()).isFalse();
    assertThat(state.entriesCount()).isEqualTo(5);
  }

  @Test
  void toolCallsAndResultsKeepTheirPlaces() {
    LoggedItem call = new LoggedItem.ToolCall("c", "read", "{}");
    LoggedItem result = new LoggedItem.ToolResult("c", "ok", null, false);
    RestoredState state =
        replay(
            start(),
            input("q"),
            LogEntry.ofItem(call, 1),
            LogEntry.ofItem(result, 1),
            assistant("a"));
    assertThat(state.history())
        .containsExactly(LoggedItem.user("q"), call, result, LoggedItem.assistant("a"));
  }

  @Test
  void changedConfigurationReplacesTheWholeOne() {
    RequestConfig warm = RequestConfig.DEFAULT.withTemperature(0.5f);
    RestoredState state =
        replay(
            new LogEntry.ConfigChanged(1, RequestConfig.DEFAULT.withMaxTokens(7L)),
            new LogEntry.ConfigChanged(2, warm));
    assertThat(state.config()).isEqualTo(warm);
  }

  @Test
  void usageIsKeptInOrderBesideTheHistory() {
    UsageRecord one = new UsageRecord(1, 100, 80, 10, 5);
    UsageRecord two = new UsageRecord(3, 200, 180, 0, 9);
    RestoredState state =
        replay(
            start(),
            input("q"),
            new LogEntry.LlmUsage(1, one),
            assistant("a"),
            new LogEntry.LlmUsage(2, two));
    assertThat(state.usageHistory()).containsExactly(one, two);
    assertThat(state.history()).hasSize(2);
  }

  @Test
  void logWithoutUsageHasNone() {
    assertThat(replay(start(), input("q"), assistant("a"), turnEnd(1)).usageHistory()).isEmpty();
  }

  @Test
  void invokeChangesNothingButTheInterruption() {
    List<LogEntry> log = List.of(start(), invoke(), input("q"), turnEnd(1), invoke());
    RestoredState reference = Replay.collectState(log, ReplayOptions.REFERENCE);
    assertThat(reference.history()).hasSize(1);
    assertThat(reference.turnCount()).isEqualTo(1);
    assertThat(reference.lastRunInterrupted()).isFalse();
    RestoredState state = Replay.collectState(log);
    assertThat(state.lastRunInterrupted()).isTrue();
    assertThat(state.history()).isEqualTo(reference.history());
    assertThat(state.turnCount()).isEqualTo(1);
  }

  @Test
  void extensionsAreKeptInOrderAndNotMerged() {
    LogEntry.Extension one = new LogEntry.Extension(1, "a", "{\"n\":1}");
    LogEntry.Extension two = new LogEntry.Extension(2, "b", "null");
    LogEntry.Extension three = new LogEntry.Extension(3, "a", "{\"n\":2}");
    assertThat(replay(start(), one, two, three).extensions()).containsExactly(one, two, three);
  }

  @Test
  void typedInputIsOneMessageAndKeepsItsPieces() {
    LogEntry.UserInput input =
        new LogEntry.UserInput(
            1,
            List.of(
                InputSegment.text("see "),
                new InputSegment.Paste(1, 11, 2, "line1\nline2"),
                new InputSegment.FileRef("src/main.rs")));
    RestoredState state = replay(start(), LogEntry.parse(input.toJson()));
    assertThat(state.history()).containsExactly(LoggedItem.user("see line1\nline2@src/main.rs"));
    assertThat(state.userSegments()).containsExactly(input.segments());
  }

  @Test
  void everyKindOfInputHasItsText() {
    List<InputSegment> all =
        List.of(
            InputSegment.text("a"),
            new InputSegment.Paste(0, 0, 0, "b"),
            new InputSegment.FileRef("c"),
            new InputSegment.KnowledgeRef("d"),
            new InputSegment.WorkflowInvoke("e"),
            new InputSegment.Unknown());
    assertThat(InputSegment.flatten(all)).isEqualTo("ab@c#d/e[unknown input segment]");
    assertThat(InputSegment.flatten(List.of())).isEmpty();
  }

  @Test
  void systemItemIsASystemMessageOfItsBody() {
    SystemItem item = new SystemItem.Notification("raw", "seen");
    assertThat(replay(start(), new LogEntry.SystemEvent(1, item)).history())
        .containsExactly(LoggedItem.system("seen"));
  }

  @Test
  void systemMessageAmongTheItemsStaysASystemMessage() {
    assertThat(replay(LogEntry.ofItem(LoggedItem.system("s"), 1)).history())
        .containsExactly(LoggedItem.system("s"));
  }

  @Test
  void turnCountIsTheLastOneAndNotTheLargest() {
    assertThat(replay(turnEnd(9), turnEnd(4)).turnCount()).isEqualTo(4);
    assertThat(replay(turnEnd(-1)).turnCount()).isEqualTo(-1);
  }

  @Test
  void endOfARunSaysWhetherItWasInterrupted() {
    LogEntry paused = new LogEntry.RunCompleted(1, true, RunResult.PAUSED);
    LogEntry failed = new LogEntry.RunErrored(1, true, "m");
    assertThat(replay(paused).lastRunInterrupted()).isTrue();
    assertThat(replay(failed).lastRunInterrupted()).isTrue();
    assertThat(replay(failed, finished()).lastRunInterrupted()).isFalse();
    // Neither value follows from the other.
    LogEntry odd = new LogEntry.RunCompleted(1, true, RunResult.FINISHED);
    assertThat(replay(odd).lastRunInterrupted()).isTrue();
  }

  @Test
  void secondStartReplacesOnlyWhatAStartSays() {
    UUID other = new UUID(44, 44);
    RestoredState state =
        replay(
            start(),
            input("a"),
            turnEnd(4),
            new LogEntry.SegmentStart(
                1, other, null, RequestConfig.DEFAULT, List.of(), null, null));
    assertThat(state.sessionId()).isEqualTo(other);
    assertThat(state.history()).isEmpty();
    assertThat(state.turnCount()).isEqualTo(4);
    assertThat(state.userSegments()).hasSize(1);
    assertThat(state.entriesCount()).isEqualTo(4);
  }

  @Test
  void secondStartKeepsScopeUsageExtensionsAndInterruption() {
    PodScopeSnapshot scope = new PodScopeSnapshot(List.of(), List.of());
    RestoredState state =
        replay(
            start(),
            scope.toEntry(1),
            new LogEntry.LlmUsage(1, new UsageRecord(1, 2, 3, 4, 5)),
            new LogEntry.RunErrored(1, true, "m"),
            start());
    assertThat(state.podScope()).isEqualTo(scope);
    assertThat(state.extensions()).hasSize(1);
    assertThat(state.usageHistory()).hasSize(1);
    assertThat(state.lastRunInterrupted()).isTrue();
  }

  @Test
  void logWithoutAStartHasNoSessionAndTheDefaultConfiguration() {
    RestoredState state = replay(input("a"), assistant("b"));
    assertThat(state.sessionId()).isNull();
    assertThat(state.systemPrompt()).isNull();
    assertThat(state.config()).isEqualTo(RequestConfig.DEFAULT);
    assertThat(state.history()).hasSize(2);
  }

  @Test
  void originsOfAStartDoNotMatter() {
    SegmentOrigin origin = new SegmentOrigin(new UUID(2, 2), 3);
    RestoredState state =
        replay(
            new LogEntry.SegmentStart(
                1, SESSION, null, RequestConfig.DEFAULT, List.of(), origin, origin));
    assertThat(state).isEqualTo(replay(start()));
  }

  private static RestoredState replay(LogEntry... log) {
    return Replay.collectState(Arrays.asList(log));
  }

  private static LogEntry start() {
    return new LogEntry.SegmentStart(
        1, SESSION, null, RequestConfig.DEFAULT, List.of(), null, null);
  }

  private static LogEntry invoke() {
    return new LogEntry.Invoke(1, Trigger.USER_SEND);
  }

  private static LogEntry input(String text) {
    return new LogEntry.UserInput(1, List.of(InputSegment.text(text)));
  }

  private static LogEntry assistant(String text) {
    return LogEntry.ofItem(LoggedItem.assistant(text), 1);
  }

  private static LogEntry turnEnd(long count) {
    return new LogEntry.TurnEnd(1, count);
  }

  private static LogEntry finished() {
    return new LogEntry.RunCompleted(1, false, RunResult.FINISHED);
  }
}
