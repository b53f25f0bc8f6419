package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.message.Usage;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.ImportReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Session files of pi. */
abstract class PiImportContract extends TransferContract {

  private Content content(String threadId, String entryId) {
    return threads.entry(threadId, entryId).content();
  }

  private Message message(String threadId, String entryId) {
    return Objects.requireNonNull(content(threadId, entryId).message());
  }

  @Test
  void readsATreeWithItsBranches() {
    ImportReport report = load(Samples.PI_TREE);
    assertThat(report.format()).isEqualTo("pi");
    assertThat(report.lines()).isEqualTo(20);
    assertThat(report.stored()).isEqualTo(19);
    assertThat(report.warnings()).isEmpty();
    assertThat(ids(threads.path(Samples.PI_SESSION)))
        .containsExactly(
            "00000001",
            "00000002",
            "00000003",
            "00000004",
            "00000005",
            "00000006",
            "00000007",
            "0000000b",
            "0000000c",
            "0000000d",
            "0000000e",
            "0000000f",
            "00000010",
            "00000011",
            "00000012",
            "00000013");
    assertThat(ids(threads.path(Samples.PI_SESSION, "0000000a")))
        .endsWith("00000007", "00000008", "00000009", "0000000a");
    assertThat(threads.entries(Samples.PI_SESSION)).hasSize(19);
  }

  @Test
  void takesTheHeaderAndTheNameIntoTheThread() {
    load(Samples.PI_TREE);
    ThreadMeta thread = threads.thread(Samples.PI_SESSION);
    assertThat(thread.sessionId()).isEqualTo(Samples.PI_SESSION);
    assertThat(thread.title().text()).isEqualTo("A garden on the balcony");
    assertThat(thread.workspace()).isEqualTo("/home/ana/garden");
    assertThat(thread.createdAt()).isEqualTo(Instant.parse("2026-03-01T09:00:00Z"));
    assertThat(thread.metadata()).containsEntry("pi_version", "3");
  }

  @Test
  void keepsThoughtsCallsResultsImagesAndUsage() {
    load(Samples.PI_TREE);
    String thread = Samples.PI_SESSION;
    assertThat(message(thread, "00000004").parts())
        .containsExactly(
            new Part.Reasoning("North-facing: shade-tolerant herbs.", "sig-1", null),
            new Part.Text(
                "Shade first: mint, parsley, chives and lettuce. Shall I look at the balcony's"
                    + " measures?"),
            new Part.ToolCall("call_1", "read", "{\"path\":\"balcony.md\",\"lines\":[1,40]}"),
            new Part.ToolCall("call_2", "read", "{\"path\":\"pots.md\"}"));
    assertThat(content(thread, "00000004").usage()).isEqualTo(new Usage(124, 30, 0, 0));
    assertThat(threads.entry(thread, "00000004").model()).isEqualTo("claude-sonnet-4-5");
    assertThat(message(thread, "00000006"))
        .isEqualTo(
            new Message(
                Role.TOOL,
                List.of(
                    new Part.ToolResult(
                        "call_2", "read", List.of(new Part.Text("no such file")), true))));
    assertThat(message(thread, "0000000c").parts())
        .contains(new Part.Media("image/png", "iVBORw0KGgo=", null));
  }

  @Test
  void readsCompactionsSummariesAndWhatIsOfAnotherKind() {
    load(Samples.PI_TREE);
    String thread = Samples.PI_SESSION;
    Content compaction = content(thread, "0000000e");
    assertThat(compaction.summary()).startsWith("A north-facing balcony");
    assertThat(Objects.requireNonNull(compaction.compaction()).firstKeptEntryId())
        .isEqualTo("0000000c");
    assertThat(content(thread, "0000000b").summary())
        .isEqualTo("Asked about tomatoes: too little sun.");
    assertThat(types(threads.path(thread)))
        .containsSubsequence(
            "model_change",
            "thinking_level_change",
            "branch_summary",
            "compaction",
            "custom",
            "thread_info",
            "watering_plan");
    assertThat(content(thread, "00000010").data()).contains("\"certainty\":0.10");
    assertThat(content(thread, "00000013").data()).contains("\"every\":\"2 days\"");
    assertThat(message(thread, "0000000d").text()).isEqualTo("$ ls notes\nherbs.md\nwinter.md");
  }

  @Test
  void readsTheChainOfVersionOne() {
    ImportReport report = load(Samples.PI_CHAIN);
    String thread = Objects.requireNonNull(report.threadId());
    List<Entry> path = threads.path(thread);
    assertThat(ids(path)).containsExactly("line-2", "line-3", "line-4", "line-5", "line-6");
    assertThat(threads.thread(thread).title().text())
        .isEqualTo("How deep should a lettuce box be?");
    Content compaction = path.get(3).content();
    assertThat(Objects.requireNonNull(compaction.compaction()).firstKeptEntryId())
        .isEqualTo("line-4");
    assertThat(path.get(1).content().usage()).isEqualTo(new Usage(11, 7, 3, 0));
  }

  @Test
  void givesTheSameBytesBack() {
    load(Samples.PI_TREE);
    load(Samples.PI_CHAIN);
    assertThat(export(Samples.PI_SESSION, "pi")).isEqualTo(Samples.bytes(Samples.PI_TREE));
  }

  @Test
  void addsWhatWasAppendedBehindTheOriginal() {
    load(Samples.PI_TREE);
    Entry added =
        threads.appendMessage(Samples.PI_SESSION, null, Message.user("Thank you, that is all."));
    String text = new String(export(Samples.PI_SESSION, "pi"), StandardCharsets.UTF_8);
    assertThat(text).startsWith(String.join("\n", Samples.lines(Samples.PI_TREE)) + "\n");
    String last = text.strip().substring(text.strip().lastIndexOf('\n') + 1);
    assertThat(last)
        .contains(
            "\"type\":\"message\"", "\"id\":\"" + added.id() + "\"", "\"parentId\":\"00000013\"")
        .contains("Thank you, that is all.");
  }

  @Test
  void aForkJoinsTheFamilyOfItsParentSession() {
    load(Samples.PI_TREE);
    List<String> lines = new ArrayList<>(Samples.lines(Samples.PI_TREE));
    lines.set(
        0,
        "{\"type\":\"session\",\"version\":3,\"id\":\"0195f0a0-9999-7222-8333-444455556666\","
            + "\"timestamp\":\"2026-03-02T09:00:00.000Z\",\"cwd\":\"/home/ana/garden\","
            + "\"parentSession\":\"/home/ana/.pi/2026_"
            + Samples.PI_SESSION
            + ".jsonl\"}");
    ImportReport fork = load(lines);
    assertThat(fork.sessionId()).isEqualTo(Samples.PI_SESSION);
    assertThat(threads.thread("0195f0a0-9999-7222-8333-444455556666").forkedFromThreadId())
        .isEqualTo(Samples.PI_SESSION);
    assertThat(threadbase.lineage().descendants(Samples.PI_SESSION))
        .extracting(ThreadMeta::id)
        .containsExactly("0195f0a0-9999-7222-8333-444455556666");
    assertThat(threads.thread(Samples.PI_SESSION).metadata()).isNotEqualTo(Map.of());
  }

  @Test
  void ofTwoOriginalsNeitherIsTheThread() {
    String header = "{\"type\":\"session\",\"version\":3,\"id\":\"two\",\"cwd\":\"/w\"}";
    load(List.of(header, said("aaaaaaaa", "null", "one"), said("bbbbbbbb", "\"aaaaaaaa\"", "two")));
    load(
        List.of(
            header, said("aaaaaaaa", "null", "one"), said("cccccccc", "\"aaaaaaaa\"", "three")));
    String exported = new String(export("two", "pi"), StandardCharsets.UTF_8);
    assertThat(exported).contains("\"one\"", "\"two\"", "\"three\"");
  }

  private static String said(String id, String parent, String text) {
    return "{\"type\":\"message\",\"id\":\"%s\",\"parentId\":%s,\"message\":{\"role\":\"user\",\"content\":\"%s\"}}"
        .formatted(id, parent, text);
  }
}
