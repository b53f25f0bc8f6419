package dev.threadbase.cli;

import static dev.threadbase.cli.CommandContract.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.cli.CommandContract.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** How the command line understands what it is given, before any database matters. */
class UsageTest {

  private static final String NEW_LINE = System.lineSeparator();

  private static final String PI_TREE = "src/test/resources/samples/pi-tree.jsonl";

  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path given) {
    folder = given;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "threads --nonsense",
        "threads --limit x",
        "threads surplus",
        "show",
        "fork a --at x --before y",
        "show a --leaf x --all",
        "context",
        "context a --purpose",
        "check",
        "check a --repaired",
        "segments",
        "restore",
        "restore a --lenient",
        "restore a --log --reference",
        "lease",
        "lease a --list",
        "lease a b",
        "lease a --break",
        "lease a --reason x",
        "lease a --by x",
        "lease a --break --by x",
        "lease --break --reason x",
        "lease --list --break --reason x"
      })
  void wrongUsageSaysWhatAndWhereToReadOn(String line) {
    assertWrongUsage(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usage a",
        "usage --by",
        "usage --by year",
        "usage --from yesterday",
        "usage --until 1500-01-01"
      })
  void wrongUsageOfTotalsSaysWhatAndWhereToReadOn(String line) {
    assertWrongUsage(line);
  }

  private static void assertWrongUsage(String line) {
    Run run = run(Map.of(), line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .hasSizeBetween(2, 3)
        .first()
        .asString()
        .startsWith("threadbase: ");
    assertThat(run.err()).contains("--help' for what it takes.");
  }

  @Test
  void wrongValuesAreWrongUsage() {
    run(Map.of(), List.of("--db", "mysql://u:secret@h/d", "threads"))
        .failed(2, "--db takes a path, jdbc:sqlite:..., postgresql://... or jdbc:postgresql:...");
    run(Map.of(), List.of("--db", "jdbc:sqlite::memory:", "threads"))
        .failed(
            2, "this SQLite URL names no file; for a database in memory use Threadbase.inMemory()");
    run(Map.of(), List.of("lease", "a", "--break", "--reason", " ")).failed(2, "--reason is blank");
    run(Map.of(), List.of("lease", "a", "--break", "--reason", "r", "--by", ""))
        .failed(2, "--by is blank");
    run(Map.of(), List.of("usage", "--from", "2026-03-02", "--until", "2026-03-01"))
        .failed(2, "--until is before --from");
    run(Map.of(), List.of("context", "a", "--purpose", "fun"))
        .failed(2, "no purpose is called fun; there are provider_request, compaction, test_ui");
  }

  @Test
  void helpAndVersionAreData() {
    assertThat(run(Map.of(), List.of("--help")).ok().out()).contains("threads", "verify", "--db");
    assertThat(run(Map.of(), List.of("show", "--help")).ok().out()).contains("--leaf");
    assertThat(run(Map.of(), List.of("context", "--help")).ok().out())
        .contains("provider_request, compaction, test_ui.");
    assertThat(run(Map.of(), List.of("check", "--help")).ok().out()).contains("--repair");
    assertThat(run(Map.of(), List.of("lease", "--help")).ok().out())
        .contains("(THREAD [--break --reason=TEXT [--token=N]")
        .contains("3   the lease of a thread is held, lost, or required and not there");
    assertThat(run(Map.of(), List.of("--version")).ok().out()).startsWith("threadbase ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "threads",
        "show x",
        "tree x",
        "lineage x",
        "segments x",
        "restore x",
        "fork x",
        "lease x",
        "context x",
        "check x",
        "usage",
        "verify"
      })
  void doesNotMakeWhatItWasAskedToRead(String line) {
    Path missing = folder.resolve("missing.db");
    List<String> args = List.of(("--db " + missing + " " + line).split(" ", -1));
    run(Map.of(), args).failed(1, "no database at " + missing + "; import or migrate makes one");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void makesNoDatabaseForAnImportThatCannotBegin() throws Exception {
    Path database = folder.resolve("new.db");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    importsNothing(database, "nowhere.jsonl").failed(2, "no such file: nowhere.jsonl");
    importsNothing(database, "--format", "paper", PI_TREE)
        .failed(
            2,
            "no format is called paper; there are native, pi, claude-code, sessiontree-files,"
                + " raw-jsonl, conversation-jsonl, codex, segment-files");
    importsNothing(database, empty.toString()).failed(1, "no .jsonl file in " + empty);
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(empty));
  }

  private static Run importsNothing(Path database, String... args) {
    List<String> all = new ArrayList<>(List.of("--db", database.toString(), "import"));
    all.addAll(List.of(args));
    return run(Map.of(), all);
  }

  @Test
  void dryRunMakesNoDatabaseEither() {
    Path missing = folder.resolve("missing.db");
    Run dry =
        run(
            Map.of(),
            List.of("--db", missing.toString(), "import", "--dry-run", "--json", PI_TREE));
    assertThat(dry.code()).isZero();
    assertThat(dry.objects().get(0).get("stored").asLong()).isEqualTo(19);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void doesNotMigrateWhatItWasAskedToRead() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.db"));
    run(Map.of(), List.of("--db", empty.toString(), "threads"))
        .failed(1, "the database lacks 13 migrations; migrate it first");
  }

  @Test
  void refusesFileThatIsNoDatabase() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "private notes, no database at all");
    run(Map.of(), List.of("--db", text.toString(), "threads"))
        .failed(1, "the file is not a SQLite database (code 26)");
    assertThat(text).hasContent("private notes, no database at all");
  }

  @Test
  void migrateMakesDatabaseThatTheEnvironmentNames() {
    Path file = folder.resolve("new.db");
    Map<String, String> environment = Map.of("THREADBASE_DB", file.toString());
    assertThat(run(environment, List.of("migrate")).code()).isZero();
    assertThat(file).exists();
    assertThat(run(environment, List.of("threads", "--json")).ok().out()).isEmpty();
    assertThat(run(environment, List.of("threads", "--json", "--db", "jdbc:sqlite:" + file)).code())
        .isZero();
  }

  @Test
  void unreachableServerIsNamedWithoutPassword() {
    Run run =
        run(Map.of(), List.of("--verbose", "--db", "postgres://u:s3cret@localhost:1/d", "threads"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("threadbase: the server cannot be reached (SQLSTATE 08001)" + NEW_LINE)
        .contains("\tat dev.threadbase")
        .doesNotContain("s3cret");
  }

  @Test
  void argumentsAreNeitherFilesNorControlCharacters() throws Exception {
    Path file = folder.resolve("new.db");
    run(Map.of(), List.of("--db", file.toString(), "migrate"));
    run(Map.of(), List.of("--db", file.toString(), "show", "@a\u001b[2J\nb"))
        .failed(1, "thread not found: @a␛[2J b");
  }

  @Test
  void readerThatHasSeenEnoughIsNoFailure() {
    assertThat(runInto("Broken pipe")).isEqualTo(new Run(0, "", ""));
  }

  @Test
  void fullDiskIsAFailure() {
    assertThat(runInto("No space left on device"))
        .isEqualTo(
            new Run(
                1,
                "",
                "threadbase: standard output cannot be written: No space left on device"
                    + NEW_LINE));
  }

  private static Run runInto(String failure) {
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        Main.commandLine(Map.of(), InputStream.nullInputStream(), OutputStream.nullOutputStream())
            .setOut(new PrintWriter(new StandardOutput(new Refusing(failure))))
            .setErr(new PrintWriter(err, true));
    int code = StandardOutput.flushing(commandLine, () -> commandLine.execute("--help"));
    return new Run(code, "", err.toString());
  }

  private static final class Refusing extends OutputStream {
    private final String message;

    Refusing(String message) {
      this.message = message;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(message);
    }
  }
}
