package dev.threadbase.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model sees of what the system slips in, and what people see of other pods. */
class SystemItemTest {

  private static final PodEvent EVENT = new PodEvent.TurnEnded("child");

  static Stream<Arguments> everyKind() {
    return Stream.of(
        arguments(new SystemItem.Notification("m", "b"), "notification"),
        arguments(new SystemItem.FromPod(EVENT, "b"), "pod_event"),
        arguments(new SystemItem.FileAttachment("p", "b"), "file_attachment"),
        arguments(new SystemItem.Knowledge("s", "b"), "knowledge"),
        arguments(new SystemItem.Workflow("s", "b"), "workflow"),
        arguments(new SystemItem.TaskReminder("b"), "task_reminder"),
        arguments(new SystemItem.Interrupt("b"), "interrupt"));
  }

  static Stream<Arguments> podEvents() {
    return Stream.of(
        arguments(new PodEvent.TurnEnded("c"), "pod `c` finished a turn"),
        arguments(new PodEvent.Errored("c", "boom"), "pod `c` errored: boom"),
        arguments(new PodEvent.ShutDown("c"), "pod `c` shut down"),
        arguments(
            new PodEvent.ScopeSubDelegated(
                "p", "s", "/run/s", List.of(new ScopeRule("/w", ScopeRule.Permission.WRITE, true))),
            "pod `p` sub-delegated scope to `s`"));
  }

  @Test
  void modelSeesTheBodyOfANotification() {
    SystemItem item = new SystemItem.Notification("raw", "[Notification]\nraw\n");
    assertThat(item.historyText()).isEqualTo("[Notification]\nraw\n");
  }

  @Test
  void modelSeesTheBodyOfAPodEvent() {
    assertThat(new SystemItem.FromPod(EVENT, "other words").historyText()).isEqualTo("other words");
  }

  @Test
  void modelSeesTheBodyOfAFileAttachment() {
    assertThat(new SystemItem.FileAttachment("a.txt", "[File: a.txt]\nx").historyText())
        .isEqualTo("[File: a.txt]\nx");
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void everyItemIsASystemMessageOfItsBody(SystemItem item, String label) {
    assertThat(item.toHistoryItem()).isEqualTo(LoggedItem.system("b"));
    assertThat(item.kindLabel()).isEqualTo(label);
  }

  @ParameterizedTest
  @MethodSource("podEvents")
  void podEventIsOneLine(PodEvent event, String line) {
    assertThat(event.render()).isEqualTo(line);
  }
}
