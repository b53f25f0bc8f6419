package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.context.ContextRepair.Kind;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.EntryType;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What says nothing is not sent, and what is sent together is one message. */
class ContextMendingTest {

  private static final Part BLANK = new Part.Text(" \n\u00a0");
  private static final Part WORDS = new Part.Text("words");

  private final ReferencePath path = new ReferencePath();

  @BeforeEach
  void begin() {
    path.user("go");
  }

  private String add(EntryType type, Message message) {
    return path.add(type, ReferenceMessage.EMPTY, Content.EMPTY, Content.of(message).toPayload());
  }

  private String thinking(Part... parts) {
    return add(EntryType.ASSISTANT_MESSAGE, new Message(Role.ASSISTANT, List.of(parts)));
  }

  private ContextProjection context() {
    ContextProjection context =
        ContextBuilder.buildContextProjection(path.entries(), ContextOptions.REPAIRED);
    assertThat(Acceptance.complaints(context.messages())).isEmpty();
    return context;
  }

  /** What is sent of a result; whatever was mended of it is reported. */
  private List<Part> sentOf(boolean failed, Part... content) {
    path.call("c1");
    Part result = new Part.ToolResult("c1", "read", List.of(content), failed);
    add(EntryType.TOOL_RESULT, new Message(Role.TOOL, List.of(result)));
    ContextProjection context = context();
    Part sent = context.messages().get(2).parts().get(0);
    ContextRepair mended = new ContextRepair(Kind.EMPTY_DROPPED, String.valueOf(path.leaf()), null);
    assertThat(context.repairs()).isEqualTo(sent.equals(result) ? List.of() : List.of(mended));
    assertThat(sent)
        .isInstanceOfSatisfying(
            Part.ToolResult.class, same -> assertThat(same.error()).isEqualTo(failed));
    return ((Part.ToolResult) sent).content();
  }

  @Test
  void blankTextsInAResultAreNotSent() {
    assertThat(sentOf(false, BLANK, WORDS, BLANK)).containsExactly(WORDS);
  }

  @Test
  void aToolThatWorkedMaySayNothing() {
    assertThat(sentOf(false, BLANK)).isEmpty();
  }

  @Test
  void aToolThatFailedSaysSo() {
    assertThat(sentOf(true))
        .singleElement()
        .isInstanceOfSatisfying(
            Part.Text.class, text -> assertThat(text.text()).contains("failed"));
  }

  @Test
  void aToolThatFailedWithBlankWordsSaysSoToo() {
    assertThat(sentOf(true, BLANK)).singleElement().isNotEqualTo(BLANK);
  }

  @Test
  void whatAToolThatFailedSaysStays() {
    assertThat(sentOf(true, WORDS)).containsExactly(WORDS);
  }

  @Test
  void aThoughtAloneWithoutASignatureIsLeftOut() {
    String lost = thinking(new Part.Reasoning("hm", null, null));
    ContextProjection context = context();
    assertThat(context.messages()).containsExactly(Message.user("go"));
    assertThat(context.repairs())
        .containsExactly(new ContextRepair(Kind.EMPTY_DROPPED, lost, null));
  }

  @Test
  void aThoughtBesideWordsStays() {
    Part thought = new Part.Reasoning("hm", null, null);
    thinking(thought, WORDS);
    assertThat(context().messages().get(1).parts()).containsExactly(thought, WORDS);
    assertThat(context().repairs()).isEmpty();
  }

  @Test
  void aThoughtWithItsProofStaysEvenWithoutWords() {
    for (Part thought :
        List.of(
            new Part.Reasoning("hm", "signed", null),
            new Part.Reasoning("", "signed", null),
            new Part.Reasoning("", null, "sealed"))) {
      thinking(thought);
      List<Message> messages = context().messages();
      assertThat(messages.get(messages.size() - 1).parts()).containsExactly(thought);
    }
    assertThat(context().repairs()).isEmpty();
  }

  @Test
  void aBatchIsTwoMessagesWhenNeighboursAreMerged() {
    path.call("c1");
    path.call("c2");
    path.result("c1");
    path.result("c2");
    path.assistant("done");
    path.assistant("really");
    ContextProjection context = context();
    List<Message> merged = context.merged();
    assertThat(merged)
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
    for (int batch : new int[] {1, 2}) {
      assertThat(merged.get(batch).parts())
          .containsExactly(
              context.messages().get(2 * batch - 1).parts().get(0),
              context.messages().get(2 * batch).parts().get(0));
    }
    assertThat(merged.get(3).parts())
        .containsExactly(new Part.Text("done"), new Part.Text("really"));
    assertThat(Acceptance.complaints(merged)).isEmpty();
  }

  @Test
  void onlyMessagesWithoutSuchANeighbourKeepTheirAttributes() {
    path.compaction("S", null, path.user("again"));
    String cut = context().messages().get(0).attributes().get(ReferenceMessage.KIND);
    assertThat(cut).isEqualTo(Checkpoint.KIND);
    assertThat(context().merged()).isEqualTo(context().messages());
    path.user("next");
    assertThat(context().merged())
        .singleElement()
        .satisfies(
            both -> {
              assertThat(both.parts()).hasSize(2);
              assertThat(both.attributes()).isEmpty();
            });
  }
}
