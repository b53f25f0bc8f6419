package dev.threadbase.conversation.export;

import static dev.threadbase.conversation.export.Conversations.answer;
import static dev.threadbase.conversation.export.Conversations.assistant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.RecordTimes;
import dev.threadbase.conversation.TokenUsage;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The Markdown of ggcode, byte for byte. */
class ReferenceMarkdownTest {

  private static final String SAMPLE =
      """
      # Fix login

      **Session:** s1
      **Created:** 2026-01-02T03:04:05+02:00
      **Updated:** 2026-01-02T01:04:05Z
      **Vendor:** acme / main / m1
      **Messages:** 5

      ---

      ## System

      sys

      ---

      ## User

      Please look

      ---

      ## Assistant

      On it.

      **Tool Call:** `read_file`
      ```json
      {"path": "a.txt"}
      ```

      **Tool Call:** `list`

      ---

      ## User

      **Tool Result** (error=false):
      ```
      data
      line2
      ```

      **Tool Result** (error=true):
      ```

      ```

      ---

      ## tool

      ---

      """;

  private static ConversationHeader header(
      @Nullable String vendor, @Nullable String endpoint, @Nullable String model) {
    return new ConversationHeader(
        "s1",
        "Fix login",
        "/w",
        vendor,
        endpoint,
        model,
        OffsetDateTime.parse("2026-01-02T03:04:05.999999999+02:00"),
        OffsetDateTime.parse("2026-01-02T01:04:05.5Z"),
        new TokenUsage(1, 2, 3, 4, 5),
        true);
  }

  private static String reference(Conversation conversation) {
    return ConversationMarkdown.of(conversation, MarkdownOptions.REFERENCE);
  }

  /** What is written of one message. */
  private static String body(Message message) {
    String text = reference(Conversations.saying(message));
    return text.substring(text.indexOf("## "), text.length() - "---\n\n".length());
  }

  @Test
  void aConversationIsWrittenToTheByte() {
    Conversation conversation =
        Conversation.of(header("acme", "main", "m1"))
            .withMessage(Message.system("sys"))
            .withMessage(
                new Message(
                    Role.USER,
                    List.of(
                        new Part.Text("Please look"), new Part.Media("image/png", "AAAA", null))))
            .withMessage(
                assistant(
                    new Part.Reasoning("hm", "sig", null),
                    new Part.Text("On it."),
                    new Part.ToolCall("t1", "read_file", "{\"path\": \"a.txt\"}"),
                    new Part.ToolCall("t2", "list", "")))
            .withMessage(
                new Message(
                    Role.TOOL,
                    List.of(
                        answer(
                            "t1",
                            false,
                            new Part.Text("data\nline2"),
                            new Part.Media("image/png", "AAAA", null)),
                        answer("t2", true))))
            .withMessage(new Message(Role.TOOL, List.of()));
    assertThat(reference(conversation)).isEqualTo(SAMPLE);
  }

  @Test
  void anEmptyConversationIsWrittenToTheByte() {
    Conversation empty =
        Conversation.of(
            new ConversationHeader(
                "",
                "",
                null,
                null,
                "main",
                "m1",
                RecordTimes.NEVER,
                RecordTimes.NEVER,
                TokenUsage.NONE,
                false));
    assertThat(reference(empty))
        .isEqualTo(
            """
            #\s

            **Session:**\s
            **Created:** 0001-01-01T00:00:00Z
            **Updated:** 0001-01-01T00:00:00Z
            **Messages:** 0

            ---

            """);
  }

  @Test
  void showsEndpointAndModelBehindAVendorOnly() {
    assertThat(reference(Conversation.of(header(null, "main", "m1")))).doesNotContain("main", "m1");
    assertThat(reference(Conversation.of(header("acme", null, "m1"))))
        .contains("\n**Vendor:** acme / m1\n");
    assertThat(reference(Conversation.of(header("acme", null, null))))
        .contains("\n**Vendor:** acme\n");
  }

  @Test
  void aThoughtAloneIsABlockWithoutText() {
    Part thought = new Part.Reasoning("hm", null, "e");
    assertThat(body(assistant(thought))).isEqualTo("## Assistant\n\n\n\n");
    assertThat(body(assistant(thought, new Part.Text("a")))).isEqualTo("## Assistant\n\na\n\n");
    assertThat(body(assistant(thought, thought, new Part.Text(""))))
        .isEqualTo("## Assistant\n\n\n\n\n\n");
  }

  @Test
  void answersOfToolsAreAUsersUnlessTheRoleWasKept() {
    List<Part> answers = List.of(answer("t", false, new Part.Text("1"), new Part.Text("2")));
    String shown = "\n\n**Tool Result** (error=false):\n```\n12\n```\n\n";
    assertThat(body(new Message(Role.TOOL, answers))).isEqualTo("## User" + shown);
    assertThat(body(new Message(Role.TOOL, answers, Map.of("role", "tool"))))
        .isEqualTo("## tool" + shown);
    assertThat(body(new Message(Role.TOOL, List.of(new Part.Text("a")))))
        .isEqualTo("## tool\n\na\n\n");
    assertThat(body(new Message(new Role("Observer\n"), List.of()))).isEqualTo("## Observer\n\n\n");
  }

  @Test
  void escapesNothingAndShowsNothingOfUnknownParts() {
    assertThat(body(assistant(new Part.Text("## User\n```<b>"), new Part.Opaque("x", "{}"))))
        .isEqualTo("## Assistant\n\n## User\n```<b>\n\n");
    assertThat(body(assistant(new Part.ToolCall("t", "a`b", "null"))))
        .isEqualTo("## Assistant\n\n**Tool Call:** `a`b`\n```json\nnull\n```\n\n");
    assertThat(reference(Conversations.titled("a\n# b"))).startsWith("# a\n# b\n\n**Session:**");
  }

  @Test
  void halfOfAPairIsTheReplacementCharacter() {
    assertThat(body(Message.user("a\ud800b\udc00\ud83d\ude00\ud800")))
        .isEqualTo("## User\n\na\ufffdb\ufffd\ud83d\ude00\ufffd\n\n");
  }

  @Test
  void refusesWhatTheReferenceCannotShow() {
    assertThatThrownBy(() -> MarkdownOptions.REFERENCE.withReasoning(true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MarkdownOptions.REFERENCE.withImages(true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysThatItCannotBeWritten() {
    Appendable full =
        new Appendable() {
          @Override
          public Appendable append(CharSequence text) throws IOException {
            throw new IOException("full");
          }

          @Override
          public Appendable append(CharSequence text, int start, int end) throws IOException {
            throw new IOException("full");
          }

          @Override
          public Appendable append(char c) throws IOException {
            throw new IOException("full");
          }
        };
    Conversation conversation = Conversations.ordinary();
    for (MarkdownOptions options : List.of(MarkdownOptions.REFERENCE, MarkdownOptions.SAFE)) {
      assertThatThrownBy(() -> ConversationMarkdown.write(conversation, options, full))
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThatThrownBy(() -> ConversationHtml.write(conversation, full))
        .isInstanceOf(UncheckedIOException.class);
  }
}
