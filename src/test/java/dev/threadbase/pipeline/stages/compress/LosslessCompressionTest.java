package dev.threadbase.pipeline.stages.compress;

import static dev.threadbase.pipeline.stages.compress.Entries.entry;
import static dev.threadbase.pipeline.stages.compress.Entries.ran;
import static dev.threadbase.pipeline.stages.compress.Entries.said;
import static dev.threadbase.pipeline.stages.compress.Entries.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pipeline.stages.compress.CompressStats.Count;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LosslessCompressionTest {

  private static final CompressOptions LOSSLESS =
      CompressOptions.DEFAULT.withMode(CompressOptions.Mode.LOSSLESS);
  private static final String IMAGE = "data:image/png;base64,iVBORw0KGgo=";
  private static final String REMINDER = "<system-reminder>mind the gap</system-reminder>";

  private static StageRun compress(String... lines) throws Exception {
    return StageRun.compress(LOSSLESS, lines);
  }

  private static String content(String content) throws Exception {
    return text(compress(said("assistant", content)).lines().get(0), "content");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "header", "footer"})
  void theseTypesKeepTheirBytes(String type) throws Exception {
    String line = "{ \"type\":\"" + type + "\",\"content\":\"\\u001b[1m a\\rb " + REMINDER + "\"}";
    StageRun run = compress(line, line);
    assertThat(run.lines()).containsExactly(line, line);
    assertThat(run.count(Count.ANSI_STRIPPED)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "no json \u001b[0m",
        "{\"content\":\"\\u001b[0m\"",
        "[1]",
        "{\"content\":\"a\\rb\"}"
      })
  void whatIsNoEntryPassesAndIsCounted(String line) throws Exception {
    StageRun run = compress(said("user", "x"), line, said("user", "y"));
    assertThat(run.text().split("\n")[1]).isEqualTo(line);
    assertThat(run.compressed().flow().entriesIn()).isEqualTo(3);
    assertThat(run.compressed().flow().entriesOut()).isEqualTo(3);
  }

  @Test
  void controlSequencesGoFromWhatTheAssistantSaid() throws Exception {
    StageRun run = compress(said("assistant", "\u001b[1;31mred\u001b[0m and \u001b[2Kblank"));
    assertThat(text(run.lines().get(0), "content")).isEqualTo("red and blank");
    assertThat(run.count(Count.ANSI_STRIPPED)).isEqualTo(1);
  }

  @Test
  void ofAProgressDisplayTheLastFrameStays() throws Exception {
    StageRun run = compress(ran("Bash", "{}", "get\n 10%\r 50%\r100%\nput"));
    assertThat(text(run.lines().get(0), "tool_output")).isEqualTo("get\n100%\nput");
    assertThat(run.count(Count.PROGRESS_COLLAPSED)).isEqualTo(1);
  }

  @Test
  void textWithCarriageReturnsInItsLineEndsStaysAsItIs() throws Exception {
    assertThat(content("a\r\nb\r\r\nc\r")).isEqualTo("a\r\nb\r\r\nc\r");
    assertThat(content("1%\r2%\r\nb\r")).isEqualTo("2%\r\nb\r");
    assertThat(content("\r\n\r\n")).isEqualTo("\r\n\r\n");
  }

  @Test
  void anImageBecomesAWordAboutIt() throws Exception {
    StageRun run = compress(said("assistant", "see " + IMAGE + " and words behind it"));
    assertThat(text(run.lines().get(0), "content"))
        .isEqualTo("see [image: image/png, 12 b64 chars elided] and words behind it");
    assertThat(run.count(Count.IMAGES_ELIDED)).isEqualTo(1);
  }

  @Test
  void aRepeatedReminderBecomesAReferenceToTheLineOfTheFirst() throws Exception {
    StageRun run =
        compress(
            said("user", "x"),
            said("system", "a " + REMINDER + " b"),
            said("system", REMINDER + REMINDER + "<system-reminder>other</system-reminder>"),
            said("system", "<system-reminder>never closed"));
    String hash = SeenHashes.hash(REMINDER.getBytes(StandardCharsets.UTF_8));
    String reference = "<system-reminder ref=\"" + hash + "\" first_seq=2 elided />";
    assertThat(text(run.lines().get(1), "content")).isEqualTo("a " + REMINDER + " b");
    assertThat(text(run.lines().get(2), "content"))
        .isEqualTo(reference + reference + "<system-reminder>other</system-reminder>");
    assertThat(run.count(Count.REMINDERS_DEDUPED)).isEqualTo(2);
  }

  @Test
  void remindersInToolOutputStay() throws Exception {
    StageRun run = compress(ran("Bash", "{}", REMINDER), ran("Bash", "{}", REMINDER));
    assertThat(run.lines()).allMatch(line -> line.contains("mind the gap"));
  }

  @Test
  void remindersAreForgottenWhenOthersFollow() throws Exception {
    CompressOptions forgetful = LOSSLESS.withToolResultCacheSize(1);
    String other = "<system-reminder>other</system-reminder>";
    StageRun run =
        StageRun.compress(
            forgetful, said("system", REMINDER), said("system", other), said("system", REMINDER));
    assertThat(run.count(Count.REMINDERS_DEDUPED)).isZero();
  }

  private static String file(int lines) {
    return IntStream.rangeClosed(1, lines).mapToObj(n -> "l" + n).collect(Collectors.joining("\n"));
  }

  @Test
  void aLongFileReadKeepsItsHeadAndItsTail() throws Exception {
    String line = ran("Read", "{}", file(200));
    StageRun run = compress(line);
    String[] kept = text(run.lines().get(0), "tool_output").split("\n");
    assertThat(kept).hasSize(81);
    assertThat(kept).startsWith("l1", "l2").endsWith("l199", "l200");
    assertThat(List.of(kept).subList(39, 42))
        .containsExactly("l40", "...[120 lines elided from Read output]...", "l161");
    assertThat(run.count(Count.LARGE_READS_ELIDED)).isEqualTo(1);
    assertThat(run.compressed().reduction().saved()).isPositive();
  }

  @Test
  void aFileReadWithoutAnOutputIsCutInItsContent() throws Exception {
    StageRun run =
        compress(
            entry("content", file(200), "tool_name", "Read", "tool_output", "", "type", "tool"));
    assertThat(text(run.lines().get(0), "content")).contains("[120 lines elided from Read output]");
  }

  @Test
  void onlyLongOutputOfReadIsCut() throws Exception {
    String edge = ran("Read", "{}", file(120) + "\n");
    String other = ran("read", "{}", file(200));
    assertThat(compress(edge, other).lines()).containsExactly(edge, other);
  }

  @ParameterizedTest
  @CsvSource({"2147483647, 1", "101, 1", "3, 196", "1, 200"})
  void howeverMuchIsKeptHeadAndTailDoNotOverlap(int keep, int elided) throws Exception {
    String file = file(elided == 1 ? 201 : 202);
    StageRun run =
        StageRun.compress(LOSSLESS.withLargeReadKeepLines(keep), ran("Read", "{}", file));
    assertThat(run.text()).contains("[" + elided + " lines elided");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -5})
  void withNothingToKeepFileReadsStayWhole(int keep) throws Exception {
    String line = ran("Read", "{}", file(300));
    assertThat(StageRun.compress(LOSSLESS.withLargeReadKeepLines(keep), line).lines())
        .containsExactly(line);
  }

  @Test
  void aRepeatedToolResultBecomesAReferenceInItsPlace() throws Exception {
    String result = "é".repeat(300);
    String first =
        entry(
            "eid",
            "e1",
            "is_error",
            true,
            "timestamp",
            "t1",
            "tool_name",
            "Bash",
            "tool_output",
            result,
            "type",
            "tool");
    String user = said("user", "between");
    StageRun run = compress(said("user", "x"), first, first, user, first);
    String hash = SeenHashes.hash(result.getBytes(StandardCharsets.UTF_8));
    String reference =
        "{\"type\":\"tool_ref\",\"timestamp\":\"t1\",\"tool_name\":\"Bash\",\"is_error\":true,"
            + "\"ref_type\":\"tool_result\",\"ref_kind\":\"Bash\",\"ref_hash\":\""
            + hash
            + "\",\"ref_first_seq\":2,\"ref_sample\":\""
            + "é".repeat(80)
            + "\"}";
    assertThat(run.lines()).containsExactly(said("user", "x"), first, reference, user, reference);
    assertThat(run.count(Count.TOOL_RESULTS_REFD)).isEqualTo(2);
  }

  @Test
  void smallToolResultsAreRepeated() throws Exception {
    String small = ran("Bash", "{}", "a".repeat(511));
    assertThat(compress(small, small, small).lines()).containsExactly(small, small, small);
    String enough = ran("Bash", "{}", "a".repeat(512));
    assertThat(compress(enough, enough).count(Count.TOOL_RESULTS_REFD)).isEqualTo(1);
  }

  @Test
  void resultsAreComparedAsTheyGoOut() throws Exception {
    String plain = ran("Bash", "{}", "a".repeat(600));
    String coloured = ran("Bash", "{}", "\u001b[1m" + "a".repeat(600));
    assertThat(compress(coloured, plain).count(Count.TOOL_RESULTS_REFD)).isEqualTo(1);
  }

  @Test
  void structuredValuesAreCompressedToo() throws Exception {
    String parts =
        entry(
            "type",
            "assistant",
            "content",
            List.of(Map.of("type", "text", "text", "\u001b[1m" + IMAGE), Map.of("n", 1.50)));
    StageRun run = compress(parts);
    assertThat(run.lines().get(0))
        .contains("[image: image/png, 12 b64 chars elided]", "{\"n\":1.5}")
        .doesNotContain("u001b");
    assertThat(run.count(Count.ANSI_STRIPPED)).isEqualTo(1);
    String output = ran("Read", "{}", Map.of("file", Map.of("body", file(200)), "more", "1%\r2%"));
    StageRun read = StageRun.compress(LOSSLESS.withToolResultMinBytes(100), output, output);
    assertThat(read.lines().get(0)).contains("[120 lines elided").doesNotContain("1%");
    assertThat(read.count(Count.TOOL_RESULTS_REFD)).isEqualTo(1);
    String numbers = ran("Bash", "{}", 12);
    assertThat(compress(numbers, numbers).lines()).containsExactly(numbers, numbers);
  }

  @Test
  void everythingElseInAChangedLineKeepsItsBytes() throws Exception {
    String line =
        "{ \"z\":1.0e2, \"content\" : \"a\\u001b[0m\", \"big\":123456789012345678901234567890,"
            + "\"esc\":\"\\u003cb\\u003e\",\"type\":\"assistant\",\"tool_output\":\"\\u001b[0m\",\"a\":[ null ] }";
    assertThat(compress(line).lines())
        .containsExactly(
            line.replace("\"a\\u001b[0m\"", "\"a\"").replace("\"\\u001b[0m\"", "\"\""));
  }

  @Test
  void halvesOfCharactersSurviveAChange() throws Exception {
    String line = "{\"content\":\"\\ud800 \\u001b[0m\\udc00x\",\"type\":\"assistant\"}";
    assertThat(compress(line).lines())
        .containsExactly("{\"content\":\"\\ud800 \\udc00x\",\"type\":\"assistant\"}");
  }

  @Test
  void entriesOfUnknownTypesAreCompressedAndNoneIsDropped() throws Exception {
    StageRun run =
        compress(said("telemetry", "\u001b[0mx"), said("header", "h"), said("system", "s"));
    assertThat(run.lines())
        .containsExactly(said("telemetry", "x"), said("header", "h"), said("system", "s"));
    assertThat(run.compressed().dropped()).isZero();
  }
}
