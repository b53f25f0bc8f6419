package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Usage;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Transcripts of Claude Code. */
abstract class ClaudeCodeImportContract extends TransferContract {

  private static String uuid(int number) {
    return "00000000-0000-4000-8000-%012d".formatted(number);
  }

  private Content content(int number) {
    return threads.entry(Samples.CLAUDE_SESSION, uuid(number)).content();
  }

  @Test
  void followsTheConversationAcrossACompaction() {
    ImportReport report = load(Samples.CLAUDE_MAIN);
    assertThat(report.format()).isEqualTo("claude-code");
    assertThat(report.stored()).isEqualTo(23);
    assertThat(report.warnings()).isEmpty();
    assertThat(ids(threads.path(Samples.CLAUDE_SESSION)))
        .containsExactlyElementsOf(
            List.of(1, 2, 3, 4, 7, 9, 11, 12, 14, 15, 16, 17, 18, 19, 20).stream()
                .map(ClaudeCodeImportContract::uuid)
                .toList());
    Content boundary = content(15);
    assertThat(Objects.requireNonNull(boundary.compaction()).trigger()).isEqualTo("manual");
    assertThat(threads.entry(Samples.CLAUDE_SESSION, uuid(15)).type())
        .isEqualTo(EntryType.COMPACTION);
  }

  @Test
  void laysThePathOfTheLeafIntoOneSegment() {
    load(Samples.CLAUDE_MAIN);
    assertThat(threadbase.lineage().ancestors(Samples.CLAUDE_SESSION)).hasSize(1);
  }

  @Test
  void keepsProgressAndFileLinesBesideTheConversation() {
    load(Samples.CLAUDE_MAIN);
    List<Entry> journal = threads.entries(Samples.CLAUDE_SESSION);
    assertThat(journal).hasSize(23);
    assertThat(types(journal)).contains("progress", "file-history-snapshot", "queue-operation");
    assertThat(types(threads.path(Samples.CLAUDE_SESSION)))
        .doesNotContain("progress", "file-history-snapshot", "queue-operation");
    assertThat(journal.get(0).id()).isEqualTo("line-1");
    assertThat(journal).extracting(Entry::ordinal).isSorted();
  }

  @Test
  void countsTheUsageOfAnAnswerOnce() {
    load(Samples.CLAUDE_MAIN);
    assertThat(content(2).usage()).isNull();
    assertThat(content(3).usage()).isNull();
    assertThat(content(4).usage()).isEqualTo(new Usage(10, 41, 6, 4));
    assertThat(content(4).metadata()).containsEntry("message_id", "msg_1");
  }

  @Test
  void readsCallsResultsAndThoughts() {
    load(Samples.CLAUDE_MAIN);
    Message call = Objects.requireNonNull(content(4).message());
    assertThat(call.parts())
        .containsExactly(
            new Part.ToolCall(
                "toolu_1",
                "Write",
                "{\"file_path\":\"plan.md\",\"content\":\"| day | litres |\\n\"}"));
    Message result = Objects.requireNonNull(content(7).message());
    assertThat(result.parts())
        .containsExactly(
            new Part.ToolResult("toolu_1", null, List.of(new Part.Text("written")), false));
    assertThat(content(7).data()).isEqualTo("{\"filePath\":\"plan.md\",\"bytes\":17}");
    Message hidden = Objects.requireNonNull(content(18).message());
    assertThat(hidden.parts()).containsExactly(new Part.Reasoning("", null, "ZW5jcnlwdGVk"));
  }

  @Test
  void takesTheTitleThatTheUserGave() {
    load(Samples.CLAUDE_MAIN);
    ThreadMeta thread = threads.thread(Samples.CLAUDE_SESSION);
    assertThat(thread.title().text()).isEqualTo("The watering plan");
    assertThat(thread.workspace()).isEqualTo("/home/ana/garden");
    assertThat(thread.model()).isEqualTo("claude-opus-4-6");
  }

  @Test
  void aSubAgentIsAThreadOfTheSameSession() {
    Importer.files(Samples.CLAUDE_CODE).forEach(this::load);
    ThreadMeta agent = threads.thread(Samples.CLAUDE_SESSION + "/agent-a77");
    assertThat(agent.sessionId()).isEqualTo(Samples.CLAUDE_SESSION);
    assertThat(agent.parentThreadId()).isEqualTo(Samples.CLAUDE_SESSION);
    assertThat(agent.forkedFromThreadId()).isNull();
    assertThat(threads.path(agent.id())).hasSize(4);
    assertThat(threadbase.lineage().session(Samples.CLAUDE_SESSION).threads()).hasSize(2);
  }

  @Test
  void aSubAgentMayComeBeforeItsSession() {
    load(Samples.CLAUDE_AGENT);
    load(Samples.CLAUDE_MAIN);
    assertThat(threadbase.lineage().session(Samples.CLAUDE_SESSION).threads()).hasSize(2);
  }

  @Test
  void givesTheSameBytesBack() {
    Importer.files(Samples.CLAUDE_CODE).forEach(this::load);
    assertThat(export(Samples.CLAUDE_SESSION, "claude-code"))
        .isEqualTo(Samples.bytes(Samples.CLAUDE_MAIN));
    assertThat(export(Samples.CLAUDE_SESSION + "/agent-a77", "claude-code"))
        .isEqualTo(Samples.bytes(Samples.CLAUDE_AGENT));
  }

  @Test
  void addsWhatWasAppendedBehindTheOriginal() {
    load(Samples.CLAUDE_MAIN);
    Entry added =
        threads.appendMessage(Samples.CLAUDE_SESSION, null, Message.assistant("And watered."));
    String text = new String(export(Samples.CLAUDE_SESSION, "claude-code"), StandardCharsets.UTF_8);
    assertThat(text.lines()).hasSize(24);
    assertThat(text.lines().reduce("", (a, b) -> b))
        .contains("\"uuid\":\"" + added.id() + "\"", "\"parentUuid\":\"" + uuid(20) + "\"")
        .contains("And watered.");
  }
}
