package dev.threadbase.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What can be written as a payload can be read again. */
class PayloadLimitsTest {

  private static Content nested(int results) {
    Part part = new Part.Text("found");
    for (int i = 0; i < results; i++) {
      part = new Part.ToolResult("call", "tool", List.of(part), false);
    }
    return Content.of(new Message(Role.TOOL, List.of(part)));
  }

  private static void assertComesBack(Content content) {
    assertThat(PayloadJson.read(PayloadJson.write(content))).isEqualTo(content);
  }

  @Test
  void resultsWithinResultsComeBack() {
    assertComesBack(nested(200));
  }

  @Test
  void whatIsNestedTooDeepIsRefusedBeforeItIsStored() {
    assertThatThrownBy(() -> PayloadJson.write(nested(300)))
        .isInstanceOf(InvalidData.class)
        .hasMessage("a content is nested deeper than 500 levels");
  }

  @Test
  void longNamesComeBack() {
    assertComesBack(Content.EMPTY.withMetadata(Map.of("n".repeat(60_000), "value")));
  }

  @Tag("campaign")
  @Test
  void longTextsComeBack() {
    assertComesBack(Content.EMPTY.withSummary("x".repeat(100_000_001)));
  }
}
