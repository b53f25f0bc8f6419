package dev.threadbase.contract;

import static dev.threadbase.contract.PiLines.HEADER;
import static dev.threadbase.contract.PiLines.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that say something else than what is here, and what a dry run says of them. */
abstract class ImportConflictContract extends TransferContract {

  private static final String RAW_HEADER =
      "{\"metadata\":{\"version\":\"1.0\",\"created_at\":\"2026-02-03T09:15:00Z\"},\"type\":\"header\"}";

  private static String said(int seq, String text) {
    return "{\"content\":\"%s\",\"seq\":%d,\"timestamp\":\"2026-02-03T09:15:02Z\",\"type\":\"user\"}"
        .formatted(text, seq);
  }

  private Path write(String name, List<String> lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Samples.write(file, lines);
  }

  private ImportReport rehearse(Path file) {
    return threadbase.importer().importFile(file, ImportOptions.DEFAULT.withoutStoring());
  }

  private static List<Object> counts(ImportReport report) {
    return List.of(
        report.lines(), report.stored(), report.existing(), report.leftOut(), codes(report));
  }

  @Test
  void aChangedLineIsReportedEachTimeThatItIsImported() throws IOException {
    List<String> lines =
        new ArrayList<>(List.of(HEADER, line("a", "", "one"), line("b", "a", "two")));
    load(write("s.jsonl", lines));
    lines.set(1, line("a", "", "ONE"));
    Path changed = write("s.jsonl", lines);
    assertThat(counts(load(changed))).isEqualTo(List.of(3L, 0L, 1L, 1L, List.of("changed_line")));
    assertThat(counts(load(changed))).isEqualTo(List.of(3L, 0L, 1L, 1L, List.of("changed_line")));
    lines.add(line("c", "b", "three"));
    Path grown = write("s.jsonl", lines);
    assertThat(counts(load(grown))).isEqualTo(List.of(4L, 1L, 1L, 1L, List.of("changed_line")));
    assertThat(threads.entry("s", "a").payload()).contains("one");
  }

  @Test
  void anExportIsTheOriginalThatSaysWhatIsStored() throws IOException {
    List<String> first = List.of(HEADER, line("a", "", "one"), line("b", "a", "two"));
    load(write("s.jsonl", first));
    load(write("s.jsonl", List.of(HEADER, line("a", "", "ONE"), line("b", "a", "two"))));
    assertThat(new String(export("s", "pi"), StandardCharsets.UTF_8))
        .isEqualTo(String.join("\n", first) + "\n");
    load(
        write(
            "s.jsonl",
            List.of(HEADER, line("a", "", "one"), line("b", "a", "two"), line("c", "b", "x"))));
    assertThat(new String(export("s", "pi"), StandardCharsets.UTF_8))
        .isEqualTo(String.join("\n", first) + "\n" + line("c", "b", "x") + "\n");
  }

  @Test
  void aDryRunCountsAsTheImportDoes() throws IOException {
    load(write("s.jsonl", List.of(HEADER, line("a", "", "one"), line("b", "a", "two"))));
    Path changed =
        write(
            "s.jsonl",
            List.of(
                HEADER,
                line("a", "", "ONE"),
                line("b", "a", "two"),
                line("c", "b", "x").replace("2026-03-01", "9999-03-01")));
    ImportReport rehearsed = rehearse(changed);
    assertThat(threads.entries("s")).hasSize(2);
    assertThat(counts(rehearsed)).isEqualTo(counts(load(changed)));
    assertThat(codes(rehearsed)).containsExactly("changed_line", "bad_time");
  }

  @Test
  void aDryRunOfAGrownSessionCountsWhatIsNew() throws Exception {
    load(write("s.jsonl", List.of(HEADER, line("a", "", "one"), line("b", "a", "two"))));
    Path before = Files.write(folder.resolve("before.jsonl"), export("s", null));
    threads.appendMessage("s", null, Message.user("three"));
    Path grown = Files.write(folder.resolve("grown.jsonl"), export("s", null));
    try (Elsewhere there = new Elsewhere(create())) {
      there.load(before);
      ImportReport rehearsed = there.rehearse(grown);
      assertThat(counts(rehearsed)).isEqualTo(counts(there.load(grown)));
      assertThat(rehearsed.stored()).isEqualTo(1);
      assertThat(rehearsed.existing()).isEqualTo(2);
    }
  }

  @Test
  void anotherRecordingOfTheSameNameIsRefused() throws IOException {
    Path one = write("a/s1/raw.jsonl", List.of(RAW_HEADER, said(0, "mint"), said(1, "basil")));
    Path other =
        write("b/s1/raw.jsonl", List.of(RAW_HEADER, said(0, "x"), said(1, "y"), said(2, "z")));
    load(one);
    assertRefused(other, "s1");
    assertThat(threads.entries("s1")).hasSize(2);
    // It grew, and one of its lines was changed.
    Path grown =
        write("a/s1/raw.jsonl", List.of(RAW_HEADER, said(0, "mint"), said(1, "B"), said(2, "z")));
    assertThat(counts(load(grown))).isEqualTo(List.of(4L, 1L, 1L, 1L, List.of("changed_line")));
  }

  @Test
  void aFileOfAnotherFormatIsNotAddedToAConversationOfItsName() throws IOException {
    load(write("s1/raw.jsonl", List.of(RAW_HEADER, said(0, "mint"))));
    Path conversation = folder.resolve("c/s1.jsonl");
    Files.createDirectories(conversation.getParent());
    Files.copy(
        Path.of(
            "src/test/resources/samples/conversation-jsonl/20260301-091500-0a1b2c3d4e5f6071.jsonl"),
        conversation);
    String id = rehearseId(conversation);
    if (!id.equals("s1")) {
      Files.writeString(conversation, Files.readString(conversation).replace(id, "s1"));
    }
    assertRefused(conversation, "s1");
    assertThat(threads.entries("s1")).hasSize(1);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  /** The thread that a file would become in an empty database. */
  private String rehearseId(Path file) {
    try (Elsewhere there = new Elsewhere(create())) {
      return String.valueOf(there.rehearse(file).threadId());
    }
  }

  private void assertRefused(Path file, String threadId) {
    for (ImportOptions options :
        List.of(ImportOptions.DEFAULT.withoutStoring(), ImportOptions.DEFAULT)) {
      assertThatThrownBy(() -> threadbase.importer().importFile(file, options))
          .isInstanceOf(InvalidData.class)
          .hasMessage(
              "thread %s is here already, and no line of this file is known in it; nothing was stored",
              threadId);
    }
  }

  /** Another database. */
  private static final class Elsewhere implements AutoCloseable {
    private final TestDatabase database;
    private final Threadbase threadbase;

    Elsewhere(TestDatabase database) {
      this.database = database;
      this.threadbase = Threadbase.open(database.config());
    }

    ImportReport load(Path file) {
      return threadbase.importer().importFile(file, ImportOptions.DEFAULT);
    }

    ImportReport rehearse(Path file) {
      return threadbase.importer().importFile(file, ImportOptions.DEFAULT.withoutStoring());
    }

    @Override
    public void close() {
      threadbase.close();
      database.close();
    }
  }
}

class SqliteImportConflictTest extends ImportConflictContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresImportConflictTest extends ImportConflictContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
