package dev.threadbase.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.message.Part;
import dev.threadbase.message.Role;
import dev.threadbase.message.Usage;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.Compaction;
import dev.threadbase.thread.Content;
import dev.threadbase.thread.Entry;
import dev.threadbase.thread.EntryType;
import dev.threadbase.thread.ForkOptions;
import dev.threadbase.thread.NewEntry;
import dev.threadbase.thread.ThreadMeta;
import dev.threadbase.thread.ThreadUpdate;
import dev.threadbase.thread.Title;
import dev.threadbase.thread.TurnStatus;
import dev.threadbase.transfer.ExportReport;
import dev.threadbase.transfer.ImportOptions;
import dev.threadbase.transfer.ImportReport;
import dev.threadbase.transfer.Importer;
import dev.threadbase.transfer.Loss;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sessions written as folders of floret's session tree. */
abstract class SessionTreeExportContract extends SessionTreeContract {

  @Test
  void givesTheSameFilesBack() {
    loadTree(SessionTreeSamples.TREE);
    ExportReport export = exportAll("demo/1-copy");
    assertThat(export.threadIds()).containsExactlyInAnyOrder("demo/1", "demo/1-copy");
    assertThat(export.losses()).isEmpty();
    for (Path original : List.of(SessionTreeSamples.DEMO, SessionTreeSamples.COPY)) {
      Path written = out().resolve(original.getFileName());
      for (String file : List.of("entries.jsonl", "thread.json")) {
        assertThat(written.resolve(file)).hasSameBinaryContentAs(original.resolve(file));
      }
      assertThat(written.resolve("active_turn.json")).doesNotExist();
    }
  }

  @Test
  void addsWhatWasSaidHereBehindTheOriginal() throws Exception {
    loadTree(SessionTreeSamples.TREE);
    Entry added = threads.appendMessage("demo/1", "turn-9", Message.user("Thank <you>"));
    threads.updateThread("demo/1", ThreadUpdate.NOTHING.title(Title.of("New", "host")));
    exportAll("demo/1");
    byte[] original = Files.readAllBytes(SessionTreeSamples.DEMO.resolve("entries.jsonl"));
    byte[] written = Files.readAllBytes(out().resolve("id_ZGVtby8x/entries.jsonl"));
    assertThat(written).startsWith(original);
    SecondReader reader = second("demo/1");
    assertThat(reader.entries()).hasSize(22);
    assertThat(reader.leaf()).isEqualTo(added.id());
    assertThat(reader.said()).isEqualTo(said("demo/1"));
    assertThat(reader.thread().path("title").asString()).isEqualTo("New");
    assertThat(reader.thread().path("status").asString()).isEqualTo("active");
    assertThat(new String(written, StandardCharsets.UTF_8)).contains("Thank \\u003cyou\\u003e");
  }

  /** A thread with every kind of entry, and a fork of it that went on. */
  private void beginNative() {
    threads.createThread(ThreadMeta.builder("n").sessionId("s").status("busy").build());
    threads.append("n", NewEntry.turnMarker("t1", TurnStatus.STARTED, Map.of("k", "v")));
    say("n", "one");
    threads.append("n", NewEntry.message(calls()).withId("calls").inTurn("t1"));
    threads.append("n", NewEntry.message(results()).withId("results").inTurn("t1"));
    Compaction compaction = cut("one", "results", List.of("one", "elsewhere"));
    threads.append(
        "n",
        NewEntry.of(
                EntryType.COMPACTION,
                Content.EMPTY.withCompaction(compaction).withSummary("What was said."))
            .withId("cut"));
    say("n", "two");
    threads.fork(ForkOptions.of("n").at("two").as("n-fork"));
    say("n", "three");
    say("n-fork", "other");
  }

  private static Message calls() {
    return new Message(
        Role.ASSISTANT,
        List.of(
            new Part.Text("Let me look."),
            new Part.ToolCall("c1", "read", "{\"path\":\"a\"}"),
            new Part.ToolCall("c2", "read", "{\"path\":\"b\"}")));
  }

  private static Message results() {
    return new Message(
        Role.TOOL,
        List.of(
            new Part.ToolResult("c1", "read", List.of(new Part.Text("A")), false),
            new Part.ToolResult("c2", "read", List.of(new Part.Text("B")), false)));
  }

  private static Compaction cut(String firstKept, String through, List<String> users) {
    return new Compaction(
        "c", null, through, null, 1, "w", firstKept, users, null, null, null, 5, 3, null, null);
  }

  @Test
  void aThreadAndItsForkSayTheSameToASecondReader() {
    beginNative();
    ExportReport export = exportAll("s");
    assertThat(export.losses()).isEmpty();
    assertThat(second("n").said()).isEqualTo(said("n")).hasSize(7);
    assertThat(second("n-fork").said()).isEqualTo(said("n-fork")).hasSize(7);
    assertThat(second("n").entries())
        .extracting(entry -> entry.path("id").asString())
        .contains("one", "calls", "calls#2", "results", "results#2", "two", "three");
    assertThat(second("n-fork").thread().path("forked_from_entry_id").asString()).isEqualTo("two");
    assertThat(second("n").thread().path("status").asString()).isEqualTo("busy");
  }

  @Test
  void whatAForkInheritsIsCopiedAsTheReferenceCopiesIt() throws Exception {
    beginNative();
    exportAll("n");
    List<JsonNode> entries = second("n-fork").entries();
    Instant made = threads.thread("n-fork").createdAt();
    for (int i = 0; i < 8; i++) {
      JsonNode entry = entries.get(i);
      assertThat(entry.path("id").asString()).isEqualTo("n-fork-entry-" + (i + 1));
      assertThat(entry.path("thread_id").asString()).isEqualTo("n-fork");
      assertThat(Instant.parse(entry.path("created_at").asString())).isEqualTo(made);
    }
    JsonNode cut = entries.get(6);
    assertThat(cut.path("first_kept_entry_id").asString()).isEqualTo("n-fork-entry-2");
    assertThat(cut.path("compacted_through_entry_id").asString()).isEqualTo("n-fork-entry-6");
    assertThat(cut.path("kept_user_entry_ids").toString()).isEqualTo("[\"n-fork-entry-2\"]");
    assertThat(entries.get(8).path("id").asString()).isEqualTo("other");
    assertThat(entries.get(8).path("parent_id").asString()).isEqualTo("n-fork-entry-8");
    for (JsonNode entry : entries) {
      byte[] raw = entry.path("raw").asString().getBytes(StandardCharsets.UTF_8);
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
      assertThat(entry.path("raw_hash").asString()).isEqualTo(hash);
    }
    assertThat(cut.path("raw").asString()).contains("n-fork-entry-6");
  }

  @Test
  void ourOwnExportIsReadBackAsItWasSaid() {
    beginNative();
    exportAll("s");
    try (TestDatabase other = create();
        Threadbase target = Threadbase.open(other.config())) {
      for (Path file : Importer.files(out())) {
        ImportReport report = target.importer().importFile(file, ImportOptions.DEFAULT);
        assertThat(report.warnings()).isEmpty();
        assertThat(report.sessionId()).isEqualTo("n");
      }
      assertThat(target.threads().path("n-fork").stream().map(Entry::type))
          .containsSubsequence(EntryType.TURN_MARKER, EntryType.TOOL_CALL, EntryType.COMPACTION);
      Path again = folder.resolve("again");
      target.exporter().exportFolder("n", FORMAT, again);
      for (String thread : List.of("n", "n-fork")) {
        assertThat(SecondReader.of(again, thread).entries()).isEqualTo(second(thread).entries());
        assertThat(SecondReader.of(again, thread).thread()).isEqualTo(second(thread).thread());
      }
      assertThat(target.verify().problems()).isEmpty();
    }
  }

  @Test
  void aForkOfAnImportedThreadIsWrittenBesideIt() {
    loadTree(SessionTreeSamples.DEMO);
    threads.fork(ForkOptions.of("demo/1").as("mine"));
    say("mine", "on my own");
    assertThat(exportAll("mine").losses()).isEmpty();
    assertThat(second("mine").said()).isEqualTo(said("mine"));
    assertThat(second("mine").thread().path("title").isMissingNode()).isTrue();
  }

  @Test
  void whatHasNoPlaceIsCountedAndKeepsItsPlaceInTheChain() {
    begin("a");
    say("a", "one");
    threads.append("a", NewEntry.raw(EntryType.CUSTOM, "not ours").withId("raw"));
    Part image = new Part.Media("image/png", "iVBORw0KGgo=", null);
    threads.append("a", NewEntry.message(new Message(Role.USER, List.of(image))).withId("image"));
    Content spent = Content.of(Message.assistant("two")).withUsage(new Usage(1, 2, 0, 0));
    threads.append("a", NewEntry.of(EntryType.ASSISTANT_MESSAGE, spent).withId("spent"));
    ExportReport export = exportAll("a");
    assertThat(export.losses())
        .extracting(Loss::kind, Loss::name, Loss::count, Loss::firstId)
        .containsExactly(
            tuple(Loss.Kind.FIELD, "media", 1L, "image"),
            tuple(Loss.Kind.FIELD, "payload", 1L, "raw"),
            tuple(Loss.Kind.FIELD, "usage", 1L, "spent"));
    assertThat(second("a").path())
        .extracting(entry -> entry.path("id").asString())
        .containsExactly("one", "raw", "image", "spent");
  }

  @Test
  void aLeafInsideABranchIsReported() {
    begin("a");
    say("a", "one");
    say("a", "two");
    sayAfter("a", "one", "three");
    threads.moveLeaf("a", "two");
    assertThat(leavesLost(exportAll("a"))).isEmpty();
    assertThat(second("a").leaf()).isEqualTo("two");
    threads.moveLeaf("a", "one");
    assertThat(leavesLost(exportAll("a"))).containsExactly("a");
    threads.moveLeaf("a", null);
    assertThat(leavesLost(exportAll("a"))).containsExactly("a");
  }
}
