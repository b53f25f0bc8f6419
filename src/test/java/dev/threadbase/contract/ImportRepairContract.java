package dev.threadbase.contract;

import static dev.threadbase.contract.PiLines.HEADER;
import static dev.threadbase.contract.PiLines.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.message.Message;
import dev.threadbase.thread.ListThreadsOptions;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damaged, repeated and growing files: mended or reported, never dropped, never stored twice. */
abstract class ImportRepairContract extends TransferContract {

  @Test
  void aMissingParentIsMendedAndReported() {
    ImportReport report =
        load(
            List.of(
                HEADER, line("a", "", "one"), line("b", "gone", "two"), line("c", "b", "three")));
    assertThat(report.repaired()).isEqualTo(1);
    assertThat(codes(report)).containsExactly("missing_parent");
    assertThat(report.warnings().get(0).line()).isEqualTo(3);
    assertThat(ids(threads.path("s"))).containsExactly("a", "b", "c");
  }

  @Test
  void aParentMayComeLater() {
    ImportReport report =
        load(List.of(HEADER, line("b", "a", "two"), line("a", "", "one"), line("c", "b", "three")));
    assertThat(report.warnings()).isEmpty();
    assertThat(ids(threads.path("s"))).containsExactly("a", "b", "c");
    assertThat(ids(threads.entries("s"))).containsExactly("b", "a", "c");
  }

  @Test
  void aCircleOfParentsIsBroken() {
    ImportReport report =
        load(
            List.of(HEADER, line("a", "b", "one"), line("b", "a", "two"), line("c", "b", "three")));
    assertThat(codes(report)).containsExactly("parent_cycle");
    assertThat(ids(threads.path("s"))).endsWith("c").hasSizeGreaterThan(1);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void anIdThatIsThereTwiceIsKeptTwice() {
    ImportReport report =
        load(
            List.of(
                HEADER,
                line("a", "", "one"),
                line("b", "a", "two"),
                line("b", "a", "other"),
                line("c", "b", "three")));
    assertThat(codes(report)).containsExactly("duplicate_id");
    assertThat(report.stored()).isEqualTo(4);
    assertThat(ids(threads.path("s"))).containsExactly("a", "b#4", "c");
    assertThat(ids(threads.path("s", "b"))).containsExactly("a", "b");
  }

  @Test
  void aTornLastLineIsLeftOutUntilItIsWhole() throws Exception {
    String whole = String.join("\n", HEADER, line("a", "", "one"), line("b", "a", "two")) + "\n";
    Path file = Samples.write(folder.resolve("torn.jsonl"), whole.substring(0, whole.length() - 9));
    ImportReport torn = load(file);
    assertThat(torn.leftOut()).isEqualTo(1);
    assertThat(codes(torn)).containsExactly("torn_line");
    assertThat(ids(threads.path("s"))).containsExactly("a");
    assertThat(export("s", "pi")).isEqualTo(Files.readAllBytes(file));
    Samples.write(file, whole);
    ImportReport grown = load(file);
    assertThat(grown.stored()).isEqualTo(1);
    assertThat(grown.existing()).isEqualTo(1);
    assertThat(grown.leftOut()).isZero();
    assertThat(export("s", "pi")).isEqualTo(whole.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aLineThatIsNoJsonIsReportedAndArchived() throws Exception {
    Path file =
        Samples.write(
            folder.resolve("broken.jsonl"),
            String.join(
                    "\n",
                    HEADER,
                    line("a", "", "one"),
                    "{\"type\":",
                    "",
                    "[1]",
                    line("b", "a", "x"))
                + "\n");
    ImportReport report = load(file);
    assertThat(codes(report)).containsExactly("unreadable_line", "unreadable_line");
    assertThat(report.leftOut()).isEqualTo(2);
    assertThat(report.lines()).isEqualTo(6);
    assertThat(ids(threads.path("s"))).containsExactly("a", "b");
    assertThat(export("s", "pi")).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void aTimeThatCannotBeReadIsReported() {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (String time : List.of("{}", "\"\"", "true", "\"2026-02-30T09:00:00Z\"", "null")) {
      String id = "t" + lines.size();
      lines.add(line(id, "", "x").replace("\"2026-03-01T09:00:01Z\"", time));
    }
    ImportReport report = load(lines);
    assertThat(report.stored()).isEqualTo(5);
    assertThat(codes(report)).containsOnly("bad_time").hasSize(4);
    assertThat(report.warnings().get(0).message())
        .isEqualTo("its time cannot be read; it has that of the line before");
  }

  @Test
  void textThatNoColumnHoldsIsKeptInThePayload() {
    load(List.of(HEADER, line("a", "", "nul \\u0000 and half \\ud83d of a character")));
    Message message = threads.entry("s", "a").content().message();
    assertThat(message).isNotNull();
    assertThat(message.text()).isEqualTo("nul \u0000 and half \ud83d of a character");
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void theSameFileAgainStoresNothing() {
    load(Samples.CLAUDE_MAIN);
    ImportReport again = load(Samples.CLAUDE_MAIN);
    assertThat(again.stored()).isZero();
    assertThat(again.existing()).isEqualTo(23);
    assertThat(threads.entries(Samples.CLAUDE_SESSION)).hasSize(23);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aFileThatGrewStoresTheNewLinesOnly() {
    List<String> lines = Samples.lines(Samples.CLAUDE_MAIN);
    Path file = folder.resolve(Samples.CLAUDE_SESSION + ".jsonl");
    for (int length = 1; length <= lines.size(); length++) {
      ImportReport report = load(Samples.write(file, lines.subList(0, length)));
      assertThat(report.stored()).isEqualTo(1);
      assertThat(report.existing()).isEqualTo(length - 1);
    }
    assertThat(threads.path(Samples.CLAUDE_SESSION)).hasSize(15);
    assertThat(export(Samples.CLAUDE_SESSION, "claude-code"))
        .isEqualTo(Samples.bytes(Samples.CLAUDE_MAIN));
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aFileThatGrewDoesNotMoveALeafThatWentOnHere() {
    List<String> lines =
        List.of(HEADER, line("a", "", "one"), line("b", "a", "two"), line("c", "b", "three"));
    load(lines.subList(0, 3));
    String here = threads.appendMessage("s", null, Message.user("on my own")).id();
    ImportReport grown = load(lines);
    assertThat(codes(grown)).containsExactly("leaf_kept");
    assertThat(ids(threads.path("s"))).containsExactly("a", "b", here);
    assertThat(ids(threads.path("s", "c"))).containsExactly("a", "b", "c");
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aFileThatWasRewrittenKeepsWhatIsStoredAndReportsTheDifference() {
    load(List.of(HEADER, line("a", "", "one"), line("b", "a", "two")));
    List<String> rewritten =
        List.of(HEADER, line("a", "", "ONE"), line("b", "a", "two"), line("c", "b", "x"));
    ImportReport report = load(rewritten);
    assertThat(codes(report)).containsExactly("changed_line");
    assertThat(report.stored()).isEqualTo(1);
    assertThat(threads.entry("s", "a").payload()).contains("one");
    assertThat(ids(threads.path("s"))).containsExactly("a", "b", "c");
    // No original says what is stored now.
    assertThat(new String(export("s", "pi"), StandardCharsets.UTF_8))
        .contains("\"one\"", "\"two\"", "\"x\"")
        .doesNotContain("ONE");
  }

  @Test
  void aDryRunStoresNothing() {
    ImportReport report =
        threadbase.importer().importFile(Samples.PI_TREE, ImportOptions.DEFAULT.withoutStoring());
    assertThat(report.stored()).isEqualTo(19);
    assertThatThrownBy(() -> threads.thread(Samples.PI_SESSION)).isInstanceOf(ThreadNotFound.class);
    load(Samples.PI_TREE);
    ImportReport known =
        threadbase.importer().importFile(Samples.PI_TREE, ImportOptions.DEFAULT.withoutStoring());
    assertThat(known.stored()).isZero();
    assertThat(known.existing()).isEqualTo(19);
  }

  @Test
  void aFileOfNoKnownFormatIsReported() {
    ImportReport report = load(List.of("{\"hello\":1}", "{\"world\":2}"));
    assertThat(report.format()).isNull();
    assertThat(report.leftOut()).isEqualTo(1);
    assertThat(codes(report)).containsExactly("unknown_format");
    assertThat(threads.listThreads(ListThreadsOptions.ALL)).isEmpty();
  }

  @Test
  void aFormatThatTheFileDoesNotHaveIsRefused() {
    ImportOptions asked = ImportOptions.DEFAULT.as("claude-code");
    assertThatThrownBy(() -> threadbase.importer().importFile(Samples.PI_TREE, asked))
        .isInstanceOf(InvalidData.class);
    assertThatThrownBy(
            () ->
                threadbase
                    .importer()
                    .importFile(Samples.PI_TREE, ImportOptions.DEFAULT.as("paper")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "native, pi, claude-code, sessiontree-files, raw-jsonl, conversation-jsonl, codex,"
                + " segment-files");
  }

  @Test
  void aDeletedThreadCanBeImportedAgain() {
    load(Samples.PI_TREE);
    threads.deleteThread(Samples.PI_SESSION);
    assertThat(load(Samples.PI_TREE).stored()).isEqualTo(19);
    assertThat(export(Samples.PI_SESSION, "pi")).isEqualTo(Samples.bytes(Samples.PI_TREE));
  }

  @Test
  void filesOfNothingAreReported() {
    assertThat(codes(load(List.of(HEADER)))).containsExactly("no_entries");
    assertThat(codes(load(Samples.write(folder.resolve("empty.jsonl"), ""))))
        .containsExactly("unknown_format");
    assertThat(new ArrayList<>(threads.listThreads(ListThreadsOptions.ALL))).isEmpty();
  }

  @Test
  void aLongIdThatIsThereTwiceIsKeptUnderAShortOne() {
    String id = "i".repeat(800);
    load(List.of(HEADER, line("a", "", "one"), line(id, "a", "two"), line(id, "a", "three")));
    assertThat(ids(threads.entries("s"))).hasSize(3).contains(id);
    assertThat(ids(threads.path("s")).get(1)).startsWith("line-4#").hasSizeLessThan(20);
    assertThat(load(folder.resolve("made.jsonl")).stored()).isZero();
  }

  @Test
  void aFileIsToldByTheFirstMebibytesOfIt() {
    String other = "{\"hello\":\"" + "x".repeat(3 << 20) + "\"}";
    String rollout = Samples.lines(Samples.CODEX).get(0);
    assertThat(load(List.of(other, rollout)).format()).isEqualTo("codex");
    assertThat(codes(load(List.of(other, other, rollout)))).containsExactly("unknown_format");
  }

  @Test
  void aMemberThatOtherFormatsHaveTooTellsNothing() {
    String rollout = Samples.lines(Samples.CODEX).get(0);
    for (String first :
        List.of("{\"_meta\":{\"progressToken\":1}}", "{\"type\":\"file-history-snapshot\"}")) {
      Path file = Samples.write(folder.resolve("made.jsonl"), List.of(first, rollout));
      assertThat(
              threadbase
                  .importer()
                  .importFile(file, ImportOptions.DEFAULT.withoutStoring())
                  .format())
          .isEqualTo("codex");
    }
  }
}
