package dev.threadbase.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pool.RunnerEvent.Text;
import dev.threadbase.pool.RunnerEvent.ToolUse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events wait for their reader in a buffer that cannot grow. */
class EventBufferTest {

  private static final ChatEvent END = new ChatEvent.Ended(ChatEnd.COMPLETED, null);

  private final EventBuffer buffer = new EventBuffer(3);

  private static ChatEvent tool(int number) {
    return new ToolUse("t" + number, ToolUse.State.DONE, null, null);
  }

  private List<ChatEvent> drain() {
    List<ChatEvent> events = new ArrayList<>();
    for (ChatEvent event = buffer.poll(); event != null; event = buffer.poll()) {
      events.add(event);
    }
    return events;
  }

  @Test
  void textsThatNobodyReadBecomeOne() {
    buffer.put(new Text("a"));
    buffer.put(new Text("b"));
    buffer.put(tool(1));
    buffer.put(new Text("c"));
    assertThat(drain()).containsExactly(new Text("ab"), tool(1), new Text("c"));
  }

  @Test
  void oneTextDoesNotGrowWithoutEnd() {
    buffer.put(new Text("a".repeat(16_000)));
    buffer.put(new Text("b".repeat(16_000)));
    assertThat(drain()).hasSize(2);
  }

  @Test
  void whatDoesNotFitIsCountedWhereItIsMissing() {
    for (int i = 0; i < 7; i++) {
      buffer.put(tool(i));
    }
    assertThat(buffer.poll()).isEqualTo(tool(0));
    buffer.put(tool(7));
    assertThat(drain()).containsExactly(tool(1), tool(2), new ChatEvent.Skipped(4), tool(7));
  }

  @Test
  void theEndAlwaysFits() {
    for (int i = 0; i < 7; i++) {
      buffer.put(tool(i));
    }
    buffer.put(END);
    assertThat(buffer.isDrained()).isFalse();
    assertThat(drain()).endsWith(new ChatEvent.Skipped(4), END);
    assertThat(buffer.isDrained()).isTrue();
  }

  @Test
  void textBehindAGapStaysBehindIt() {
    for (int i = 0; i < 2; i++) {
      buffer.put(tool(i));
    }
    buffer.put(new Text("a"));
    buffer.put(tool(2));
    buffer.put(new Text("b"));
    buffer.put(END);
    assertThat(drain())
        .containsExactly(tool(0), tool(1), new Text("a"), new ChatEvent.Skipped(2), END);
  }

  @Test
  void nothingComesBehindTheEnd() {
    buffer.put(END);
    buffer.put(tool(1));
    assertThat(drain()).containsExactly(END);
  }

  @Test
  void nothingIsKeptForAReaderThatWentAway() throws Exception {
    buffer.put(tool(1));
    buffer.abandon();
    buffer.put(tool(2));
    buffer.put(END);
    assertThat(drain()).isEmpty();
    assertThat(buffer.await()).isFalse();
  }
}
