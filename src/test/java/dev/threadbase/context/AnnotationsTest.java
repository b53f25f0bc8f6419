package dev.threadbase.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.thread.EntryType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Token estimates, previews and references to artifacts. */
class AnnotationsTest {

  @Test
  void threeAsciiCharactersAreATokenAndAnyOtherIsOne() {
    assertThat(TokenEstimate.of("")).isZero();
    assertThat(TokenEstimate.of(" \u00a0\u2003\u3000\u0085\n")).isZero();
    assertThat(TokenEstimate.of("abc")).isEqualTo(1);
    assertThat(TokenEstimate.of("abcd")).isEqualTo(2);
    assertThat(TokenEstimate.of("\u6f22\u5b57")).isEqualTo(2);
    assertThat(TokenEstimate.of("ab\u6f22")).isEqualTo(2);
    assertThat(TokenEstimate.of("\ud83d\ude00")).isEqualTo(1);
    assertThat(TokenEstimate.of("\u3000ab c\u205f")).isEqualTo(2);
  }

  @Test
  void aMessageTakesEightTokensMoreAndItsReasoningNone() {
    assertThat(TokenEstimate.of(Message.user("hello world"))).isEqualTo(12);
    assertThat(TokenEstimate.of(Message.toolCall("call", "read", "{}")))
        .isEqualTo(3 + 2 + 2 + 1 + 8);
    ReferenceMessage thought =
        new ReferenceMessage(
            "assistant", "abc", "a long thought", "", "", "", "", "", "abc", null, "", 0, "");
    assertThat(TokenEstimate.of(thought.toMessage())).isEqualTo(1 + 1 + 8);
  }

  @Test
  void whiteSpaceOfUnicodeIsTrimmedAndOtherInvisiblesAreNot() {
    assertThat(WhiteSpace.trim("\u1680\u2000\u200a\u2028\u2029\u202f\u000ba\u001f"))
        .isEqualTo("a\u001f");
    assertThat(WhiteSpace.trim("\u200ba\ufeff")).isEqualTo("\u200ba\ufeff");
  }

  @Test
  void aPreviewIsTwoHundredAndFortyBytes() {
    String fits = "a".repeat(237) + "\u6f22";
    assertThat(Annotations.preview(fits)).isEqualTo(fits);
    assertThat(Annotations.preview(fits + "b")).isEqualTo(fits + "...");
    assertThat(Annotations.preview("")).isEmpty();
  }

  @Test
  void aPreviewCutsThroughACharacter() {
    assertThat(Annotations.preview("a".repeat(239) + "\u6f22"))
        .isEqualTo("a".repeat(239) + "\ufffd...");
    assertThat(Annotations.preview("a".repeat(238) + "\u6f22"))
        .isEqualTo("a".repeat(238) + "\ufffd\ufffd...");
    assertThat(Annotations.preview("a".repeat(237) + "\ud83d\ude00"))
        .isEqualTo("a".repeat(237) + "\ufffd\ufffd\ufffd...");
  }

  @Test
  void messagesAreTheSameForEveryPurposeAndOnlyTheUiHasArtifactsAndPreviews() {
    ReferencePath path = new ReferencePath();
    path.user("hi");
    path.add(
        EntryType.TOOL_RESULT,
        new ReferenceMessage(
            "tool",
            "out",
            "",
            "c1",
            "read",
            "",
            "",
            "",
            "",
            "{\"truncated\":true,\"full_output\":{\"id\":\"a1\",\"size_bytes\":10}}",
            "",
            0,
            ""));
    for (ContextPurpose purpose : ContextPurpose.values()) {
      ContextProjection context =
          ContextBuilder.buildContextProjection(
              path.entries(), ContextOptions.DEFAULT.forPurpose(purpose));
      boolean shown = purpose == ContextPurpose.UI;
      assertThat(context.messages()).isEqualTo(ContextBuilder.buildContext(path.entries()));
      assertThat(context.annotations())
          .extracting(MessageAnnotation::preview)
          .containsExactly(shown ? "hi" : null, shown ? "out" : null);
      assertThat(context.annotations().get(0).artifacts()).isEmpty();
      assertThat(context.annotations().get(1).artifacts())
          .extracting(ArtifactRef::id)
          .isEqualTo(shown ? List.of("a1") : List.of());
    }
  }
}
