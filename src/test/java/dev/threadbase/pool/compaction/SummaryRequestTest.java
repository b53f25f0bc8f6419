package dev.threadbase.pool.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a summariser is given as a text. */
class SummaryRequestTest {

  private static SummaryRequest leaf(Message... messages) {
    return new SummaryRequest("c", null, 0, null, List.of(messages), List.of(), 100, 30);
  }

  @Test
  void eachMessageIsALineBehindItsSpeaker() {
    assertThat(leaf(Message.user("hi"), Message.assistant("hello")).text())
        .isEqualTo("[user] hi\n[assistant] hello");
  }

  @Test
  void whoeverSpeaksIsNamed() {
    Message foreign = new Message(new Role("developer"), List.of(new Part.Text("be brief")));
    assertThat(leaf(Message.system("a"), foreign).text())
        .isEqualTo("[system] a\n[developer] be brief");
  }

  @Test
  void callsResultsAndPicturesAreWords() {
    Message asked =
        new Message(
            Role.ASSISTANT,
            List.of(new Part.Text("looking"), new Part.ToolCall("c1", "bash", "{\"c\":\"ls\"}")));
    Message failed =
        new Message(
            Role.TOOL,
            List.of(
                new Part.ToolResult("c1", "bash", List.of(new Part.Text("no such file")), true)));
    Message picture = new Message(Role.USER, List.of(new Part.Media("image/png", "aGk=", null)));
    assertThat(leaf(asked, failed, Message.toolResult("c2", "bash", "ok"), picture).text())
        .isEqualTo(
            """
            [assistant] looking (calls bash {"c":"ls"})
            [tool] (error) no such file
            [tool] ok
            [user] (image/png)""");
  }

  @Test
  void summariesArePartedByALine() {
    Summary one = new Summary("a", 0, List.of(), null, "e1", null, null, 1, 1, 9, "first");
    Summary two = new Summary("b", 0, List.of(), null, "e2", null, null, 1, 1, 9, "second");
    SummaryRequest request =
        new SummaryRequest("c", null, 1, null, List.of(), List.of(one, two), 2, 10);
    assertThat(request.text()).isEqualTo("first\n\n---\n\nsecond");
  }

  @Test
  void nothingThatWasSaidIsInAToString() {
    SummaryRequest request = leaf(Message.user("secret"));
    assertThat(request.toString()).doesNotContain("secret");
    assertThat(new Summary("a", 0, List.of(), null, "e", null, null, 1, 1, 9, "secret").toString())
        .doesNotContain("secret");
    assertThat(new SummaryMatch("a", null, "secret").toString()).doesNotContain("secret");
  }
}
