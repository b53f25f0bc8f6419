package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.conversation.Conversation;
import dev.threadbase.conversation.ConversationView;
import dev.threadbase.conversation.export.ConversationHtml;
import dev.threadbase.conversation.export.ConversationMarkdown;
import dev.threadbase.conversation.export.MarkdownOptions;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What markdown and html write. */
abstract class PaperCommandsContract extends CommandContract {

  private static final Path SAMPLES = Path.of("src/test/resources/samples");
  private static final String PI = "0195f0a0-1111-7222-8333-444455556666";
  private static final String CLAUDE_CODE = "5b0c7a52-3f0e-4e3a-9d55-0a1b2c3d4e5f";

  private Path folder;
  private String id;

  @BeforeEach
  void useFolder(@TempDir Path given) {
    folder = given;
  }

  @BeforeEach
  void fill() {
    try (Threadbase threadbase = threadbase()) {
      Conversation made =
          Conversation.create(Clock.systemUTC(), "acme", null, "m1").withTitle("Mint\n## x");
      id = made.id();
      Part thought = new Part.Reasoning("Shade.", null, null);
      Message answer =
          new Message(Role.ASSISTANT, List.of(thought, new Part.Text("## Mint <b>, \u00e9")));
      Conversation kept =
          threadbase
              .conversations()
              .save(
                  made.withMessages(
                      List.of(
                          Message.user("What grows?"),
                          answer,
                          new Message(
                              Role.USER, List.of(new Part.Media("image/png", "AAAA", null))))));
      Conversation cut =
          threadbase
              .conversations()
              .appendCheckpoint(kept, List.of(Message.system("They talked of mint.")), 0);
      threadbase.conversations().appendMessage(cut, Message.user("And in the sun?"));
    }
  }

  private Conversation conversation(ConversationView view) {
    try (Threadbase threadbase = threadbase()) {
      return threadbase.conversations().load(id, view);
    }
  }

  @Test
  void markdownIsThatOfTheReference() {
    try (Threadbase threadbase = threadbase()) {
      assertThat(run("markdown", id).ok().out())
          .isEqualTo(ConversationMarkdown.export(threadbase.conversations(), id))
          .startsWith("# Mint\n## x\n\n**Session:** " + id + "\n")
          .contains("**Messages:** 2\n", "\n## System\n\nThey talked of mint.\n\n")
          .endsWith("## User\n\nAnd in the sun?\n\n---\n\n");
    }
    assertThat(run("markdown", id, "--full").ok().out())
        .isEqualTo(
            ConversationMarkdown.of(conversation(ConversationView.FULL), MarkdownOptions.REFERENCE))
        .contains("## Assistant\n\n## Mint <b>, \u00e9\n\n");
  }

  @Test
  void markdownCanBeSafeWithThoughtsAndImages() {
    assertThat(run("markdown", id, "--safe", "--full").ok().out())
        .startsWith("# Mint \\#\\# x\n\n- **Session:** `" + id + "`\n")
        .contains("## Assistant\n\n### Mint &lt;b>, \u00e9\n", "*Not shown:* `image/png`\n")
        .doesNotContain("Shade");
    assertThat(run("markdown", id, "--safe", "--full", "--reasoning", "--images").ok().out())
        .contains("> Shade.\n", "![image/png](data:image/png;base64,AAAA)\n");
    run("markdown", id, "--images")
        .failed(2, "thoughts and images are shown in the safe form alone: add --safe");
  }

  @Test
  void htmlIsAPageOfEveryMessageOrOfTheContext() {
    assertThat(run("html", id).ok().out())
        .isEqualTo(ConversationHtml.of(conversation(ConversationView.FULL)));
    assertThat(run("html", id, "--full").ok().out()).isEqualTo(run("html", id).out());
    Document context = Jsoup.parse(run("html", id, "--context").ok().out());
    assertThat(context.select("article").eachText())
        .containsExactly("System 1 They talked of mint.", "User 2 And in the sun?");
    run("html", id, "--context", "--full")
        .failed(2, "--full and --context are two extents: choose one");
  }

  @Test
  void aFileIsThereWholeAndReported() throws Exception {
    Path file = Files.writeString(folder.resolve("a.html"), "older");
    assertThat(run("html", id, "--out", file.toString()).ok().out()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo(run("html", id).out());
    Path other = folder.resolve("a.md");
    Run reported = run("markdown", id, "--out", other.toString(), "--json").ok();
    assertThat(names(reported.objects().get(0)))
        .containsExactly("file", "format", "thread_id", "messages");
    assertThat(reported.out()).contains("\"format\":\"markdown\"", "\"messages\":2");
    assertThat(Files.readString(other)).isEqualTo(run("markdown", id).out());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, other);
    }
  }

  @Test
  void saysWhatCannotBeDone() {
    run("html", "nobody").failed(1, "thread not found: nobody");
    run("markdown", "nobody", "--out", folder.resolve("a.md").toString())
        .failed(1, "thread not found: nobody");
    assertThat(folder.resolve("a.md")).doesNotExist();
    String nowhere = folder.resolve("no/a.md").toString();
    run("markdown", id, "--out", nowhere)
        .failed(1, nowhere + " cannot be written: no such file or folder");
    assertThat(run("html").code()).isEqualTo(2);
  }

  @Test
  void importedThreadsComeOutAsWell() {
    run("import", SAMPLES.resolve("pi-tree.jsonl").toString());
    run("import", SAMPLES.resolve("claude-code").toString());
    Document pi = Jsoup.parse(run("html", PI).ok().out());
    assertThat(pi.title()).isEqualTo("A garden on the balcony");
    assertThat(pi.select("article.tool details, article.assistant details.call")).isNotEmpty();
    assertThat(pi.select("article h2 bdi").eachText()).contains("User", "Assistant", "Tool");
    Document claudeCode = Jsoup.parse(run("html", CLAUDE_CODE).ok().out());
    assertThat(claudeCode.select("article.user")).isNotEmpty();
    assertThat(claudeCode.select(".result summary code")).isNotEmpty();
    for (String thread : List.of(PI, CLAUDE_CODE)) {
      assertThat(run("markdown", thread).ok().out()).contains("\n## Assistant\n\n");
      assertThat(run("markdown", thread, "--safe", "--full").ok().out())
          .contains("**Tool result** `");
    }
  }
}

class SqlitePaperCommandsTest extends PaperCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresPaperCommandsTest extends PaperCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
