package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.context.ContextOptions;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.format.RawJsonlFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Raw session recordings of ox. */
abstract class RawJsonlImportContract extends TransferContract {

  private static final String SESSION = Samples.RAW_SESSION;
  private static final String HEADER =
      "{\"metadata\":{\"version\":\"1.0\",\"created_at\":\"2026-02-03T09:15:00Z\"},\"type\":\"header\"}";

  private static String said(long seq, String text) {
    return "{\"content\":\"%s\",\"seq\":%d,\"timestamp\":\"2026-02-03T09:15:02Z\",\"type\":\"user\"}"
        .formatted(text, seq);
  }

  private Rewritten rewritten(String threadId) {
    return rewrite(new RawJsonlFormat(), threadId);
  }

  private Message message(String threadId, String entryId) {
    return Objects.requireNonNull(threads.entry(threadId, entryId).content().message());
  }

  @Test
  void aLineIsAnEntryAndAToolLineHoldsCallAndAnswer() {
    ImportReport report = load(Samples.RAW_JSONL);
    assertThat(report.format()).isEqualTo("raw-jsonl");
    assertThat(report.lines()).isEqualTo(6);
    assertThat(report.stored()).isEqualTo(4);
    assertThat(report.warnings()).isEmpty();
    List<Entry> path = threads.path(SESSION);
    assertThat(ids(path)).containsExactly("seq-0", "seq-1", "seq-2", "seq-3");
    assertThat(types(path))
        .containsExactly("user_message", "assistant_message", "tool_call", "custom");
    assertThat(message(SESSION, "seq-0").text()).isEqualTo("Why does <Login> crash & burn?");
    assertThat(message(SESSION, "seq-2").parts())
        .containsExactly(
            new Part.ToolCall(
                "seq-2", "Bash", "{\"command\":\"npm test\",\"description\":\"Run unit tests\"}"),
            new Part.ToolResult(
                "seq-2", "Bash", List.of(new Part.Text("2 failed, 40 passed")), false));
    assertThat(path.get(1).createdAt()).isEqualTo(Instant.parse("2026-02-03T09:15:04.123456789Z"));
    assertThat(path.get(3).content().metadata())
        .containsEntry("coworker_name", "reviewer")
        .containsEntry("coworker_model", "sonnet");
  }

  @Test
  void headerAndFooterAreWhatIsKnownOfTheThread() {
    load(Samples.RAW_JSONL);
    ThreadMeta thread = threads.thread(SESSION);
    assertThat(thread.title().text()).isEqualTo("Why does <Login> crash & burn?");
    assertThat(thread.model()).isEqualTo("claude-sonnet-4");
    assertThat(thread.createdAt()).isEqualTo(Instant.parse("2026-02-03T09:15:00Z"));
    assertThat(thread.metadata())
        .containsEntry("ox_header_agent_id", "OxK42z")
        .containsEntry("ox_header_ox_version", "0.3.0")
        .containsEntry("ox_closed_at", "2026-02-03T09:20:00Z");
  }

  @Test
  void theContextHasTheCallBeforeItsAnswerAndNoSystemText() {
    load(Samples.RAW_JSONL);
    List<Message> repaired =
        threadbase.contexts().context(SESSION, ContextOptions.REPAIRED).messages();
    assertThat(repaired)
        .extracting(message -> message.role())
        .containsExactly(Role.USER, Role.ASSISTANT, Role.ASSISTANT, Role.TOOL);
    assertThat(threadbase.contexts().check(SESSION)).isEmpty();
  }

  @Test
  void givesTheSameBytesBackFromTheOriginalAndFromTheModel() {
    load(Samples.RAW_JSONL);
    assertThat(export(SESSION, "raw-jsonl")).isEqualTo(Samples.bytes(Samples.RAW_JSONL));
    assertThat(rewritten(SESSION).text().getBytes(StandardCharsets.UTF_8))
        .isEqualTo(Samples.bytes(Samples.RAW_JSONL));
    assertThat(rewritten(SESSION).lost()).isEmpty();
  }

  @Test
  void theHeaderComesFirstAndTheFooterCountsTheEntries() {
    load(Samples.RAW_JSONL);
    List<String> lines = rewritten(SESSION).lines();
    assertThat(lines.get(0)).endsWith("\"type\":\"header\"}");
    assertThat(lines.get(lines.size() - 1)).contains("\"entry_count\":4", "\"type\":\"footer\"");
  }

  @Test
  void theOrderOfMembersDoesNotMatter() {
    List<String> lines =
        List.of(
            "{\"type\":\"header\",\"metadata\":{\"created_at\":\"2026-02-03T09:15:00+02:00\",\"version\":\"1.0\"}}",
            "{\"type\":\"user\",\"seq\":0,\"timestamp\":\"2026-02-03T09:15:02.50+02:00\",\"content\":\"hello\"}");
    String thread = Objects.requireNonNull(load(lines).threadId());
    assertThat(message(thread, "seq-0").text()).isEqualTo("hello");
    assertThat(threads.entry(thread, "seq-0").createdAt())
        .isEqualTo(Instant.parse("2026-02-03T07:15:02.5Z"));
    assertThat(rewritten(thread).lines()).isEqualTo(lines);
  }

  @Test
  void offsetsOfTimesAndErrorsAreWrittenAgain() {
    List<String> lines =
        List.of(
            HEADER,
            "{\"content\":\"x\",\"eid\":\"e1\",\"is_error\":true,\"seq\":0,\"timestamp\":\"2026-02-03T10:15:02+01:00\","
                + "\"tool_name\":\"Read\",\"tool_output\":\"no\\u2028file\",\"type\":\"tool\"}");
    String thread = Objects.requireNonNull(load(lines).threadId());
    Entry entry = threads.entry(thread, "e1");
    assertThat(entry.content().data()).isNull();
    assertThat(message(thread, "e1").parts())
        .contains(new Part.ToolResult("e1", "Read", List.of(new Part.Text("no\u2028file")), true));
    assertThat(rewritten(thread).lines()).isEqualTo(lines);
  }

  @Test
  void olderFormsAreReadAndKeptAsTheyWere() {
    List<String> legacy =
        List.of(
            HEADER,
            "{\"data\":{\"message\":\"what I meant\"},\"seq\":0,\"timestamp\":\"2026-02-03T09:15:02Z\",\"type\":\"user\"}",
            "{\"data\":{\"tool_input\":{\"a\":1.0},\"tool_name\":\"Grep\",\"tool_output\":\"3\"},"
                + "\"seq\":1,\"timestamp\":\"2026-02-03T09:15:03Z\",\"type\":\"tool\"}");
    String thread = Objects.requireNonNull(load(legacy).threadId());
    assertThat(context(thread).get(0).text()).isEqualTo("what I meant");
    assertThat(message(thread, "seq-1").parts())
        .contains(new Part.ToolCall("seq-1", "Grep", "{\"a\":1.0}"));
    assertThat(rewritten(thread).lines()).isEqualTo(legacy);
    List<String> captured =
        List.of(
            "{\"_meta\":{\"schema_version\":\"1\",\"source\":\"manual\",\"agent_id\":\"OxA\",\"session_id\":\"OxB\","
                + "\"started_at\":\"2026-02-03T09:00:00Z\",\"ox_username\":\"mia\"}}",
            "{\"seq\":1,\"type\":\"user\",\"content\":\"plan it\",\"ts\":\"2026-02-03T09:15:02Z\",\"source\":\"manual\",\"is_plan\":true}",
            "{\"seq\":4,\"type\":\"assistant\",\"content\":\"planned\",\"ts\":\"2026-02-03T09:15:03Z\"}");
    Path file = Samples.write(folder.resolve("captured.jsonl"), captured);
    assertThat(load(file).warnings()).isEmpty();
    assertThat(ids(threads.path("captured"))).containsExactly("seq-1", "seq-4");
    assertThat(threads.path("captured").get(0).createdAt())
        .isEqualTo(Instant.parse("2026-02-03T09:15:02Z"));
    assertThat(threads.thread("captured").metadata()).containsEntry("ox_header_username", "mia");
    assertThat(rewritten("captured").lines()).isEqualTo(captured);
  }

  @Test
  void aRecordingThatWasWrittenToTwiceIsOneLineOfEntries() {
    List<String> lines = new ArrayList<>(Samples.lines(Samples.RAW_JSONL));
    lines.addAll(Samples.lines(Samples.RAW_JSONL));
    Path file = Samples.write(folder.resolve("twice.jsonl"), lines);
    ImportReport report = load(file);
    assertThat(report.stored()).isEqualTo(8);
    assertThat(report.warnings()).isEmpty();
    assertThat(ids(threads.path("twice")))
        .contains("seq-3", "run-2-seq-0", "run-2-seq-3")
        .hasSize(8);
    assertThat(export("twice", "raw-jsonl")).isEqualTo(Samples.bytes(file));
    assertThat(rewritten("twice").lines().get(5)).contains("\"seq\":4,");
  }

  @Test
  void whatIsNoEntryIsReportedAndArchived() throws Exception {
    byte[] bad = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}', '\n'};
    Path file =
        Samples.write(
            folder.resolve("bad.jsonl"),
            String.join("\n", HEADER, said(0, "one"), "null", "{\"type\":", said(0, "again"))
                + "\n");
    Files.write(file, bad, java.nio.file.StandardOpenOption.APPEND);
    Samples.append(
        file,
        "{\"seq\":2,\"type\":\"mood\"}\n{\"type\":\"footer\",\"entry_count\":9}\n{\"content\":\"to");
    ImportReport report = load(file);
    assertThat(codes(report))
        .containsExactlyInAnyOrder(
            "unreadable_line",
            "unreadable_line",
            "unreadable_line",
            "torn_line",
            "duplicate_id",
            "entry_count");
    assertThat(report.warnings().get(0).message()).contains("from byte");
    assertThat(report.leftOut()).isEqualTo(4);
    List<Entry> path = threads.path("bad");
    assertThat(ids(path)).containsExactly("seq-0", "seq-0#5", "seq-2");
    assertThat(types(path)).endsWith("raw_mood");
    assertThat(export("bad", "raw-jsonl")).isEqualTo(Files.readAllBytes(file));
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aRecordingThatGrewStoresTheRest() {
    List<String> lines = Samples.lines(Samples.RAW_JSONL);
    Path file = folder.resolve("grown.jsonl");
    for (int length = 2; length <= lines.size(); length++) {
      load(Samples.write(file, lines.subList(0, length)));
    }
    assertThat(ids(threads.path("grown"))).containsExactly("seq-0", "seq-1", "seq-2", "seq-3");
    assertThat(threads.thread("grown").metadata()).containsKey("ox_closed_at");
    assertThat(rewritten("grown").lines()).isEqualTo(lines);
  }

  @Test
  void aLongLineIsAnEntryLikeOthers() {
    Path file =
        Samples.write(folder.resolve("long.jsonl"), List.of(HEADER, said(0, "x".repeat(11 << 20))));
    ImportReport report =
        threadbase.importer().importFile(file, ImportOptions.DEFAULT.withoutStoring());
    assertThat(report.stored()).isEqualTo(1);
    assertThat(report.warnings()).isEmpty();
    String text = "x".repeat(1 << 20);
    String thread = Objects.requireNonNull(load(List.of(HEADER, said(0, text))).threadId());
    assertThat(message(thread, "seq-0").text()).isEqualTo(text);
  }

  @Test
  void whatWasAppendedHereIsAddedAndReadBack() {
    load(Samples.RAW_JSONL);
    Entry asked = threads.appendMessage(SESSION, null, Message.user("And <now>?"));
    threads.appendMessage(SESSION, null, Message.toolCall("c1", "Bash", "{}"));
    threads.appendMessage(SESSION, null, Message.toolResult("c1", "Bash", "ok"));
    byte[] exported = export(SESSION, "raw-jsonl");
    String text = new String(exported, StandardCharsets.UTF_8);
    assertThat(text)
        .startsWith(String.join("\n", Samples.lines(Samples.RAW_JSONL)) + "\n")
        .contains(
            "{\"content\":\"And \\u003cnow\\u003e?\",\"eid\":\"" + asked.id() + "\",\"seq\":4,");
    Path file = Samples.write(folder.resolve("copy.jsonl"), text);
    assertThat(load(file).warnings()).isEmpty();
    assertThat(ids(threads.path("copy"))).contains(asked.id());
    assertThat(context("copy")).contains(Message.user("And <now>?"));
  }

  @Test
  void aWholeThreadIsWrittenWithCallAndAnswerOnOneLine() {
    String thread = threads.createThread(ThreadMeta.builder("made").build()).id();
    threads.appendMessage(thread, "turn", Message.user("look"));
    threads.appendMessage(
        thread,
        null,
        new Message(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("hm", "sig", null),
                new Part.Text("looking"),
                new Part.ToolCall("a", "ls", "{}"),
                new Part.ToolCall("b", "cat", "{\"f\":1}"))));
    threads.appendMessage(thread, null, Message.toolResult("a", "ls", "one"));
    threads.appendMessage(thread, null, Message.assistant("done"));
    Rewritten written = rewritten(thread);
    // The second call has no answer, and a line that holds none would say that it was empty.
    assertThat(written.lines()).hasSize(6);
    assertThat(written.lines().get(3)).contains("\"tool_name\":\"ls\",\"tool_output\":\"one\"");
    assertThat(written.lost()).isEmpty();
    Path file = Samples.write(folder.resolve("again.jsonl"), written.lines());
    assertThat(load(file).warnings()).isEmpty();
    assertThat(rewritten("again").lines()).isEqualTo(written.lines());
    assertThat(context("again"))
        .contains(Message.user("look"), Message.assistant("looking"), Message.assistant("done"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLine() {
    List<String> lines =
        List.of(said(0, "one").replace("\"type\"", "\"odd\":1,\"type\""), said(1, "two"));
    load(List.of("\ufeff" + lines.get(0), lines.get(1)));
    assertThat(rewritten("made").lines()).containsAll(lines);
    assertThat(JsonMapper.shared().readTree(threads.entry("made", "seq-0").payload()).isObject())
        .isTrue();
  }

  @Test
  void numbersThatWouldBeWrittenOtherwiseAreKept() {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (int i = 0; i < 100; i++) {
      lines.add(said(i % 3 == 0 ? i : i + 1000, "x"));
    }
    load(lines);
    assertThat(rewritten("made").lines()).isEqualTo(lines);
  }
}
