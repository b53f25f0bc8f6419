package dev.threadbase.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Text that came in pieces is stored once, whatever message comes behind it. */
class SpokenTextTest {

  private static final Part.ToolCall CALL = new Part.ToolCall("c", "t", "{}");

  private final SpokenText spoken = new SpokenText(100);

  private static Message says(Part... parts) {
    return new Message(Role.ASSISTANT, List.of(parts));
  }

  @Test
  void piecesBecomeOneMessage() {
    spoken.add("a");
    spoken.add("b");
    assertThat(spoken.rest()).containsExactly(Message.assistant("ab"));
    assertThat(spoken.rest()).isEmpty();
  }

  @Test
  void blankTextIsNoMessage() {
    spoken.add(" \n");
    assertThat(spoken.rest()).isEmpty();
  }

  @Test
  void aMessageStandsForTheTextThatItHolds() {
    spoken.add(" thinking");
    Message message = says(new Part.Text("thinking and more"), CALL);
    assertThat(spoken.before(message)).containsExactly(message);
    assertThat(spoken.rest()).isEmpty();
  }

  @Test
  void otherTextIsAMessageOfItsOwn() {
    spoken.add("one");
    Message message = Message.assistant("two");
    assertThat(spoken.before(message)).containsExactly(Message.assistant("one"), message);
  }

  @Test
  void textStandsBehindTheThoughtAndBeforeTheCalls() {
    spoken.add("text");
    Part thought = new Part.Reasoning("thought", null, null);
    assertThat(spoken.before(says(thought, CALL)))
        .containsExactly(says(thought, new Part.Text("text"), CALL));
  }

  @Test
  void aResultDoesNotSwallowText() {
    spoken.add("text");
    Message result = Message.toolResult("c", "t", "text");
    assertThat(spoken.before(result)).containsExactly(Message.assistant("text"), result);
  }

  @Test
  void tooMuchTextIsRefusedAndWhatWasThereStays() {
    spoken.add("x".repeat(100));
    assertThatIllegalStateException().isThrownBy(() -> spoken.add("y"));
    assertThat(spoken.rest()).containsExactly(Message.assistant("x".repeat(100)));
  }
}
