package dev.threadbase.conversation.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.conversation.Conversation;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is said, a parser finds the messages of the conversation and nothing else. */
class SafeMarkdownPropertyTest {

  private static final MarkdownOptions ALL =
      MarkdownOptions.SAFE.withReasoning(true).withImages(true);
  private static final int CONVERSATIONS = 400;
  private static final int PIECES = 12;

  static Stream<String> hostileTexts() {
    return new HostileTexts("https://evil.example/").all().stream();
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void aHostileTextInEveryFieldBreaksNothing(String text) {
    isUnbroken(HostileTexts.everywhere(text, 1));
  }

  @Test
  void allHostileTextsTogetherBreakNothing() {
    isUnbroken(new HostileTexts("https://evil.example/").conversation());
  }

  @Test
  void randomPiecesOfMarkdownBreakNothing() {
    List<String> pieces = new ArrayList<>(PIECES_OF_MARKDOWN);
    hostileTexts().filter(text -> text.length() < 60).forEach(pieces::add);
    for (int seed = 0; seed < CONVERSATIONS; seed++) {
      Random random = new Random(seed);
      Conversation conversation = Conversations.titled(text(pieces, random));
      for (int i = 0; i < 4; i++) {
        conversation =
            conversation.withMessages(
                Stream.concat(
                        conversation.messages().stream(),
                        HostileTexts.everywhere(text(pieces, random), 1).messages().stream())
                    .toList());
      }
      isUnbroken(conversation);
    }
  }

  private static final List<String> PIECES_OF_MARKDOWN =
      List.of(
          "\n",
          "\n\n",
          " ",
          "    ",
          "\t",
          "#",
          "##",
          "## ",
          "---",
          "===",
          "```",
          "````",
          "~~~",
          "`",
          ">",
          "> ",
          "- ",
          "1. ",
          "* ",
          "<",
          "</",
          "<a",
          "<!--",
          "-->",
          "<?",
          "?>",
          "<![CDATA[",
          "]]>",
          "<div>",
          "<b>",
          "/>",
          "[",
          "](",
          ")",
          "![",
          "]: ",
          "[a]",
          "[a]: b",
          "\\",
          "&",
          "&lt;",
          "|",
          "|-|",
          "word",
          "User",
          "\r",
          "\0",
          "javascript:",
          "http://a.example",
          "*",
          "_",
          "\"",
          "'");

  private static String text(List<String> pieces, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < PIECES; i++) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  private static void isUnbroken(Conversation conversation) {
    String document = ConversationMarkdown.of(conversation, ALL);
    List<String> code = expectedCode(conversation);
    for (ParsedMarkdown found :
        List.of(ParsedMarkdown.of(document), ParsedMarkdown.withTables(document))) {
      assertThat(found.titles).hasSize(1);
      assertThat(found.messages)
          .hasSize(conversation.messages().size())
          .containsSubsequence(
              conversation.messages().stream()
                  .map(message -> Shown.role(message.role()))
                  .filter(List.of("User", "Assistant", "Tool", "System")::contains)
                  .toList());
      assertThat(found.foreign).isEmpty();
      assertThat(found.code).containsSubsequence(code);
      assertThat(found.images).allMatch(url -> url.startsWith("data:image/"));
      assertThat(found.links).allMatch(to -> LinkTarget.isOpen(to) || LinkTarget.isBeside(to));
    }
  }

  /** What tools were given and answered must come out whole. */
  private static List<String> expectedCode(Conversation conversation) {
    List<String> code = new ArrayList<>();
    for (Message message : conversation.messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.ToolCall call && !call.arguments().isEmpty()) {
          code.add(lines(call.arguments()));
        } else if (part instanceof Part.ToolResult result) {
          code.add(lines(((Part.Text) result.content().get(0)).text()));
        }
      }
    }
    return code;
  }

  private static String lines(String text) {
    String shown = ShownText.block(text);
    return shown.endsWith("\n") ? shown : shown + "\n";
  }
}
