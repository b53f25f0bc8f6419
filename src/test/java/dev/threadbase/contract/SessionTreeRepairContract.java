package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.threadbase.thread.Content;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.ImportWarning;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Session trees whose snapshot is behind, or that are damaged. */
abstract class SessionTreeRepairContract extends TransferContract {

  private static final String A = SessionTreeSamples.line("a", "", "one");
  private static final String B = SessionTreeSamples.line("b", "a", "two");
  private static final String C = SessionTreeSamples.line("c", "a", "three");

  private ImportReport load(String leaf, String... lines) {
    return load(
        SessionTreeSamples.write(folder, SessionTreeSamples.thread("t", leaf), List.of(lines)));
  }

  private ImportReport loadText(String journal) {
    return load(SessionTreeSamples.write(folder, "t", SessionTreeSamples.thread("t", ""), journal));
  }

  @ParameterizedTest
  @CsvSource({"'',c,leaf_moved", "a,c,leaf_moved", "b,b,", "c,c,", "unknown,c,leaf_moved"})
  void theJournalIsRightAboutTheLeaf(String named, String effective, String warning) {
    ImportReport report = load(named, A, B, C);
    assertThat(codes(report))
        .containsExactlyElementsOf(warning == null ? List.of() : List.of(warning));
    assertThat(threads.thread("t").leafId()).isEqualTo(effective);
    assertThat(ids(threads.path("t"))).containsExactly("a", effective);
    // A leaf of the snapshot's own leaves its time; another brings its own.
    Instant written = Instant.parse("2026-06-14T09:00:00Z");
    Instant updated = warning == null ? written : threads.entry("t", effective).createdAt();
    assertThat(threads.thread("t").updatedAt()).isEqualTo(updated);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'',o", "a,a", "unknown,a"})
  void anOrphanIsTheLeafOnlyWhenTheSnapshotNamesNone(String named, String effective) {
    load(named, A, SessionTreeSamples.line("o", "missing", "x"));
    assertThat(threads.thread("t").leafId()).isEqualTo(effective);
  }

  @Test
  void ofAJournalOfOrphansTheLastIsTheLeaf() {
    ImportReport report = load("unknown", SessionTreeSamples.line("o", "missing", "x"));
    assertThat(codes(report)).containsExactly("no_leaf", "missing_parent");
    assertThat(ids(threads.path("t"))).containsExactly("o");
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void valuesMayShareALineOrGoOverSeveral() {
    String spread =
        B.replace(",\"type\"", ",\n  \"type\"").replace(",\"message\"", "\n,\n\"message\"");
    ImportReport report = loadText("\n" + A + " " + spread + "\r\n\n" + C);
    assertThat(report.leftOut()).isZero();
    assertThat(ids(threads.entries("t"))).containsExactly("a", "b", "c");
    assertThat(loadText("\n" + A + " " + spread + "\r\n\n" + C).existing()).isEqualTo(3);
  }

  @Test
  void aTornValueIsLeftOutAndWhatFollowsIsRead() {
    String inText = B.substring(0, B.indexOf("two") + 1);
    String betweenTexts = B.substring(0, B.indexOf("\"message\""));
    for (String torn : List.of(inText, betweenTexts, "{", "}", "nonsense")) {
      ImportReport report = loadText(A + "\n" + torn + "\n" + C + "\n");
      assertThat(codes(report)).containsOnlyOnce("unreadable_line");
      assertThat(report.leftOut()).isEqualTo(1);
      assertThat(report.warnings())
          .filteredOn(warning -> warning.code().equals("unreadable_line"))
          .extracting(ImportWarning::line, ImportWarning::message)
          .containsExactly(
              tuple(
                  2L,
                  "not a JSON object, from byte "
                      + (A.length() + 1)
                      + "; kept in the original only"));
      assertThat(ids(threads.entries("t"))).containsExactly("a", "c");
      threads.deleteThread("t");
    }
  }

  @Test
  void aTornLastValueIsLeftOutUntilItIsWhole() {
    ImportReport torn = loadText(A + "\n" + B.substring(0, 60));
    assertThat(codes(torn)).contains("torn_line");
    assertThat(ids(threads.path("t"))).containsExactly("a");
    ImportReport whole = loadText(A + "\n" + B + "\n");
    assertThat(whole.leftOut()).isZero();
    assertThat(ids(threads.path("t"))).containsExactly("a", "b");
  }

  @Test
  void aJournalThatIsTornAltogetherIsAnEmptyThread() {
    ImportReport report = loadText("{\"id\":\"a\",\"thr");
    assertThat(report.threadId()).isEqualTo("t");
    assertThat(report.leftOut()).isEqualTo(1);
    assertThat(threads.path("t")).isEmpty();
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void whatDoesNotFitTogetherIsReported() {
    String other = A.replace("\"thread_id\":\"t\"", "\"thread_id\":\"u\"");
    String raw = B.replace("\"type\"", "\"raw\":\"{}\",\"raw_hash\":\"0\",\"type\"");
    String timeless = C.replaceFirst("2026-06-14T09:00:0.Z", "0001-01-01T00:00:00Z");
    ImportReport report = load("c", other, raw, timeless);
    assertThat(codes(report))
        .containsExactlyInAnyOrder("other_thread", "raw_hash", "raw_encoding", "bad_time");
    assertThat(report.leftOut()).isZero();
    assertThat(report.stored()).isEqualTo(3);
    assertThat(threads.entry("t", "c").createdAt()).isEqualTo(threads.entry("t", "b").createdAt());
  }

  @Test
  void membersOfLaterVersionsAreKept() {
    String later = A.replace("\"type\"", "\"path_depth\":1,\"TYPE\":\"x\",\"type\"");
    load("a", later.replace("\"Role\"", "\"Attachments\":null,\"Role\""));
    Content content = threads.entry("t", "a").content();
    assertThat(content.data())
        .isEqualTo("{\"path_depth\":1,\"TYPE\":\"x\",\"message\":{\"Attachments\":null}}");
    assertThat(types(threads.entries("t"))).containsExactly("user_message");
  }

  @Test
  void duplicatesAndCirclesAreMendedAndReported() {
    ImportReport report =
        load(
            "",
            A,
            SessionTreeSamples.line("a", "a", "again"),
            SessionTreeSamples.line("d", "e", "x"),
            SessionTreeSamples.line("e", "d", "y"));
    assertThat(codes(report)).contains("duplicate_id", "parent_cycle");
    assertThat(report.stored()).isEqualTo(4);
    assertThat(threadbase.verify().problems()).isEmpty();
  }
}
