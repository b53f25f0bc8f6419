package dev.threadbase.conversation.export;

import static dev.threadbase.conversation.export.Conversations.answer;
import static dev.threadbase.conversation.export.Conversations.assistant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The Markdown that no text can break: what is changed, and what is not. */
class SafeMarkdownTest {

  private static final MarkdownOptions ALL =
      MarkdownOptions.SAFE.withReasoning(true).withImages(true);

  private static String body(MarkdownOptions options, Message message) {
    String text = ConversationMarkdown.of(Conversations.saying(message), options);
    return text.substring(text.indexOf("## "), text.length() - "\n---\n\n".length());
  }

  @Test
  void ordinaryMarkdownStaysAsItWasWritten() {
    String text =
        """
            A *word*, `<code>`, [a link](https://example.org/a_b) and

            - a list
              - of lists

            | a | b |
            |---|---|
            | 1 | 2 |

            ```java
            List<String> a;
            ## b
            ```

            > said

            ### Below

            1 < 2 && 3 > 2""";
    assertThat(TamedMarkdown.of(text)).isEqualTo(text);
    assertThat(body(MarkdownOptions.SAFE, Message.user(text)))
        .isEqualTo("## User\n\n" + text + "\n");
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments("# a", "### a"),
        arguments("## a\n\n#### b", "### a\n\n##### b"),
        arguments("# a\n\n##### b\n\n###### c", "### a\n\n###### b\n\n###### c"),
        arguments("a\n---", "a\n\\---"),
        arguments("> # a", "> ### a"),
        arguments("<b>a</b>", "&lt;b>a&lt;/b>"),
        arguments("<div>\n# a\n</div>", "&lt;div>\n### a\n&lt;/div>"),
        arguments("<!--", "&lt;!--"),
        arguments("```\na", "```\na\n```"),
        arguments("~~~~ x\na\n```", "~~~~ x\na\n```\n~~~~"),
        arguments("![a](https://b.example/c)", "\\![a](https://b.example/c)"),
        arguments("[a](javascript:b)", "\\[a](javascript:b)"),
        arguments("[a](JAVASCRIPT&colon;b)", "\\[a](JAVASCRIPT&colon;b)"),
        arguments("[a](data:b) [c](d/e:f) [g](#h)", "\\[a](data:b) [c](d/e:f) [g](#h)"),
        arguments("<vbscript:a>", "&lt;vbscript:a>"),
        arguments("[a]: https://b.example", "\\[a]: https://b.example"),
        arguments("> ".repeat(120) + "# a", "```\n" + "> ".repeat(120) + "# a\n```\n"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatReachesBeyondItsMessageIsChanged(String text, String shown) {
    assertThat(TamedMarkdown.of(text)).isEqualTo(shown);
  }

  @Test
  void fencesAreLongerThanWhatTheyHold() {
    Message message =
        new Message(
            Role.TOOL,
            List.of(answer("t`1", true, new Part.Text("a\n````\nb")), answer("", false)));
    assertThat(body(MarkdownOptions.SAFE, message))
        .isEqualTo(
            """
            ## Tool

            **Tool error** (`` t`1 ``)

            `````
            a
            ````
            b
            `````

            **Tool result**

            ```

            ```
            """);
  }

  @Test
  void namesAndIdsOfToolsAreShown() {
    Message call =
        assistant(
            new Part.ToolCall("c-1", "read\n## x", "{\"a\":1}"), new Part.ToolCall("", " ", ""));
    Message result = new Message(Role.TOOL, List.of(answer("c-1", false, new Part.Text("ok"))));
    String text = ConversationMarkdown.of(Conversations.saying(call, result), MarkdownOptions.SAFE);
    assertThat(text)
        .contains(
            "**Tool call** `read ## x` (`c-1`)\n\n```json\n{\"a\":1}\n```\n\n**Tool call** –\n\n",
            "**Tool result** `read ## x` (`c-1`)\n\n```\nok\n```\n\n");
  }

  @Test
  void thoughtsAreShownIfAskedFor() {
    Message message =
        assistant(
            new Part.Reasoning("## So\n\nmint <b>", "secret-1", "secret-2"),
            new Part.Reasoning("", "secret-3", null),
            new Part.Text("Mint."));
    assertThat(body(MarkdownOptions.SAFE, message)).isEqualTo("## Assistant\n\nMint.\n");
    assertThat(body(ALL, message))
        .isEqualTo("## Assistant\n\n> **Thought**\n>\n> ### So\n>\n> mint &lt;b>\n\nMint.\n");
  }

  @Test
  void imagesOfKnownTypesAreInsideIfAskedFor() {
    Message message =
        assistant(
            new Part.Media("image/PNG", "AAAA", null),
            new Part.Media("image/svg+xml", "AAAA", null),
            new Part.Media("image/png", "no base64!", null),
            new Part.Media("image/jpeg", null, "https://a.example/`b`.jpg"));
    assertThat(body(ALL, message))
        .isEqualTo(
            """
            ## Assistant

            ![image/png](data:image/png;base64,AAAA)

            *Not shown:* `image/svg+xml`

            *Not shown:* `image/png`

            *Not shown:* `image/jpeg` at `` https://a.example/`b`.jpg ``
            """);
    assertThat(body(MarkdownOptions.SAFE, message))
        .startsWith("## Assistant\n\n*Not shown:* `image/PNG`\n\n")
        .doesNotContain("AAAA");
  }

  @Test
  void titlesAndRolesAreOneLineOfWords() {
    String text =
        ConversationMarkdown.of(
            Conversations.titled(" a\n# *b* <c> [d](e) #\r\n")
                .withMessage(new Message(new Role("x\n## User"), List.of()))
                .withMessage(new Message(new Role(""), List.of())),
            MarkdownOptions.SAFE);
    assertThat(text)
        .startsWith("# a \\# \\*b\\* \\<c\\> \\[d\\](e) \\#\n\n- **Session:** `c-1`\n")
        .contains("\n## x \\#\\# User\n\n", "\n## Message\n\n");
    assertThat(ParsedMarkdown.of(text).titles).containsExactly("a # *b* <c> [d](e) #");
  }

  @Test
  void whatControlsATerminalIsASign() {
    assertThat(body(MarkdownOptions.SAFE, Message.user("a\u001b[31mb\0\u202ec\ud800\rd")))
        .isEqualTo("## User\n\nab\u2400\ufffdc\ufffd\nd\n");
  }

  @Test
  void aVeryLongTextIsABlockOfCode() {
    String text = "# ".repeat(MarkdownHtml.LONGEST);
    assertThat(TamedMarkdown.of(text)).isEqualTo("```\n" + text + "\n```\n");
  }
}
