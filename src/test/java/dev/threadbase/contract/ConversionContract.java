package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.segment.LogEntry;
import dev.threadbase.segment.LoggedItem;
import dev.threadbase.segment.RequestConfig;
import dev.threadbase.segment.SegmentAddress;
import dev.threadbase.testkit.Sql;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.Title;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.Importer;
import dev.threadbase.transfer.Loss;
import dev.threadbase.transfer.Loss.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Threads written in a format that they are not from. */
abstract class ConversionContract extends TransferContract {

  private static final String CUT = "cut";

  private List<JsonNode> exported(String id, String format) {
    return new String(export(id, format), StandardCharsets.UTF_8)
        .lines()
        .map(JsonMapper.shared()::readTree)
        .toList();
  }

  private ExportReport report(String id, String format) {
    return threadbase.exporter().export(id, format, folder.resolve("out.jsonl"));
  }

  private static List<String> texts(List<JsonNode> lines, String name) {
    return lines.stream().map(line -> line.path(name).asString("")).toList();
  }

  private static Compaction keeping(String firstKept) {
    return new Compaction(
        null, null, null, null, 0, null, firstKept, List.of(), "manual", null, null, 42, 0, null,
        null);
  }

  /** A thread with a call, its answer, and a compaction that keeps both. */
  private void beginMade() {
    threads.createThread(
        ThreadMeta.builder("made").title(Title.of("A title", "host")).workspace("/w").build());
    say("made", "one");
    threads.append("made", NewEntry.message(Message.toolCall("c1", "read", "{}")).withId("call"));
    Part answer = new Part.ToolResult("c1", null, List.of(new Part.Text("A")), true);
    Part second = new Part.ToolResult("c2", "grep", List.of(new Part.Text("B")), false);
    threads.append(
        "made", NewEntry.message(new Message(Role.TOOL, List.of(answer, second))).withId("answer"));
    threads.append(
        "made",
        NewEntry.of(
                EntryType.COMPACTION,
                Content.EMPTY.withCompaction(keeping("call")).withSummary("In short."))
            .withId(CUT));
    say("made", "two");
  }

  @Test
  void aFileOfPiHasItsHeaderItsIdsAndItsTitle() {
    beginMade();
    List<JsonNode> lines = exported("made", "pi");
    assertThat(texts(lines, "type"))
        .containsExactly(
            "session",
            "message",
            "message",
            "message",
            "message",
            "compaction",
            "message",
            "session_info");
    assertThat(lines.get(0).path("version").asInt()).isEqualTo(3);
    assertThat(lines.get(0).path("cwd").asString()).isEqualTo("/w");
    List<String> ids = texts(lines, "id").subList(1, lines.size());
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{8}"));
    assertThat(texts(lines, "parentId").subList(2, lines.size()))
        .isEqualTo(ids.subList(0, ids.size() - 1));
    assertThat(lines.get(5).path("firstKeptEntryId").asString()).isEqualTo(ids.get(1));
    assertThat(lines.get(3).path("message").path("toolName").asString()).isEqualTo("read");
    assertThat(lines.get(7).path("name").asString()).isEqualTo("A title");
  }

  @Test
  void aTranscriptOfClaudeCodeHasItsCutAndItsSummary() {
    beginMade();
    List<JsonNode> lines = exported("made", "claude-code");
    assertThat(texts(lines, "type"))
        .containsExactly("user", "assistant", "user", "system", "user", "user", "custom-title");
    JsonNode cut = lines.get(3);
    assertThat(cut.path("subtype").asString()).isEqualTo("compact_boundary");
    assertThat(cut.path("parentUuid").isNull()).isTrue();
    assertThat(cut.path("logicalParentUuid")).isEqualTo(lines.get(2).path("uuid"));
    assertThat(cut.path("compactMetadata").path("preTokens").asInt()).isEqualTo(42);
    JsonNode summary = lines.get(4);
    assertThat(summary.path("isCompactSummary").asBoolean()).isTrue();
    assertThat(summary.path("parentUuid")).isEqualTo(cut.path("uuid"));
    assertThat(lines.get(5).path("parentUuid")).isEqualTo(summary.path("uuid"));
    assertThat(texts(lines.subList(0, 6), "uuid"))
        .doesNotHaveDuplicates()
        .allMatch(id -> UUID.fromString(id).toString().equals(id));
    assertThat(report("made", "claude-code").losses())
        .extracting(Loss::kind, Loss::name, Loss::count, Loss::firstId)
        .containsExactly(
            tuple(Kind.FIELD, "compaction.first_kept_entry_id", 1L, CUT),
            tuple(Kind.FIELD, "tool_result.name", 1L, "answer"),
            tuple(Kind.THREAD, "created_at", 1L, "made"));
  }

  @Test
  void aForkIsWrittenWithWhatItInherits() {
    load(Samples.PI_TREE);
    threads.fork(ForkOptions.of(Samples.PI_SESSION).at("0000000a").as("mine"));
    say("mine", "on my own");
    List<JsonNode> lines = exported("mine", "pi");
    List<JsonNode> original =
        Samples.lines(Samples.PI_TREE).subList(1, 11).stream()
            .map(JsonMapper.shared()::readTree)
            .toList();
    assertThat(texts(lines, "id").subList(1, 11)).isEqualTo(texts(original, "id"));
    assertThat(lines.get(10)).isEqualTo(original.get(9));
    assertThat(lines.get(0).path("parentSession").asString()).contains(Samples.PI_SESSION);
    assertThat(report("mine", "pi").losses())
        .extracting(Loss::name)
        .doesNotContain("data", "usage", "metadata.stop_reason");
  }

  @Test
  void aThreadWhoseLeafIsOnAnEarlierBranchEndsWithIt() {
    beginWithThree();
    sayAfter("a", "one", "four");
    threads.moveLeaf("a", "three");
    assertThat(exported("a", "pi").get(4).path("message").toString()).contains("three");
    assertThat(report("a", "pi").losses()).isEmpty();
    threads.moveLeaf("a", "one");
    assertThat(report("a", "pi").losses())
        .extracting(Loss::kind, Loss::name)
        .containsExactly(tuple(Kind.THREAD, "leaf"));
  }

  @Test
  void aSessionBecomesAFileForEachThread() {
    Importer.files(Samples.CLAUDE_CODE).forEach(this::load);
    threads.fork(ForkOptions.of(Samples.CLAUDE_SESSION).as("../../up"));
    Path out = folder.resolve("out");
    ExportReport report =
        threadbase.exporter().exportFolder(Samples.CLAUDE_SESSION, "claude-code", out);
    assertThat(report.threadIds()).hasSize(3);
    List<Path> files = Importer.files(out).stream().map(out::relativize).toList();
    assertThat(files).hasSize(3);
    Path main = Path.of(Samples.CLAUDE_SESSION + ".jsonl");
    assertThat(files).contains(main);
    assertThat(out.resolve(main)).hasSameBinaryContentAs(Samples.CLAUDE_MAIN);
    assertThat(out.resolve(Samples.CLAUDE_SESSION + "/subagents/agent-a77.jsonl"))
        .hasSameBinaryContentAs(Samples.CLAUDE_AGENT);
    threadbase.exporter().exportFolder(Samples.CLAUDE_SESSION, "pi", folder.resolve("pi"));
    assertThat(Importer.files(folder.resolve("pi")))
        .hasSize(3)
        .allMatch(file -> file.getFileName().toString().matches("[0-9TZ-]+_[0-9a-f-]{36}.jsonl"));
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("out", "pi");
  }

  @Test
  void twoThreadsOfOneFileAreRefusedBeforeAnythingIsWritten() {
    threads.createThread(
        ThreadMeta.builder("A").sessionId("s").metadata(agent("x")).parentThreadId("p").build());
    threads.createThread(
        ThreadMeta.builder("B").sessionId("s").metadata(agent("X")).parentThreadId("p").build());
    Path out = folder.resolve("out");
    assertThatThrownBy(() -> threadbase.exporter().exportFolder("s", "claude-code", out))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("the same file");
    assertThat(out).doesNotExist();
    assertThatThrownBy(() -> threadbase.exporter().exportFolder(List.of("A", "s"), "pi", out))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> export("s", "pi"))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("2 threads");
    assertThatThrownBy(() -> export("nobody", "pi")).isInstanceOf(SessionNotFound.class);
  }

  private static Map<String, String> agent(String id) {
    return Map.of("claude_code_agent_id", id);
  }

  @Test
  void aLogSaysItsMessagesAndNamesTheRest() {
    SegmentAddress log = new SegmentAddress(UUID.randomUUID(), UUID.randomUUID());
    threadbase
        .segments()
        .createSegment(
            log,
            List.of(
                new LogEntry.SegmentStart(
                    1,
                    log.sessionId(),
                    "Be brief.",
                    RequestConfig.DEFAULT,
                    List.of(LoggedItem.user("before")),
                    null,
                    null),
                new LogEntry.AssistantItem(2, new LoggedItem.ToolCall("c", "read", "{}")),
                new LogEntry.ToolResult(3, new LoggedItem.ToolResult("c", "short", "long", false)),
                new LogEntry.TurnEnd(4, 1)));
    List<JsonNode> lines = exported(log.threadId(), "claude-code");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).toString()).contains("before");
    assertThat(lines.get(2).toString()).contains("long");
    assertThat(lines.get(2).path("parentUuid")).isEqualTo(lines.get(1).path("uuid"));
    assertThat(report(log.threadId(), "claude-code").losses())
        .extracting(Loss::kind, Loss::name, Loss::count)
        .containsExactly(
            tuple(Kind.ENTRY, "segment_start", 1L),
            tuple(Kind.ENTRY, "turn_end", 1L),
            tuple(Kind.FIELD, "tool_result.summary", 1L),
            tuple(Kind.THREAD, "created_at", 1L));
  }

  @Test
  void aThreadThatIsNoLogIsRefusedAsOne() {
    beginMade();
    Path out = folder.resolve("out");
    assertThatThrownBy(() -> threadbase.exporter().exportFolder("made", "segment-files", out))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("has no log");
    assertThat(out).doesNotExist();
  }

  @Test
  void aPayloadThatIsNotOfTheModelIsTold() {
    begin("raw");
    threads.append("raw", NewEntry.raw(EntryType.CUSTOM, "not ours").withId("first"));
    threads.append("raw", NewEntry.raw(EntryType.CUSTOM, "{\"k\":1}").withId("second"));
    Entry more = threads.append("raw", NewEntry.raw(EntryType.USER_MESSAGE, said("yes", "x")));
    assertThat(report("raw", "pi").losses())
        .extracting(Loss::kind, Loss::name, Loss::count, Loss::firstId)
        .containsExactly(
            tuple(Kind.ENTRY, "custom", 2L, "first"), tuple(Kind.FIELD, "payload", 1L, more.id()));
  }

  private static String said(String text, String unknown) {
    String payload = Content.of(Message.user(text)).toPayload();
    return payload.substring(0, payload.length() - 1) + ",\"" + unknown + "\":1}";
  }

  @Test
  void anExportThatFailsHalfwayLeavesTheFileAsItWas() throws Exception {
    load(Samples.PI_TREE);
    Path file = Files.writeString(folder.resolve("kept.jsonl"), "before");
    Sql.run(database, "DELETE FROM source_chunks");
    assertThatThrownBy(() -> threadbase.exporter().export(Samples.PI_SESSION, "pi", file))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining("is not whole");
    assertThat(file).hasContent("before");
    assertThat(folder.toFile().list()).containsExactly("kept.jsonl");
  }

  @Test
  void theReportCountsWhatIsWritten() {
    beginMade();
    ExportReport converted = report("made", "pi");
    assertThat(converted.entries()).isEqualTo(5);
    assertThat(converted.lines()).isEqualTo(8);
    assertThat(converted.threadIds()).containsExactly("made");
    load(Samples.PI_TREE);
    say(Samples.PI_SESSION, "more");
    threads.appendFailure(Samples.PI_SESSION, null, "no answer");
    ExportReport added = report(Samples.PI_SESSION, "pi");
    assertThat(added.entries()).isEqualTo(20);
    assertThat(added.lines()).isEqualTo(21);
    assertThat(added.losses())
        .extracting(Loss::kind, Loss::name)
        .containsExactly(tuple(Kind.ENTRY, "run_failure"));
  }
}
