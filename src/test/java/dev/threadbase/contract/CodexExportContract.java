package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.format.CodexFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rollouts of the Codex CLI, written again. */
abstract class CodexExportContract extends TransferContract {

  private static final String THREAD = Samples.CODEX_THREAD;

  private Rewritten rewritten(String threadId) {
    return rewrite(new CodexFormat(), threadId);
  }

  private static List<Part> parts(List<Message> messages) {
    return messages.stream().flatMap(message -> message.parts().stream()).toList();
  }

  @Test
  void givesTheSameBytesBackAndTheSameEntriesFromTheModel() throws Exception {
    load(Samples.CODEX);
    assertThat(export(THREAD, "codex")).isEqualTo(Samples.bytes(Samples.CODEX));
    Rewritten written = rewritten(THREAD);
    // The marker of the rollback: what it dropped is not on the path.
    assertThat(written.lost()).containsExactly("event_msg");
    Path file =
        Samples.write(folder.resolve("again.jsonl"), written.text().replace(THREAD, "again"));
    assertThat(load(file).warnings()).isEmpty();
    assertThat(context("again")).isEqualTo(context(THREAD));
    List<Content> before =
        threads.path(THREAD).stream()
            .map(Entry::content)
            .filter(content -> !content.metadata().containsValue("thread_rolled_back"))
            .toList();
    List<Content> after = threads.path("again").stream().map(Entry::content).toList();
    assertThat(after).hasSize(before.size());
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i).message()).isEqualTo(before.get(i).message());
      assertThat(after.get(i).usage()).isEqualTo(before.get(i).usage());
    }
    assertThat(Files.readString(file))
        .contains("\"phase\":\"final_answer\"", "\"custom_tool_call\"");
  }

  @Test
  void whatWasAppendedHereIsAddedInTheFormat() {
    load(Samples.CODEX);
    threads.appendMessage(THREAD, null, Message.user("One more."));
    String text = new String(export(THREAD, "codex"), StandardCharsets.UTF_8);
    String last = text.strip().substring(text.strip().lastIndexOf('\n') + 1);
    assertThat(last)
        .contains("\"type\":\"response_item\"", "\"role\":\"user\"", "\"input_text\"", "One more.");
    load(Samples.write(folder.resolve("copy.jsonl"), text.replace(THREAD, "copy")));
    assertThat(context("copy")).isEqualTo(context(THREAD));
  }

  @Test
  void aWholeThreadIsWrittenPartByPartAndReadAgain() {
    threads.createThread(
        ThreadMeta.builder("made").workspace("/w").model("m").metadata(Map.of("k", "v")).build());
    threads.appendMessage("made", "turn", Message.user("look"));
    threads.appendMessage(
        "made",
        null,
        new Message(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("hm", "sig", null),
                new Part.Text("looking"),
                new Part.ToolCall("a", "ls", "{\"x\": 1}"))));
    threads.appendMessage("made", null, Message.toolResult("a", "ls", "one"));
    Rewritten written = rewritten("made");
    assertThat(written.lines()).hasSize(6);
    assertThat(written.lost()).isEmpty();
    load(
        Samples.write(
            folder.resolve("made.jsonl"), written.text().replace("\"made\"", "\"again\"")));
    assertThat(parts(context("again")))
        .containsExactly(
            new Part.Text("look"),
            new Part.Reasoning("hm", null, null),
            new Part.Text("looking"),
            new Part.ToolCall("a", "ls", "{\"x\": 1}"),
            new Part.ToolResult("a", null, List.of(new Part.Text("one")), false));
  }
}
