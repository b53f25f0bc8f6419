package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.message.Message;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.format.ConversationFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Session files of ggcode that are damaged, odd or large. */
abstract class ConversationJsonlDamageContract extends TransferContract {

  private static final String SESSION = Samples.CONVERSATION_SESSION;
  private static final List<String> LINES = Samples.lines(Samples.CONVERSATION);

  private Rewritten rewritten(String threadId) {
    return rewrite(new ConversationFormat(), threadId);
  }

  private Path file(String name) {
    return folder.resolve(name + ".jsonl");
  }

  /** A file of the sample's session in a folder without an index. */
  private Path file() {
    return file(SESSION);
  }

  @Test
  void aBrokenOrOlderIndexSuppliesNothing() {
    Samples.write(folder.resolve("index.json"), "[{\"id\":");
    ImportReport report = load(Samples.write(file(), LINES));
    assertThat(codes(report)).containsExactly("bad_index");
    assertThat(threads.thread(SESSION).title().text()).isEqualTo("Rename the parser");
    Samples.write(
        folder.resolve("index.json"),
        "[{\"id\":\"other\",\"title\":\"Old\",\"updated_at\":\"2020-01-01T00:00:00Z\"}]");
    load(Samples.write(file("other"), LINES));
    assertThat(threads.thread("other").title().text()).isEqualTo("Rename the parser");
  }

  @Test
  void aRecordThatWouldBeWrittenOtherwiseIsKeptWhole() {
    List<String> odd =
        List.of(
            LINES.get(0),
            LINES.get(1).replace("\"role\":\"user\",", "\"role\":\"user\",\"id\":\"msg_1\","),
            LINES.get(2).replace("\"type\":\"text\"", "\"type\": \"text\""),
            LINES.get(3).replace("\"is_error\":true", "\"is_error\":true,\"cache\":true"),
            LINES.get(11).replace("\"role\":\"user\"", "\"role\":\"tool\""),
            LINES.get(12).replace("[{\"type\":\"text\",\"text\":\"done\"}]", "null"),
            LINES.get(6).replace("\"usage_entry\"", "\"other_entry\""));
    load(Samples.write(file(), odd));
    assertThat(ids(threads.path(SESSION))).startsWith("msg_1", "line-3");
    assertThat(rewritten(SESSION).lines()).isEqualTo(odd);
    assertThat(context(SESSION)).hasSize(5);
  }

  @Test
  void aTornRecordWithAWholeOneBehindItIsDividedAndReported() throws Exception {
    String torn = LINES.get(1).substring(0, 200);
    Path file =
        Samples.write(
            file(), String.join("\n", LINES.get(0), torn + LINES.get(2), LINES.get(3)) + "\n");
    ImportReport report = load(file);
    assertThat(codes(report)).containsExactly("fused_line");
    assertThat(report.warnings().get(0).line()).isEqualTo(2);
    assertThat(report.warnings().get(0).message())
        .contains("from byte " + (LINES.get(0).length() + 1));
    assertThat(report.leftOut()).isEqualTo(1);
    assertThat(report.lines()).isEqualTo(3);
    assertThat(ids(threads.path(SESSION))).containsExactly("line-2", "line-3");
    assertThat(export(SESSION, "conversation-jsonl")).isEqualTo(Files.readAllBytes(file));
    assertThat(load(file).stored()).isZero();
    Samples.append(file, LINES.get(11) + "\n");
    assertThat(load(file).stored()).isEqualTo(1);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aRecordInsideAValueDoesNotDivideALine() {
    String nested = LINES.get(1).replace("{", "{").replace("\"", "\\\"");
    String line =
        LINES.get(2).replace("\"n\":1.0", "\"n\":" + LINES.get(4) + ",\"text\":\"" + nested + "\"");
    ImportReport report = load(Samples.write(file(), List.of(LINES.get(0), line)));
    assertThat(report.warnings()).isEmpty();
    assertThat(threads.path(SESSION)).hasSize(1);
  }

  @Test
  void whatCannotBeReadIsReportedWithItsPlaceAndArchived() throws Exception {
    Path file = Samples.write(file(), LINES.get(0) + "\n{\"type\":\"message\"\n[1]\n");
    byte[] bad =
        LINES.get(11).replace("go on", "go \u00ff on").getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, bad, StandardOpenOption.APPEND);
    Samples.append(
        file,
        "\n" + LINES.get(11) + "\n" + LINES.get(4).replace("tunnel_event", "mood") + "\n{\"ty");
    ImportReport report = load(file);
    assertThat(codes(report))
        .containsExactly("unreadable_line", "unreadable_line", "unreadable_line", "torn_line");
    assertThat(report.warnings().get(1).line()).isEqualTo(3);
    assertThat(report.warnings().get(1).message())
        .contains("from byte " + (LINES.get(0).length() + 1 + 17 + 1));
    assertThat(types(threads.path(SESSION))).containsExactly("user_message", "conversation_mood");
    assertThat(export(SESSION, "conversation-jsonl")).isEqualTo(Files.readAllBytes(file));
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aMessageThatWasWrittenTwiceStandsBesideThePath() {
    String first =
        LINES.get(11).replace("\"role\":\"user\",", "\"role\":\"user\",\"id\":\"msg_1\",");
    ImportReport report =
        load(
            Samples.write(
                file(), List.of(LINES.get(0), first, LINES.get(12), first, LINES.get(11))));
    assertThat(codes(report)).containsExactly("duplicate_id");
    assertThat(context(SESSION))
        .containsExactly(Message.user("go on"), Message.assistant("done"), Message.user("go on"));
    assertThat(threads.entries(SESSION)).hasSize(4);
  }

  @Test
  void aRecordLongerThanTenMebibytesIsRead() {
    String text = "x".repeat(11 << 20);
    load(Samples.write(file(), List.of(LINES.get(0), LINES.get(11).replace("go on", text))));
    assertThat(threads.entry(SESSION, "line-2").payload()).hasSizeGreaterThan(11 << 20);
  }

  private static String given(String id, String line) {
    return line.replace("\"role\":", "\"id\":\"" + id + "\",\"role\":");
  }

  @Test
  void aMessageThatWasWrittenTwiceAtOnceIsNotOnThePath() {
    String first = given("msg_1", LINES.get(11));
    load(Samples.write(file(), List.of(LINES.get(0), first, first, given("msg_2", LINES.get(12)))));
    assertThat(ids(threads.path(SESSION))).containsExactly("msg_1", "msg_2");
    assertThat(threads.entries(SESSION)).hasSize(3);
    assertThat(context(SESSION)).containsExactly(Message.user("go on"), Message.assistant("done"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstRecord() throws Exception {
    Path file = Samples.write(file(), List.of("\ufeff" + LINES.get(11), LINES.get(12)));
    assertThat(load(file).warnings()).isEmpty();
    assertThat(context(SESSION)).containsExactly(Message.user("go on"), Message.assistant("done"));
    assertThat(rewritten(SESSION).text()).doesNotContain("\ufeff").contains(LINES.get(11));
    assertThat(export(SESSION, "conversation-jsonl")).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void whatNoColumnHoldsIsReplacedInEveryMetaRecord() {
    String zero = LINES.get(0).replace("\"endpoint\":\"main\"", "\"endpoint\":\"a\\u0000b\"");
    List<String> lines = new ArrayList<>(List.of(zero, LINES.get(11)));
    load(Samples.write(file(), lines));
    assertThat(threads.thread(SESSION).endpoint()).isEqualTo("a\ufffdb");
    lines.add(LINES.get(0).replace("Rename the parser", "half \\ud83d, nul \\u0000"));
    lines.add(LINES.get(12));
    assertThat(load(Samples.write(file(), lines)).stored()).isEqualTo(1);
    assertThat(threads.thread(SESSION).title().text()).isEqualTo("half \ufffd, nul \ufffd");
    assertThat(threadbase.verify().problems()).isEmpty();
  }
}
