package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.ThreadbaseException.ThreadNotFound;
import dev.threadbase.lease.LeaseStatus;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Folders of floret's session tree, as it writes them. */
abstract class SessionTreeImportContract extends TransferContract {

  private List<ImportReport> loadTree(Path root) {
    return Importer.files(root).stream().map(this::load).toList();
  }

  @Test
  void readsAThreadAndItsForkWithoutAnyComplaint() {
    List<ImportReport> reports = loadTree(SessionTreeSamples.TREE);
    assertThat(reports).extracting(ImportReport::format).containsOnly("sessiontree-files");
    assertThat(reports).extracting(ImportReport::threadId).containsExactly("demo/1", "demo/1-copy");
    assertThat(reports).extracting(ImportReport::stored).containsExactly(21L, 17L);
    assertThat(reports).allSatisfy(report -> assertThat(report.warnings()).isEmpty());
    assertThat(threads.path("demo/1")).last().extracting(Entry::id).isEqualTo("demo/1-entry-21");
    assertThat(threads.path("demo/1-copy")).hasSize(17);
    assertThat(threads.entries("demo/1")).hasSize(21);
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void takesTheSnapshotIntoTheThread() {
    loadTree(SessionTreeSamples.TREE);
    ThreadMeta thread = threads.thread("demo/1");
    assertThat(thread.title().text()).isEqualTo("Demo");
    assertThat(thread.title().source()).isEqualTo("host");
    assertThat(thread.title().updatedAt()).isEqualTo(Instant.parse("2026-06-14T09:01:00Z"));
    assertThat(thread.status()).isEqualTo("active");
    assertThat(thread.createdAt()).isEqualTo(Instant.parse("2026-06-14T09:00:00Z"));
    assertThat(thread.updatedAt()).isEqualTo(Instant.parse("2026-06-14T09:00:21.021Z"));
    assertThat(thread.lastViewedAt()).isEqualTo(Instant.parse("2026-06-14T09:02:00Z"));
    ThreadMeta copy = threads.thread("demo/1-copy");
    assertThat(copy.sessionId()).isEqualTo("demo/1");
    assertThat(copy.parentThreadId()).isEqualTo("demo/1");
    assertThat(copy.forkedFromThreadId()).isEqualTo("demo/1");
    assertThat(copy.forkedFromEntryId()).isEqualTo("demo/1-entry-17");
    assertThat(copy.lastViewedAt()).isNull();
    assertThat(copy.title().updatedAt()).isNull();
  }

  @Test
  void keepsEverythingThatAnEntrySays() {
    loadTree(SessionTreeSamples.TREE);
    List<Entry> entries = threads.entries("demo/1");
    assertThat(types(entries))
        .contains("thread_info", "model_change", "turn_marker", "tool_call", "compaction");
    Message call = Objects.requireNonNull(entries.get(5).content().message());
    assertThat(call.parts())
        .containsExactly(
            new Part.Reasoning("need files", null, null),
            new Part.ToolCall("call-1", "read", "{\"path\":\"a\"}"));
    assertThat(entries.get(5).turnId()).isEqualTo("turn-1");
    Content compaction =
        entries.stream()
            .filter(entry -> entry.type().name().equals("compaction"))
            .findFirst()
            .orElseThrow()
            .content();
    Compaction cut = Objects.requireNonNull(compaction.compaction());
    assertThat(cut.generation()).isEqualTo(3);
    assertThat(cut.contextUsageBefore()).isNotNull();
    assertThat(compaction.summary()).isNotEmpty();
  }

  @Test
  void aLeaseIsKeptAsOneThatHasEnded() {
    loadTree(SessionTreeSamples.TREE);
    LeaseStatus lease = threadbase.leases().status("demo/1").orElseThrow();
    assertThat(lease.state()).isEqualTo(LeaseStatus.State.EXPIRED);
    assertThat(lease.lease().turnId()).isEqualTo("turn-4");
    assertThat(lease.lease().ownerId()).isEqualTo("lease-9");
    assertThat(lease.lease().acquiredAt()).isEqualTo(Instant.parse("2026-06-14T09:03:00Z"));
    assertThat(threadbase.leases().status("demo/1-copy")).isEmpty();
  }

  @Test
  void anEmptyLeaseIsReportedAndLeftOut() throws Exception {
    Path file =
        SessionTreeSamples.write(
            folder,
            SessionTreeSamples.thread("t", "a"),
            List.of(SessionTreeSamples.line("a", "", "x")));
    Files.writeString(file.resolveSibling("active_turn.json"), "");
    ImportReport report = load(file);
    assertThat(codes(report)).containsExactly("bad_lease");
    assertThat(report.leftOut()).isZero();
    assertThat(threadbase.leases().status("t")).isEmpty();
  }

  @Test
  void theSameTreeAgainStoresNothing() {
    loadTree(SessionTreeSamples.TREE);
    List<ImportReport> again = loadTree(SessionTreeSamples.TREE);
    assertThat(again).extracting(ImportReport::stored).containsOnly(0L);
    assertThat(again).extracting(ImportReport::existing).containsExactly(21L, 17L);
    assertThat(again).allSatisfy(report -> assertThat(report.warnings()).isEmpty());
  }

  @Test
  void aJournalThatGrewStoresWhatIsNew() {
    String a = SessionTreeSamples.line("a", "", "x");
    String b = SessionTreeSamples.line("b", "a", "y");
    load(SessionTreeSamples.write(folder, SessionTreeSamples.thread("t", "a"), List.of(a)));
    ImportReport grown =
        load(SessionTreeSamples.write(folder, SessionTreeSamples.thread("t", "b"), List.of(a, b)));
    assertThat(grown.stored()).isEqualTo(1);
    assertThat(grown.existing()).isEqualTo(1);
    assertThat(ids(threads.path("t"))).containsExactly("a", "b");
    assertThat(threadbase.verify().problems()).isEmpty();
  }

  @Test
  void aThreadWithoutAJournalIsAnEmptyThread() throws Exception {
    Path inner = Files.createDirectories(folder.resolve("tree/id_dA"));
    Files.writeString(
        inner.resolve("thread.json"),
        "{\"id\":\"t\",\"leaf_id\":\"gone\",\"created_at\":"
            + "\"2026-06-14T09:00:00.5+08:00\",\"last_viewed_at\":\"0001-01-01T00:00:00Z\"}");
    List<ImportReport> reports = loadTree(folder);
    assertThat(reports).hasSize(1);
    assertThat(codes(reports.get(0))).containsExactly("no_leaf");
    assertThat(threads.thread("t").createdAt()).isEqualTo(Instant.parse("2026-06-14T01:00:00.5Z"));
    assertThat(threads.path("t")).isEmpty();
    assertThat(loadTree(folder).get(0).stored()).isZero();
    assertThat(threadbase.verify().problems()).isEmpty();
    Files.writeString(inner.resolve("entries.jsonl"), SessionTreeSamples.line("a", "", "x") + "\n");
    assertThat(loadTree(folder).get(0).stored()).isEqualTo(1);
    assertThat(ids(threads.path("t"))).containsExactly("a");
  }

  @Test
  void anUnreadableSnapshotCostsNoEntry() {
    List<String> lines = List.of(SessionTreeSamples.line("a", "", "x"));
    ImportReport report = load(SessionTreeSamples.write(folder, "{\"id\":", lines));
    assertThat(codes(report)).containsExactly("unreadable_thread");
    assertThat(report.leftOut()).isEqualTo(1);
    assertThat(report.stored()).isEqualTo(1);
    assertThat(ids(threads.path("t"))).containsExactly("a");
  }

  @Test
  void aBrokenFolderIsReportedAndTheOthersAreRead() throws Exception {
    Files.createDirectories(folder.resolve("id_YQ"));
    Files.writeString(folder.resolve("id_YQ/thread.json"), "{\"id\":\"a");
    List<String> lines = List.of(SessionTreeSamples.line("a", "", "x"));
    SessionTreeSamples.write(folder, SessionTreeSamples.thread("t", "a"), lines);
    List<ImportReport> reports = loadTree(folder);
    assertThat(reports).extracting(ImportReport::leftOut).containsExactly(1L, 0L);
    assertThat(codes(reports.get(0))).containsExactly("unknown_format");
    assertThat(ids(threads.path("t"))).containsExactly("a");
  }

  @Test
  void aForkIsReadAfterWhatItWasForkedFrom() {
    String fork =
        SessionTreeSamples.thread("a-fork", "")
            .replaceFirst("\"leaf_id\":\"\"", "\"forked_from_thread_id\":\"t\"");
    SessionTreeSamples.write(folder, "a-fork", fork, SessionTreeSamples.line("a", "", "x"));
    SessionTreeSamples.write(
        folder, "t", SessionTreeSamples.thread("t", ""), SessionTreeSamples.line("a", "", "x"));
    List<ImportReport> reports = loadTree(folder);
    assertThat(reports).extracting(ImportReport::threadId).containsExactly("t", "a-fork");
    assertThat(reports).extracting(ImportReport::sessionId).containsOnly("t");
  }

  @Test
  void aForkWithoutItsOriginIsOfItsSession() {
    load(SessionTreeSamples.COPY.resolve("entries.jsonl"));
    assertThat(threads.thread("demo/1-copy").sessionId()).isEqualTo("demo/1");
    load(SessionTreeSamples.DEMO.resolve("thread.json"));
    assertThat(threads.thread("demo/1").sessionId()).isEqualTo("demo/1");
    assertThat(threads.path("demo/1")).isNotEmpty();
  }

  @Test
  void aDryRunStoresNothing() {
    Path file = SessionTreeSamples.DEMO.resolve("entries.jsonl");
    ImportReport report =
        threadbase.importer().importFile(file, ImportOptions.DEFAULT.withoutStoring());
    assertThat(report.stored()).isEqualTo(21);
    Assertions.assertThatThrownBy(() -> threads.thread("demo/1"))
        .isInstanceOf(ThreadNotFound.class);
  }

  @Test
  void aVeryLongLineIsRead() {
    String text = "x".repeat(192_000);
    load(
        SessionTreeSamples.write(
            folder,
            SessionTreeSamples.thread("t", "a"),
            List.of(SessionTreeSamples.line("a", "", text))));
    assertThat(Objects.requireNonNull(threads.entry("t", "a").content().message()).text())
        .isEqualTo(text);
    assertThat(threads.appendMessage("t", null, Message.user("on")).parentId()).isEqualTo("a");
  }
}
