package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.Threadbase;
import dev.threadbase.message.Message;
import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import dev.threadbase.thread.ThreadMeta;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What import and export do and print. */
abstract class ImportExportCommandsContract extends CommandContract {

  private static final Path PI_TREE = Path.of("src/test/resources/samples/pi-tree.jsonl");
  private static final Path CLAUDE_CODE = Path.of("src/test/resources/samples/claude-code");
  private static final String PI_SESSION = "0195f0a0-1111-7222-8333-444455556666";
  private static final String CLAUDE_SESSION = "5b0c7a52-3f0e-4e3a-9d55-0a1b2c3d4e5f";

  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path given) {
    folder = given;
  }

  private Run imports(Object... args) {
    return run(
        Stream.concat(Stream.of("import"), Stream.of(args).map(Object::toString))
            .toArray(String[]::new));
  }

  /** Lines of a session of pi, one of them neither JSON nor UTF-8. */
  private Path damaged() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(
        """
        {"type":"session","version":3,"id":"s","timestamp":"2026-03-01T09:00:00Z","cwd":"/w"}
        {"type":"message","id":"a","parentId":null,"timestamp":"2026-03-01T09:00:01Z","message":{"role":"user","content":"one"}}
        """
            .getBytes(StandardCharsets.UTF_8));
    bytes.write(new byte[] {'{', '"', (byte) 0xff, (byte) 0xc0, 0, '\r', '\n'});
    return Files.write(folder.resolve("damaged.jsonl"), bytes.toByteArray());
  }

  @Test
  void importOfAFileSaysWhatBecameOfIt() {
    Run run = imports(PI_TREE, "--json");
    assertThat(run.code()).isZero();
    JsonNode line = run.objects().get(0);
    assertThat(run.objects()).hasSize(1);
    assertThat(names(line))
        .containsExactly(
            "file",
            "format",
            "session_id",
            "thread_id",
            "lines",
            "stored",
            "existing",
            "repaired",
            "left_out",
            "warnings");
    assertThat(line.toString())
        .isEqualTo(
            ("{\"file\":\"%s\",\"format\":\"pi\",\"session_id\":\"%s\",\"thread_id\":\"%s\","
                    + "\"lines\":20,\"stored\":19,\"existing\":0,\"repaired\":0,\"left_out\":0,"
                    + "\"warnings\":[]}")
                .formatted(PI_TREE, PI_SESSION, PI_SESSION));
    JsonNode again = imports(PI_TREE, "--json").objects().get(0);
    assertThat(again.get("stored").asLong()).isZero();
    assertThat(again.get("existing").asLong()).isEqualTo(19);
  }

  @Test
  void importTellsPeopleOnStandardError() {
    Run run = imports(PI_TREE);
    assertThat(run)
        .isEqualTo(
            new Run(
                0,
                "",
                PI_TREE
                    + ": pi, 20 lines: 19 stored, 0 there already, 0 repaired, 0 left out; thread "
                    + PI_SESSION
                    + System.lineSeparator()));
  }

  @Test
  void importOfAFolderTakesEveryFileInIt() {
    Run run = imports(CLAUDE_CODE, "--json");
    assertThat(run.code()).isZero();
    assertThat(run.texts("thread_id"))
        .containsExactly(CLAUDE_SESSION, CLAUDE_SESSION + "/agent-a77");
    assertThat(run.texts("session_id")).containsOnly(CLAUDE_SESSION);
    assertThat(run.texts("format")).containsOnly("claude-code");
    assertThat(run("threads", "--json").objects()).hasSize(2);
  }

  @Test
  void importThatLeavesSomethingOutIsExitCodeFour() throws Exception {
    Path file = damaged();
    Run run = imports(file, PI_TREE, "--json");
    assertThat(run.code()).isEqualTo(4);
    JsonNode line = run.objects().get(0);
    assertThat(line.get("left_out").asLong()).isEqualTo(1);
    assertThat(names(line.get("warnings").get(0))).containsExactly("line", "code", "message");
    assertThat(line.get("warnings").get(0).get("line").asLong()).isEqualTo(3);
    assertThat(line.get("warnings").get(0).get("code").asString()).isEqualTo("unreadable_line");
    assertThat(run.objects()).hasSize(2);
    assertThat(imports(file).err()).contains("1 left out", "  line 3: unreadable_line: not UTF-8");
  }

  @Test
  void importOfAFileCutShortFailsWithoutHarmToTheOthers() throws Exception {
    imports(CLAUDE_CODE);
    byte[] whole = bytes("export", CLAUDE_SESSION);
    run("delete", CLAUDE_SESSION + "/agent-a77");
    run("delete", CLAUDE_SESSION);
    Path cut = Files.write(folder.resolve("cut.jsonl"), Arrays.copyOf(whole, 5_000));
    Run run = imports(cut, damaged(), PI_TREE, "--json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.texts("thread_id")).containsExactly("s", PI_SESSION);
    assertThat(run.err()).startsWith("threadbase: " + cut + ": ");
    assertThat(run("threads", "--json").texts("thread_id")).containsExactly(PI_SESSION, "s");
    Files.write(cut, whole);
    assertThat(imports(cut, "--json").texts("format")).containsExactly("native");
    assertThat(run("threads", "--json").objects()).hasSize(4);
  }

  @Test
  void importRefusesFormatsAndPathsThatAreNotThere() {
    imports(PI_TREE, "--format", "paper")
        .failed(
            2,
            "no format is called paper; there are native, pi, claude-code, sessiontree-files, raw-jsonl,"
                + " conversation-jsonl, codex, segment-files");
    Path nowhere = folder.resolve("nowhere.jsonl");
    imports(PI_TREE, nowhere).failed(2, "no such file: " + nowhere);
    imports(folder).failed(1, "no .jsonl file in " + folder);
    assertThat(run("threads", "--json").ok().out()).isEmpty();
  }

  @Test
  void importRefusesAFileOfAnotherFormatThanAsked() {
    Run run = imports(PI_TREE, "--format", "claude-code");
    run.failed(1, PI_TREE + ": the file is not of the format claude-code");
    assertThat(imports(PI_TREE, "--format", "pi").code()).isZero();
  }

  @Test
  void dryRunStoresNothing() throws Exception {
    Run dry = imports(PI_TREE, damaged(), "--dry-run", "--json");
    assertThat(dry.code()).isEqualTo(4);
    assertThat(dry.objects().get(0).get("stored").asLong()).isEqualTo(19);
    assertThat(dry.err()).contains("19 would be stored");
    assertThat(run("threads", "--json").ok().out()).isEmpty();
    assertThat(run("verify").ok().out()).startsWith("0 entries, 0 threads, 0 segments");
  }

  @Test
  void exportGivesTheOriginalToTheByte() throws Exception {
    Path damaged = damaged();
    imports(damaged, PI_TREE);
    assertThat(bytes("export", "s", "--format", "pi")).isEqualTo(Files.readAllBytes(damaged));
    Path out = folder.resolve("out.jsonl");
    assertThat(run("export", "s", "--format", "pi", "--out", out.toString()).ok().out()).isEmpty();
    assertThat(out).hasSameBinaryContentAs(damaged);
    run("export", PI_SESSION, "--format", "pi", "--out", out.toString()).ok();
    assertThat(out).hasSameBinaryContentAs(PI_TREE);
  }

  @Test
  void exportIsASessionUnlessAFormatIsNamed() {
    imports(CLAUDE_CODE);
    byte[] session = bytes("export", CLAUDE_SESSION + "/agent-a77");
    assertThat(session).isEqualTo(bytes("export", CLAUDE_SESSION, "--format", "native"));
    assertThat(new String(session, StandardCharsets.UTF_8)).startsWith("{\"threadbase\":1,");
  }

  @Test
  void exportOfWhatTheFormatCannotHoldIsExitCodeFour() throws Exception {
    imports(PI_TREE);
    try (Threadbase threadbase = threadbase()) {
      threadbase.threads().appendFailure(PI_SESSION, null, "no answer");
    }
    Path out = folder.resolve("out.jsonl");
    Run run = run("export", PI_SESSION, "--format", "pi", "--out", out.toString());
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).startsWith("threadbase: pi has no place for 1 entry of type run_failure");
    assertThat(out).hasSameBinaryContentAs(PI_TREE);
  }

  @Test
  void exportRefusesWhatIsNotThere() {
    Path out = folder.resolve("out.jsonl");
    try (Threadbase threadbase = threadbase()) {
      threadbase.threads().createThread(ThreadMeta.builder("made here").build());
      threadbase.threads().appendMessage("made here", null, Message.user("one"));
    }
    for (List<String> where : List.of(List.<String>of(), List.of("--out", out.toString()))) {
      export(where, "nobody").failed(1, "neither a thread nor a session: nobody");
      export(where, "nobody", "--format", "pi").failed(1, "neither a thread nor a session: nobody");
      export(where, "made here", "--format", "paper")
          .failed(
              2,
              "no format is called paper; there are native, pi, claude-code, sessiontree-files, raw-jsonl,"
                  + " conversation-jsonl, codex, segment-files");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void exportSaysWhyAFileCannotBeWritten() throws Exception {
    imports(PI_TREE);
    Path nowhere = folder.resolve("no folder").resolve("out.jsonl");
    run("export", PI_SESSION, "--out", nowhere.toString())
        .failed(1, nowhere + " cannot be written: no such file or folder");
    Path taken = folder.resolve("taken");
    Files.createDirectories(taken.resolve("by a folder"));
    Run run = run("export", PI_SESSION, "--out", taken.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("threadbase: " + taken + " cannot be written: ");
    assertThat(folder.toFile().list()).containsExactly("taken");
  }

  @Test
  void aSessionTreeIsReadFromAFolderAndWrittenToOne() {
    Path tree = Path.of("src/test/resources/sessiontree-files/tree");
    Run run = imports(tree, "--json");
    assertThat(run.code()).isZero();
    assertThat(run.texts("thread_id")).containsExactly("demo/1", "demo/1-copy");
    assertThat(run.texts("format")).containsOnly("sessiontree-files");
    run("export", "demo/1", "--format", "sessiontree-files")
        .failed(2, "the format sessiontree-files is a folder: say which with --out");
    Path out = folder.resolve("out");
    run("export", "demo/1", "--format", "sessiontree-files", "--out", out.toString()).ok();
    for (String thread : List.of("id_ZGVtby8x", "id_ZGVtby8xLWNvcHk")) {
      assertThat(out.resolve(thread).resolve("entries.jsonl"))
          .hasSameBinaryContentAs(tree.resolve(thread).resolve("entries.jsonl"));
    }
    try (Threadbase threadbase = threadbase()) {
      threadbase.threads().moveLeaf("demo/1", "demo/1-entry-5");
    }
    run("export", "demo/1", "--format", "sessiontree-files", "--out", out.toString())
        .failed(4, "sessiontree-files has no place for leaf of 1 thread, first demo/1");
  }

  private Run export(List<String> where, String... args) {
    List<String> all = new ArrayList<>(List.of("export"));
    all.addAll(List.of(args));
    all.addAll(where);
    return run(all.toArray(new String[0]));
  }
}

class SqliteImportExportCommandsTest extends ImportExportCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresImportExportCommandsTest extends ImportExportCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
