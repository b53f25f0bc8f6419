package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that was said is in what a value prints of itself. */
class SegmentPrivacyTest {

  private static final String SECRET = "hush";
  private static final RequestConfig CONFIG =
      RequestConfig.DEFAULT
          .withStopSequences(List.of(SECRET))
          .withReasoning(new Reasoning.Effort(SECRET));
  private static final List<LoggedItem> ITEMS =
      List.of(
          LoggedItem.user(SECRET),
          new LoggedItem.Message(
              LoggedItem.Role.ASSISTANT, List.of(new ContentPart.Refusal(SECRET))),
          new LoggedItem.ToolCall("c", SECRET, SECRET),
          new LoggedItem.ToolResult("c", SECRET, SECRET, true),
          new LoggedItem.Reasoning(SECRET, List.of(SECRET), SECRET, SECRET));

  static Stream<Arguments> entries() {
    Stream<LogEntry> entries =
        Stream.of(
            new LogEntry.SegmentStart(1, new UUID(1, 1), SECRET, CONFIG, ITEMS, null, null),
            new LogEntry.UserInput(
                1,
                List.of(
                    InputSegment.text(SECRET),
                    new InputSegment.Paste(1, 1, 1, SECRET),
                    new InputSegment.FileRef(SECRET),
                    new InputSegment.KnowledgeRef(SECRET),
                    new InputSegment.WorkflowInvoke(SECRET))),
            new LogEntry.RunErrored(1, true, SECRET),
            new LogEntry.ConfigChanged(1, CONFIG),
            new LogEntry.Extension(1, "d", "\"hush\""));
    Stream<LogEntry> items = ITEMS.stream().map(item -> LogEntry.ofItem(item, 1));
    Stream<LogEntry> system =
        Stream.<SystemItem>of(
                new SystemItem.Notification(SECRET, SECRET),
                new SystemItem.FromPod(new PodEvent.Errored("c", SECRET), SECRET),
                new SystemItem.FileAttachment(SECRET, SECRET),
                new SystemItem.Knowledge(SECRET, SECRET),
                new SystemItem.Workflow(SECRET, SECRET),
                new SystemItem.TaskReminder(SECRET),
                new SystemItem.Interrupt(SECRET))
            .map(item -> new LogEntry.SystemEvent(1, item));
    return Stream.of(entries, items, system)
        .flatMap(all -> all)
        .map(entry -> arguments(entry.kind().wireName(), entry));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("entries")
  void entryDoesNotPrintWhatItSays(String kind, LogEntry entry) {
    assertThat(entry.toJson()).as(kind).contains(SECRET);
    assertThat(entry.toString()).doesNotContain(SECRET);
    assertThat(Replay.collectState(List.of(entry)).toString()).doesNotContain(SECRET);
  }

  @Test
  void podEventAndTraceDoNotPrintWhatTheySay() {
    assertThat(new PodEvent.Errored("c", SECRET).toString()).doesNotContain(SECRET);
    assertThat(new TraceEntry.StreamEvent("\"hush\"").toString()).doesNotContain(SECRET);
    assertThat(new TraceEntry.Lifecycle("l", "\"hush\"").toString()).doesNotContain(SECRET);
  }
}
