package dev.threadbase.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.threadbase.Threadbase;
import dev.threadbase.ThreadbaseException.InvalidData;
import dev.threadbase.ThreadbaseException.SessionNotFound;
import dev.threadbase.conversation.ConversationHeader;
import dev.threadbase.conversation.ListConversationsOptions;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Threadbase's own format: a whole session, without loss, into a database of either kind. */
abstract class NativeFormatContract extends TransferContract {

  /** A database of the other kind. */
  abstract TestDatabase createOther();

  private Path exported(String id) throws Exception {
    return Files.write(folder.resolve("session.jsonl"), export(id, null));
  }

  private void makeSession() {
    Importer.files(Samples.CLAUDE_CODE).forEach(this::load);
    String fork =
        threads
            .fork(
                ForkOptions.of(Samples.CLAUDE_SESSION)
                    .at("00000000-0000-4000-8000-000000000009")
                    .as("a fork"))
            .id();
    threads.appendMessage(fork, "turn", Message.user("what if \u0000, \"quotes\" and 漢字 😀"));
  }

  @Test
  void aSessionGoesToTheOtherDatabaseAndBackWithoutLoss() throws Exception {
    makeSession();
    Path first = exported("a fork");
    try (TestDatabase other = createOther();
        Threadbase target = Threadbase.open(other.config())) {
      ImportReport report = target.importer().importFile(first, ImportOptions.DEFAULT);
      assertThat(report.format()).isEqualTo("native");
      assertThat(report.stored()).isEqualTo(28);
      assertThat(report.sessionId()).isEqualTo(Samples.CLAUDE_SESSION);
      ByteArrayOutputStream again = new ByteArrayOutputStream();
      target.exporter().export(Samples.CLAUDE_SESSION, "native", again);
      assertThat(again.toByteArray()).isEqualTo(Files.readAllBytes(first));
      assertThat(target.threads().path("a fork")).isEqualTo(threads.path("a fork"));
      assertThat(target.threads().thread("a fork")).isEqualTo(threads.thread("a fork"));
      assertThat(target.verify().problems()).isEmpty();
      ByteArrayOutputStream original = new ByteArrayOutputStream();
      target.exporter().export(Samples.CLAUDE_SESSION, "claude-code", original);
      assertThat(original.toByteArray()).isEqualTo(Samples.bytes(Samples.CLAUDE_MAIN));
    }
  }

  @Test
  void theSameSessionAgainStoresNothing() throws Exception {
    makeSession();
    ImportReport again = load(exported(Samples.CLAUDE_SESSION));
    assertThat(again.stored()).isZero();
    assertThat(again.existing()).isEqualTo(28);
  }

  @Test
  void aSessionThatGrewStoresTheNewEntriesOnly() throws Exception {
    makeSession();
    try (TestDatabase other = createOther();
        Threadbase target = Threadbase.open(other.config())) {
      target.importer().importFile(exported("a fork"), ImportOptions.DEFAULT);
      threads.appendMessage("a fork", null, Message.user("more"));
      threads.fork(ForkOptions.of("a fork").as("another"));
      Path file = exported("a fork");
      ImportReport dry = target.importer().importFile(file, ImportOptions.DEFAULT.withoutStoring());
      ImportReport grown = target.importer().importFile(file, ImportOptions.DEFAULT);
      assertThat(grown.stored()).isEqualTo(1);
      assertThat(dry).isEqualTo(grown);
      assertThat(target.threads().path("a fork")).isEqualTo(threads.path("a fork"));
      assertThat(target.threads().path("another")).isEqualTo(threads.path("another"));
      assertThat(target.verify().problems()).isEmpty();
    }
  }

  @Test
  void aSessionThatWentAnotherWayIsRefusedAndNothingIsStored() throws Exception {
    makeSession();
    try (TestDatabase other = createOther();
        Threadbase target = Threadbase.open(other.config())) {
      target.importer().importFile(exported("a fork"), ImportOptions.DEFAULT);
      threads.appendMessage("a fork", null, Message.user("here"));
      target.threads().appendMessage("a fork", null, Message.user("there"));
      Path file = exported("a fork");
      int before = target.threads().entries("a fork").size();
      for (ImportOptions options :
          List.of(ImportOptions.DEFAULT.withoutStoring(), ImportOptions.DEFAULT)) {
        assertThatThrownBy(() -> target.importer().importFile(file, options))
            .isInstanceOf(InvalidData.class)
            .hasMessageContaining("another way");
      }
      assertThat(target.threads().entries("a fork")).hasSize(before);
    }
  }

  @Test
  void anExportFromBeforeThereWereConversationsIsTakenWithThem() throws Exception {
    makeSession();
    begin("silent");
    threads.appendMessage("silent", "turn", Message.assistant("words"));
    String rows = Files.readString(exported("a fork")) + new String(export("silent", null), UTF_8);
    String old = rows.replace(",\"deleted_at_ns\":null", "").replaceAll(",\"spoken\":[01]", "");
    assertThat(old).hasSizeLessThan(rows.length()).doesNotContain("spoken", "deleted_at_ns");
    Path file = Files.writeString(folder.resolve("old.jsonl"), old);
    try (TestDatabase other = createOther();
        Threadbase target = Threadbase.open(other.config())) {
      target.importer().importFile(file, ImportOptions.DEFAULT);
      assertThat(target.conversations().list(ListConversationsOptions.RECENT))
          .isEqualTo(threadbase.conversations().list(ListConversationsOptions.RECENT))
          .extracting(ConversationHeader::id)
          .contains("a fork", Samples.CLAUDE_SESSION)
          .doesNotContain("silent");
      assertThat(target.threads().path("silent")).hasSize(1);
    }
  }

  @Test
  void aFileThatIsCutShortOrDamagedIsRefusedWhole() throws Exception {
    makeSession();
    List<String> lines = Samples.lines(exported("a fork"));
    threads.deleteThread("a fork");
    threads.deleteThread(Samples.CLAUDE_SESSION);
    threads.deleteThread(Samples.CLAUDE_SESSION + "/agent-a77");
    refused(lines.subList(0, lines.size() - 1), "ends before its last line");
    List<String> missing = new java.util.ArrayList<>(lines);
    missing.remove(12);
    refused(missing, "");
    refused(replaced(lines, "\"table\":\"entries\"", "\"table\":\"users\""), "does not exist");
    refused(replaced(lines, "\"payload\":\"{", "\"payload\":\"{ "), "hash");
    refused(replaced(lines, "\"depth\":", "\"deep\":"), "lacks the column depth");
    refused(replaced(lines, "\"threadbase\":1", "\"threadbase\":2"), "version 2");
    assertThatThrownBy(() -> export(Samples.CLAUDE_SESSION, null))
        .isInstanceOf(SessionNotFound.class);
  }

  private static List<String> replaced(List<String> lines, String from, String to) {
    return lines.stream().map(line -> line.replace(from, to)).toList();
  }

  private void refused(List<String> lines, String message) {
    assertThatThrownBy(() -> load(lines))
        .isInstanceOf(InvalidData.class)
        .hasMessageContaining(message);
  }

  @Test
  void exportToAFileIsWholeOrNotThere() throws Exception {
    load(Samples.PI_TREE);
    Path file = folder.resolve("out.jsonl");
    Files.writeString(file, "before");
    assertThatThrownBy(() -> threadbase.exporter().export("nobody", null, file))
        .isInstanceOf(SessionNotFound.class);
    assertThat(file).hasContent("before");
    threadbase.exporter().export(Samples.PI_SESSION, "pi", file);
    assertThat(file).hasBinaryContent(Samples.bytes(Samples.PI_TREE));
    assertThat(folder.toFile().list()).containsExactly("out.jsonl");
  }

  @Test
  void severalSessionsFollowEachOtherInOneFile() throws Exception {
    makeSession();
    load(Samples.PI_TREE);
    Path file = folder.resolve("both.jsonl");
    ExportReport written =
        threadbase.exporter().export(List.of("a fork", Samples.PI_SESSION), null, file);
    assertThat(written.sessionIds()).containsExactly(Samples.CLAUDE_SESSION, Samples.PI_SESSION);
    assertThat(written.entries()).isEqualTo(28 + 19);
    assertThat(Files.readAllLines(file)).hasSize((int) written.lines());
    try (TestDatabase other = createOther();
        Threadbase target = Threadbase.open(other.config())) {
      assertThat(target.importer().importFile(file, ImportOptions.DEFAULT).stored())
          .isEqualTo(28 + 19);
      for (String id : List.of("a fork", Samples.PI_SESSION)) {
        assertThat(target.threads().path(id)).isEqualTo(threads.path(id));
      }
      assertThat(target.verify().problems()).isEmpty();
      List<String> twice = new java.util.ArrayList<>(Files.readAllLines(file));
      twice.addAll(List.copyOf(twice));
      refused(twice, "begins a session that the file has already");
    }
    assertThatThrownBy(
            () ->
                threadbase.exporter().export(List.of("a fork", Samples.CLAUDE_SESSION), null, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("named twice");
  }
}
