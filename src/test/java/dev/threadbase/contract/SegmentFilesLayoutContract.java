package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.segment.TraceEntry;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.Sql;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where files lie in a store, and files that lie elsewhere; traces, and records of pods. */
abstract class SegmentFilesLayoutContract extends SegmentFilesContract {

  private ImportReport given(String path, String content) {
    Path file = write(store().resolve(path), content.getBytes(StandardCharsets.UTF_8));
    assertThat(Importer.files(store())).contains(file);
    return load(file);
  }

  private void reported(String code, ImportReport report) {
    assertThat(codes(report)).containsExactly(code);
    assertThat(report.leftOut()).isEqualTo(1);
    assertThat(report.stored()).isZero();
    assertThat(segments.listSessions()).isEmpty();
  }

  @Test
  void filesWhoseNamesAreNoIdsAreReported() {
    String log = lines(start(), turnEnd(1));
    reported("no_segment", given(SESSION + "/notes.jsonl", log));
    reported("no_segment", given(SESSION + "/" + segment(1).threadId() + ".jsonl.jsonl", log));
    reported("no_segment", given(SESSION + "/01900000000070008000000000000001.jsonl", log));
    String upper = "ABCDEF00-0000-7000-8000-000000000001";
    reported("no_segment", given(SESSION + "/" + upper + ".jsonl", log));
    reported("unknown_format", given(SESSION + "/other.jsonl", "{\"a\":1}\n"));
  }

  @Test
  void otherFilesOfAStoreAreNotLookedAt() throws Exception {
    write(store().resolve(SESSION + "/" + segment(1).threadId() + ".json"), new byte[] {'{'});
    write(store().resolve("metadata.json"), new byte[] {'{'});
    Files.createDirectories(store().resolve(SESSION + "/" + segment(2).threadId() + ".jsonl"));
    assertThat(Importer.files(store())).isEmpty();
  }

  @Test
  void aLogInNoSessionsFolderIsOfTheSessionThatItNames() {
    ImportReport report = given(segment(1).threadId() + ".jsonl", lines(start(), turnEnd(1)));
    assertThat(codes(report)).containsExactly("other_place");
    assertThat(segments.readEntryCount(segment(1))).isEqualTo(2);
    assertThat(given("elsewhere/" + segment(2).threadId() + ".jsonl", lines(start())).sessionId())
        .isEqualTo(SESSION.toString());
  }

  @Test
  void aLogInNoSessionsFolderThatNamesNoneIsReported() {
    reported("no_session", given(segment(1).threadId() + ".jsonl", lines(turnEnd(1))));
    String flat = "{\"hash\":\"00\",\"entry\":{\"kind\":\"session_start\"}}\n";
    reported("unknown_format", given(segment(2).threadId() + ".jsonl", flat));
  }

  @Test
  void aFileOfAnotherFormatIsNoLog() {
    Path other = write(folder.resolve("x.jsonl"), "{\"a\":1}\n".getBytes(StandardCharsets.UTF_8));
    ImportOptions asked = ImportOptions.DEFAULT.as(FORMAT);
    assertThatThrownBy(() -> threadbase.importer().importFile(other, asked))
        .isInstanceOf(InvalidData.class)
        .hasMessage("the file is not of the format segment-files");
    Path log = write(segment(1), lines(start()));
    assertThat(threadbase.importer().importFile(log, asked).stored()).isEqualTo(1);
  }

  private static String trace(int turn) {
    return "{\"ts\":1,\"turn\":%d,\"zzz\":1,\"kind\":\"lifecycle\",\"label\":\"x\"}"
        .formatted(turn);
  }

  private Path traceFile() {
    return store().resolve(SESSION + "/" + segment(1).threadId() + ".trace.jsonl");
  }

  private ImportReport traced(String content) {
    return load(write(traceFile(), content.getBytes(StandardCharsets.UTF_8)));
  }

  private byte[] exportedTrace() {
    exportAll();
    return Samples.bytes(out().resolve(SESSION + "/" + segment(1).threadId() + ".trace.jsonl"));
  }

  @Test
  void aTraceGrowsAndDoesNotChangeItsLog() {
    load(write(segment(1), lines(start())));
    assertThat(traced(lines(trace(1))).stored()).isEqualTo(1);
    ImportReport grown = traced(lines(trace(1), trace(2)));
    assertThat(grown.stored()).isEqualTo(1);
    assertThat(grown.existing()).isEqualTo(1);
    assertThat(segments.readEntryCount(segment(1))).isEqualTo(1);
    assertThat(segments.readTraces(segment(1)))
        .extracting(TraceEntry::turn)
        .containsExactly(1L, 2L);
    assertThat(exportedTrace()).isEqualTo(Samples.bytes(traceFile()));
  }

  @Test
  void aDamagedTraceIsGivenBackAsItWas() {
    load(write(segment(1), lines(start())));
    ImportReport report = traced(lines(trace(1), "", "{\"ts\":1}", trace(2)) + "{\"to");
    assertThat(codes(report)).containsExactly("unreadable_trace", "unreadable_trace");
    assertThat(report.leftOut()).isEqualTo(2);
    assertThat(segments.readTraces(segment(1))).hasSize(2);
    assertThat(exportedTrace()).isEqualTo(Samples.bytes(traceFile()));
    assertThat(traced(new String(Samples.bytes(traceFile()), StandardCharsets.UTF_8)).stored())
        .isZero();
  }

  @Test
  void aTraceThatDiffersStaysAsItIsHere() {
    load(write(segment(1), lines(start())));
    traced(lines(trace(1), trace(2)));
    ImportReport other = traced(lines(trace(1), trace(3), trace(4)));
    assertThat(codes(other)).containsExactly("other_trace", "other_trace");
    assertThat(segments.readTraces(segment(1)))
        .extracting(TraceEntry::turn)
        .containsExactly(1L, 2L);
    assertThat(exportedTrace())
        .isEqualTo(lines(trace(1), trace(2)).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aTraceNeedsNoLog() {
    assertThat(traced(lines(trace(1))).stored()).isEqualTo(1);
    assertThat(segments.readTraces(segment(1))).hasSize(1);
    assertThat(segments.listSessions()).isEmpty();
    assertThat(traced(lines(trace(1))).stored()).isZero();
    load(write(segment(2), lines(start())));
    assertThat(exportedTrace()).isEqualTo(Samples.bytes(traceFile()));
    assertThat(segments.deleteSession(SESSION, false).deleted()).isTrue();
    assertThat(segments.readTraces(segment(1))).isEmpty();
  }

  private ImportReport pod(String folderName, String record) {
    return given("pods/" + folderName + "/metadata.json", record);
  }

  private static String record(String name, String more) {
    return "{\n  \"pod_name\": \"%s\",\n  \"active\": {\n    \"session_id\": \"%s\"\n  }%s\n}"
        .formatted(name, SESSION, more);
  }

  @Test
  void membersOfAPodThatNobodyKnowsSurvive() {
    load(write(segment(1), lines(start())));
    String record = record("w", ",\n  \"zzz\": [\n    1,\n    {}\n  ],\n  \"y\": \"a/b\"");
    assertThat(pod("w", record).stored()).isEqualTo(1);
    assertThat(pod("w", record).existing()).isEqualTo(1);
    exportAll();
    assertThat(out().resolve("pods/w/metadata.json")).hasContent(record);
    assertThat(Sql.rows(database, "SELECT unknown FROM pods"))
        .containsExactly(List.of("{\"zzz\":[1,{}],\"y\":\"a/b\"}"));
  }

  @Test
  void whatIsNotKnownOfPartsOfAPodIsReported() {
    String record =
        record("w", "").replace("    \"session_id\"", "    \"zzz\": 1,\n    \"session_id\"");
    ImportReport report = pod("w", record);
    assertThat(codes(report)).containsExactly("pod_parts");
    assertThat(report.stored()).isEqualTo(1);
    assertThat(pod("w", record).existing()).isEqualTo(1);
  }

  @Test
  void aPodThatPointsAtALogInAnotherSessionIsReported() {
    load(write(segment(2), lines(start())));
    String session = "\"" + SESSION + "\"";
    String active = session + ",\n    \"segment_id\": \"" + segment(2).threadId() + "\"";
    String right = record("w", "").replace(session, active);
    ImportReport report = pod("w", right.replace(SESSION.toString(), segment(9).threadId()));
    assertThat(codes(report)).containsExactly("pod_log");
    assertThat(report.leftOut()).isEqualTo(1);
    assertThat(report.stored()).isZero();
    assertThat(pod("w", right).stored()).isEqualTo(1);
  }

  @Test
  void aPodThatIsHereWithAnotherRecordStays() {
    load(write(segment(1), lines(start())));
    pod("w", record("w", ""));
    ImportReport other = pod("w", record("w", ",\n  \"zzz\": 1"));
    assertThat(codes(other)).containsExactly("other_pod");
    assertThat(other.leftOut()).isEqualTo(1);
    exportAll();
    assertThat(out().resolve("pods/w/metadata.json")).hasContent(record("w", ""));
  }

  @Test
  void recordsThatAreNoneAreReported() {
    reported("unreadable_pod", pod("w", "{\"pod_name\":\"w"));
    reported("unreadable_pod", pod("w", "{\"name\":\"w\"}"));
    reported("unreadable_pod", pod("w", "{\"pod_name\":\"w\",\"active\":{\"session_id\":\"x\"}}"));
    reported("pod_name", pod("w", record("v", "")));
    reported("pod_name", pod("w", record("../w", "")));
    reported("pod_name", pod("w", record("", "")));
    assertThat(Sql.rows(database, "SELECT pod_name FROM pods")).isEmpty();
  }

  @Test
  void podsOfEveryNameGetAFolder() {
    load(write(segment(1), lines(start())));
    List<String> names = List.of("a b", "a\\\\b", "x%", "con", "W", "w", "dot.");
    List<String> folders = List.of("a b", "a%5Cb", "x%25", "%63on", "W", "w", "dot%2E");
    for (int i = 0; i < names.size(); i++) {
      assertThat(pod(folders.get(i), record(names.get(i), "")).stored()).isEqualTo(1);
    }
    exportAll();
    assertThat(out().resolve("pods").toFile().list())
        .containsExactlyInAnyOrder("a b", "a%5Cb", "x%25", "%63on", "W", "%77", "dot%2E");
    try (TestDatabase other = create();
        Threadbase target = Threadbase.open(other.config())) {
      for (Path file : Importer.files(out())) {
        assertThat(target.importer().importFile(file, ImportOptions.DEFAULT).stored()).isEqualTo(1);
      }
    }
  }

  @Test
  void podsOfOtherSessionsStayWhereTheyAre() {
    load(write(segment(1), lines(start())));
    pod("idle", "{\n  \"pod_name\": \"idle\"\n}");
    pod("w", record("w", "").replace(SESSION.toString(), segment(9).threadId()));
    exportAll();
    assertThat(out().resolve("pods")).doesNotExist();
    assertThat(Sql.rows(database, "SELECT pod_name FROM pods ORDER BY pod_name")).hasSize(2);
  }
}

class SqliteSegmentFilesLayoutTest extends SegmentFilesLayoutContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresSegmentFilesLayoutTest extends SegmentFilesLayoutContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
