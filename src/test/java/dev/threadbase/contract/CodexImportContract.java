package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.context.ContextOptions;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.message.Usage;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.ImportReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rollouts of the Codex CLI. */
abstract class CodexImportContract extends TransferContract {

  private static final String THREAD = Samples.CODEX_THREAD;
  private static final List<String> LINES = Samples.lines(Samples.CODEX);
  private static final int BEFORE_COMPACTION = 31;
  private static final int BEFORE_ROLLBACK = 21;

  private Message message(String entryId) {
    return Objects.requireNonNull(threads.entry(THREAD, entryId).content().message());
  }

  private Path write(List<String> lines) {
    return Samples.write(folder.resolve("rollout.jsonl"), lines);
  }

  private static List<Part> parts(List<Message> messages) {
    return messages.stream().flatMap(message -> message.parts().stream()).toList();
  }

  @Test
  void everyLineIsAnEntryAndWhatIsNoItemIsBesideTheConversation() {
    ImportReport report = load(Samples.CODEX);
    assertThat(report.format()).isEqualTo("codex");
    assertThat(report.warnings()).isEmpty();
    assertThat(report.stored()).isEqualTo(report.lines()).isEqualTo(LINES.size());
    assertThat(types(threads.path(THREAD)))
        .contains("event_msg", "model_change", "codex_ghost_snapshot", "compaction")
        .doesNotContain("session_meta");
    assertThat(threads.path(THREAD)).hasSize(LINES.size() - 1 - 3);
    Content usage = threads.entry(THREAD, "line-20").content();
    assertThat(usage.usage()).isEqualTo(new Usage(500, 50, 400, 0));
    assertThat(usage.metadata()).containsEntry("event", "token_count");
  }

  @Test
  void theFirstLineIsWhatIsKnownOfTheThread() {
    load(Samples.CODEX);
    ThreadMeta thread = threads.thread(THREAD);
    assertThat(thread.title().text()).isEqualTo("Which herbs grow in the shade?");
    assertThat(thread.workspace()).isEqualTo("/home/ana/garden");
    assertThat(thread.vendor()).isEqualTo("openai");
    assertThat(thread.model()).isEqualTo("gpt-5.3-codex");
    assertThat(thread.createdAt()).isEqualTo(Instant.parse("2026-04-20T16:44:00Z"));
    assertThat(thread.metadata())
        .containsEntry("codex_cli_version", "0.98.0")
        .containsEntry("codex_source", "cli")
        .containsEntry("codex_git", "{\"commit_hash\":\"abc123\",\"branch\":\"main\"}");
    assertThat(threads.entry(THREAD, "line-1").payload()).contains("You help with a garden.");
  }

  @Test
  void itemsAreMessagesOfParts() {
    load(Samples.CODEX);
    assertThat(message("line-9").parts())
        .containsExactly(new Part.Reasoning("**Reading the list**", null, "gAAAA-made-up"));
    assertThat(message("line-10").parts())
        .containsExactly(
            new Part.ToolCall(
                "call_1",
                "shell_command",
                "{\"command\":\"cat herbs.md\",\"workdir\":\"/home/ana/garden\"}"));
    assertThat(message("line-12").parts().get(0)).isInstanceOf(Part.ToolCall.class);
    assertThat(message("line-14").parts().get(0)).isInstanceOf(Part.Opaque.class);
    assertThat(message("line-16"))
        .isEqualTo(
            new Message(
                Role.TOOL,
                List.of(
                    new Part.ToolResult(
                        "call_3", null, List.of(new Part.Text("no such folder")), true))));
    assertThat(message("line-29").parts())
        .containsExactly(
            new Part.ToolResult(
                "call_4",
                null,
                List.of(new Part.Text("leaf.png"), new Part.Media("image/png", "iVBORw==", null)),
                false));
    assertThat(message("line-2").role()).isEqualTo(new Role("developer"));
  }

  @Test
  void theContextIsWhatCodexWouldSend() {
    load(write(LINES.subList(0, BEFORE_COMPACTION)));
    List<Message> context = context(THREAD);
    assertThat(context).hasSize(16);
    assertThat(parts(context))
        .contains(new Part.Text("Which herbs grow in the shade?"), new Part.Text("Chives."))
        .doesNotContain(new Part.Text("And tomatoes?"), new Part.Text("They want sun."))
        .doesNotHaveDuplicates();
    assertThat(threadbase.contexts().check(THREAD)).isEmpty();
    assertThat(threadbase.contexts().context(THREAD, ContextOptions.REPAIRED).repairs()).isEmpty();
  }

  @Test
  void turnsThatWereRolledBackAreABranch() {
    load(Samples.CODEX);
    assertThat(ids(threads.path(THREAD)))
        .contains("line-20", "line-24")
        .doesNotContain("line-21", "line-22", "line-23");
    assertThat(ids(threads.path(THREAD, "line-23")))
        .endsWith("line-20", "line-21", "line-22", "line-23");
  }

  @Test
  void aCompactionReplacesWhatWasBefore() {
    load(Samples.CODEX);
    assertThat(context(THREAD))
        .containsExactly(
            Message.user("Which herbs grow in the shade?"),
            Message.user("Mint, parsley and chives were found."),
            Message.user("Thank you."),
            Message.assistant("You are welcome."));
  }

  @Test
  void aCompactionWithoutMessagesKeepsWhatTheUserSaidAndTheSummary() {
    List<String> lines = new ArrayList<>(LINES);
    lines.set(
        BEFORE_COMPACTION,
        "{\"timestamp\":\"2026-04-20T16:45:00Z\",\"type\":\"compacted\",\"payload\":{\"message\":\"In short.\"}}");
    load(write(lines));
    assertThat(context(THREAD))
        .containsExactly(
            Message.user("Which herbs grow in the shade?"),
            message("line-26"),
            Message.user("In short."),
            Message.user("Thank you."),
            Message.assistant("You are welcome."));
  }

  @Test
  void aRollbackBehindACompactionGoesBackToItAtMost() {
    List<String> lines = new ArrayList<>(LINES);
    lines.add(
        "{\"timestamp\":\"2026-04-20T16:46:00Z\",\"type\":\"event_msg\",\"payload\":{\"type\":\"thread_rolled_back\",\"num_turns\":2}}");
    assertThat(codes(load(write(lines)))).containsExactly("rollback");
    assertThat(context(THREAD)).hasSize(2);
  }

  @Test
  void theFirstVersionsHadNoEnvelope() {
    ImportReport report = load(Samples.CODEX_BARE);
    String thread = Samples.CODEX_BARE_THREAD;
    assertThat(report.threadId()).isEqualTo(thread);
    assertThat(report.warnings()).isEmpty();
    assertThat(types(threads.path(thread)))
        .containsExactly(
            "state",
            "user_message",
            "assistant_message",
            "tool_call",
            "tool_result",
            "state",
            "assistant_message");
    assertThat(context(thread)).hasSize(5);
    assertThat(threads.thread(thread).createdAt()).isEqualTo(Instant.parse("2025-08-01T10:00:00Z"));
    assertThat(export(thread, "codex")).isEqualTo(Samples.bytes(Samples.CODEX_BARE));
  }

  @Test
  void aForkHoldsTheLinesOfItsOrigin() {
    load(Samples.CODEX);
    List<String> fork = new ArrayList<>(LINES);
    fork.add(
        0,
        LINES
            .get(0)
            .replace(THREAD, "0196a0b0-9999-7222-8333-444455556666")
            .replace("\"cwd\"", "\"forked_from_id\":\"" + THREAD + "\",\"cwd\""));
    ImportReport report = load(write(fork));
    assertThat(report.threadId()).isEqualTo("0196a0b0-9999-7222-8333-444455556666");
    assertThat(report.sessionId()).isEqualTo(THREAD);
    assertThat(report.stored()).isEqualTo(LINES.size() + 1);
    assertThat(threads.thread("0196a0b0-9999-7222-8333-444455556666").forkedFromThreadId())
        .isEqualTo(THREAD);
    assertThat(context("0196a0b0-9999-7222-8333-444455556666")).isEqualTo(context(THREAD));
  }

  @Test
  void aFileThatGrewStoresTheNewLines() {
    load(write(LINES.subList(0, BEFORE_ROLLBACK)));
    for (int length = BEFORE_ROLLBACK + 1; length <= LINES.size(); length++) {
      ImportReport report = load(write(LINES.subList(0, length)));
      assertThat(report.stored()).isEqualTo(1);
    }
    assertThat(export(THREAD, "codex")).isEqualTo(Samples.bytes(Samples.CODEX));
    assertThat(context(THREAD)).hasSize(4);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void damageIsReportedAndArchived() throws Exception {
    Path file = write(LINES.subList(0, 7));
    Files.write(
        file,
        new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}', '\n'},
        java.nio.file.StandardOpenOption.APPEND);
    Samples.append(
        file,
        "{\"timestamp\":\"2026-04-20T16:45:00Z\",\"type\":\"compaction\",\"payload\":{\"a\":1.0}}\n"
            + "{\"timestamp\":\"2026-04-20T16:45:00Z\",\"type\":\"response_item\",\"payload\":{\"type\":\"dream\"}}\n"
            + LINES.get(9).substring(0, 80));
    ImportReport report = load(file);
    assertThat(codes(report)).containsExactly("unreadable_line", "torn_line");
    assertThat(types(threads.path(THREAD))).endsWith("codex_compaction", "codex_dream");
    assertThat(threads.entry(THREAD, "line-9").content().data()).isEqualTo("{\"a\":1.0}");
    assertThat(context(THREAD)).hasSize(3);
    assertThat(export(THREAD, "codex")).isEqualTo(Files.readAllBytes(file));
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aLongImageIsNotKeptByACompaction() {
    String item =
        "{\"timestamp\":\"2026-04-20T16:46:00Z\",\"type\":\"response_item\",\"payload\":{\"type\":\"message\","
            + "\"role\":\"user\",\"content\":[%s{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AAAA\"}]}}";
    String text = "{\"type\":\"input_text\",\"text\":\"look\"},";
    load(
        write(
            List.of(
                LINES.get(0),
                item.formatted("").replace("AAAA", "A".repeat(200_000)),
                item.formatted(text),
                "{\"timestamp\":\"2026-04-20T16:47:00Z\",\"type\":\"compacted\",\"payload\":{\"message\":\"In short.\"}}")));
    assertThat(context(THREAD)).containsExactly(message("line-3"), Message.user("In short."));
    assertThat(message("line-2").parts()).hasSize(1);
  }
}
