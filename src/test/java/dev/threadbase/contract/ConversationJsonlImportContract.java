package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.message.Usage;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Title;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.format.ConversationFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Session files of ggcode. */
abstract class ConversationJsonlImportContract extends TransferContract {

  private static final String SESSION = Samples.CONVERSATION_SESSION;
  private static final List<String> LINES = Samples.lines(Samples.CONVERSATION);

  private Rewritten rewritten(String threadId) {
    return rewrite(new ConversationFormat(), threadId);
  }

  private Content content(String entryId) {
    return threads.entry(SESSION, entryId).content();
  }

  private Path file(String name) {
    return folder.resolve(name + ".jsonl");
  }

  /** A file of the sample's session in a folder without an index. */
  private Path file() {
    return file(SESSION);
  }

  @Test
  void everyRecordButMetaIsAnEntryOfOnePath() {
    ImportReport report = load(Samples.CONVERSATION);
    assertThat(report.format()).isEqualTo("conversation-jsonl");
    assertThat(report.warnings()).isEmpty();
    assertThat(report.lines()).isEqualTo(13);
    assertThat(types(threads.path(SESSION)))
        .containsExactly(
            "user_message",
            "tool_call",
            "tool_result",
            "tunnel_event",
            "cost",
            "usage",
            "metric",
            "metric",
            "compaction",
            "user_message",
            "user_message",
            "assistant_message");
  }

  @Test
  void blocksArePartsAndRawValuesKeepTheirSpelling() {
    load(Samples.CONVERSATION);
    Message call = Objects.requireNonNull(content("line-3").message());
    assertThat(call.parts())
        .containsExactly(
            new Part.Reasoning("think", "sg", "rd"),
            new Part.Text("ok\u2028then"),
            new Part.ToolCall("call_1", "read_file", "{\"path\":\"a<b>.txt\",\"n\":1.0,\"n\":1e2}"),
            new Part.ToolCall("call_2", "shot", ""));
    assertThat(Objects.requireNonNull(content("line-4").message()))
        .isEqualTo(
            new Message(
                Role.TOOL,
                List.of(
                    new Part.ToolResult(
                        "call_1", "read_file", List.of(new Part.Text("line 1\nline 2")), true),
                    new Part.ToolResult(
                        "call_2",
                        "shot",
                        List.of(new Part.Media("image/png", "iVBORw==", null)),
                        false))));
    assertThat(content("line-5").data())
        .isEqualTo(
            "{\"event_id\":\"ev-000000001\",\"stream_id\":\"msg-1\",\"type\":\"text\","
                + "\"data\":{\"id\":\"msg-1\",\"chunk\":\"ok\"}}");
    assertThat(content("line-6").data()).isEqualTo("{\"usd\":0.010}");
    assertThat(content("line-7").usage()).isEqualTo(new Usage(12, 3, 0, 0));
    assertThat(threads.entry(SESSION, "line-7").model()).isEqualTo("m-1");
    assertThat(threads.entry(SESSION, "line-7").createdAt())
        .isEqualTo(Instant.parse("2026-03-01T08:15:00.250Z"));
    assertThat(content("line-8").data()).contains("\"ttft\":150000001");
  }

  @Test
  void theContextIsTheLastCheckpointAndWhatFollows() {
    load(Samples.CONVERSATION);
    List<Message> expected =
        List.of(
            Message.system("[Previous conversation summary]\nrename parser"),
            Message.user("rename <it> & see"),
            Message.system("Now in plan mode."),
            Message.user("go on"),
            Message.assistant("done"));
    assertThat(context(SESSION)).isEqualTo(expected);
    assertThat(threadbase.contexts().check(SESSION)).isEmpty();
  }

  @Test
  void withoutACheckpointTheContextIsEveryMessage() {
    load(Samples.write(file(), LINES.subList(0, 9)));
    assertThat(context(SESSION)).hasSize(3);
    assertThat(context(SESSION).get(0).text()).isEqualTo("rename <it> & see");
  }

  @Test
  void anEmptyCheckpointLeavesNothingOfWhatWasBefore() {
    String bare = LINES.get(9).replaceFirst(",\"checkpoint_messages\".*", "}");
    load(Samples.write(file(), List.of(LINES.get(0), LINES.get(1), bare, LINES.get(11))));
    assertThat(context(SESSION)).containsExactly(Message.user("go on"));
    assertThat(threads.path(SESSION)).hasSize(3);
    assertThat(rewritten(SESSION).lines()).contains(bare);
  }

  @Test
  void theLastOfSeveralCheckpointsCounts() {
    load(
        Samples.write(
            file(),
            List.of(
                LINES.get(0),
                LINES.get(1),
                LINES.get(9),
                LINES.get(12),
                LINES.get(9),
                LINES.get(11))));
    assertThat(context(SESSION)).hasSize(3).contains(Message.user("go on"));
  }

  @Test
  void metaIsTheThreadAndTheIndexSuppliesWhatIsNewer() {
    load(Samples.CONVERSATION);
    ThreadMeta thread = threads.thread(SESSION);
    assertThat(thread.title().text()).isEqualTo("Rename the parser <again>");
    assertThat(thread.title().source()).isEqualTo("index");
    assertThat(thread.updatedAt()).isEqualTo(Instant.parse("2026-03-01T08:18:00.000000001Z"));
    assertThat(thread.createdAt()).isEqualTo(Instant.parse("2026-03-01T08:15:00.25Z"));
    assertThat(thread.workspace()).isEqualTo("/home/ana/proj");
    assertThat(thread.vendor()).isEqualTo("acme");
    assertThat(thread.endpoint()).isEqualTo("main");
    assertThat(thread.model()).isEqualTo("m-1");
    assertThat(thread.metadata())
        .containsEntry("conversation_created_at", "2026-03-01T09:15:00.25+01:00")
        .containsEntry("conversation_meta", LINES.get(0));
  }

  @Test
  void timesAndTokensOutsideMetaMeanNothing() {
    load(Samples.write(file(), LINES.subList(1, 3)));
    ThreadMeta thread = threads.thread(SESSION);
    assertThat(thread.createdAt()).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
    assertThat(threads.path(SESSION)).allMatch(entry -> entry.content().usage() == null);
    assertThat(thread.title().text()).isEqualTo("rename <it> & see");
  }

  @Test
  void givesTheSameBytesBackFromTheOriginalAndFromTheModel() {
    Path file = Samples.write(file(), LINES);
    load(file);
    assertThat(export(SESSION, "conversation-jsonl")).isEqualTo(Samples.bytes(file));
    Rewritten written = rewritten(SESSION);
    assertThat(written.lines()).isEqualTo(LINES);
    assertThat(written.lost()).isEmpty();
    assertThat(threads.path(SESSION))
        .noneMatch(entry -> String.valueOf(entry.content().data()).contains("conversation-jsonl"));
  }

  @Test
  void aFileThatGrewStoresTheNewRecordsAndTheNewTitle() {
    Path file = file();
    for (int length = 2; length <= LINES.size(); length++) {
      ImportReport report = load(Samples.write(file, LINES.subList(0, length)));
      assertThat(report.stored()).isEqualTo(1);
    }
    assertThat(threads.path(SESSION)).hasSize(12);
    String renamed =
        LINES.get(0).replace("Rename the parser", "Renamed").replace("09:16:02.5", "09:20:00");
    load(Samples.append(file, renamed + "\n"));
    assertThat(threads.thread(SESSION).title().text()).isEqualTo("Renamed");
    threads.updateThread(SESSION, ThreadUpdate.NOTHING.title(Title.of("Mine", "host")));
    load(Samples.append(file, LINES.get(0).replace("09:16:02.5", "09:30:00") + "\n"));
    assertThat(threads.thread(SESSION).title().text()).isEqualTo("Mine");
    assertThat(export(SESSION, "conversation-jsonl")).isEqualTo(Samples.bytes(file));
  }

  @Test
  void whatWasAppendedHereIsAddedInTheFormat() {
    load(Samples.CONVERSATION);
    threads.appendMessage(SESSION, null, Message.user("<thanks> & bye"));
    String text = new String(export(SESSION, "conversation-jsonl"), StandardCharsets.UTF_8);
    assertThat(text)
        .startsWith(String.join("\n", LINES) + "\n")
        .endsWith(
            "\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"<thanks> & bye\"}]}}\n");
    load(Samples.write(file("copy"), text));
    assertThat(context("copy")).isEqualTo(context(SESSION));
  }

  @Test
  void aWholeThreadIsWrittenAndReadAgain() {
    ThreadMeta made =
        threads.createThread(
            ThreadMeta.builder("made")
                .workspace("/w")
                .channel("room")
                .metadata(Map.of("k", "v"))
                .build());
    threads.appendMessage(made.id(), "turn", Message.user("hi\u0007\u2029 <"));
    threads.appendMessage(made.id(), null, Message.toolCall("c", "ls", "{\"a\": 1.50}"));
    threads.appendMessage(made.id(), null, Message.toolResult("c", "ls", "x"));
    threads.appendMessage(made.id(), null, Message.toolCall("d", "rm", "{broken"));
    Rewritten written = rewritten("made");
    assertThat(written.lines().get(1)).contains("hi\\u0007\\u2029 <");
    assertThat(written.lines().get(2)).contains("\"input\":{\"a\":1.50}");
    assertThat(written.lost()).isEmpty();
    load(Samples.write(file("again"), written.lines()));
    List<Message> read = context("again");
    assertThat(read.subList(0, 1)).isEqualTo(context("made").subList(0, 1));
    assertThat(read.get(2)).isEqualTo(context("made").get(2));
    assertThat(rewritten("again").lines().get(2).replace("again", "made"))
        .isEqualTo(written.lines().get(2));
  }

  @Test
  void aCompactionOfOursIsACheckpointOfItsSummary() {
    load(Samples.write(file(), LINES));
    Entry entry = threads.path(SESSION).get(8);
    assertThat(entry.content().replacement()).hasSize(2);
    assertThat(Objects.requireNonNull(entry.content().compaction()).tokensAfterEstimate())
        .isEqualTo(42);
  }
}
