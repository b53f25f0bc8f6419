package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.PostgresTestDatabase;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Exports in other formats, and of several sessions. */
abstract class ConversionCommandsContract extends CommandContract {

  private static final Path SAMPLES = Path.of("src/test/resources/samples");
  private static final String PI_SESSION = "0195f0a0-1111-7222-8333-444455556666";
  private static final String CLAUDE_SESSION = "5b0c7a52-3f0e-4e3a-9d55-0a1b2c3d4e5f";

  private Path out;

  @BeforeEach
  void importSamples(@TempDir Path folder) {
    out = folder.resolve("out");
    run("import", SAMPLES.toString());
  }

  @Test
  void lossesAreListedForPeopleAndForPrograms() {
    Run run = run("export", PI_SESSION, "--format", "claude-code", "--out", out.toString());
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .contains(
            "threadbase: claude-code has no place for 1 entry of type model_change, first 00000001");
    Run json =
        run("--json", "export", PI_SESSION, "--format", "claude-code", "--out", out.toString());
    assertThat(json.code()).isEqualTo(4);
    assertThat(json.err()).isEmpty();
    JsonNode report = json.objects().get(0);
    assertThat(names(report))
        .containsExactly(
            "file", "format", "session_ids", "thread_ids", "entries", "lines", "losses");
    assertThat(report.path("thread_ids").get(0).asString()).isEqualTo(PI_SESSION);
    JsonNode loss = report.path("losses").get(0);
    assertThat(names(loss)).containsExactly("kind", "name", "count", "first_id");
    assertThat(loss.path("kind").asString()).isEqualTo("entry");
  }

  @Test
  void severalSessionsAreOneFileOrAFolder() throws Exception {
    run("export", PI_SESSION, CLAUDE_SESSION, "--out", out.toString()).ok();
    assertThat(Files.readAllLines(out))
        .filteredOn(line -> line.contains("\"threadbase\":1"))
        .hasSize(2);
    Path folder = out.resolveSibling("folder");
    Run run =
        run("export", PI_SESSION, CLAUDE_SESSION, "--format", "pi", "--out", folder.toString());
    assertThat(run.code()).isEqualTo(4);
    assertThat(folder.toFile().list()).hasSize(3);
    assertThat(folder.resolve("2026-03-01T09-00-00-000Z_" + PI_SESSION + ".jsonl"))
        .hasSameBinaryContentAs(SAMPLES.resolve("pi-tree.jsonl"));
    run("export", PI_SESSION, CLAUDE_SESSION, "--format", "pi")
        .failed(2, "several ids are several files: say which folder with --out");
    run("export", PI_SESSION, PI_SESSION).failed(2, "an id is named twice");
    run("export", CLAUDE_SESSION, CLAUDE_SESSION + "/agent-a77")
        .failed(2, "the session of '" + CLAUDE_SESSION + "/agent-a77' is named twice");
  }
}

class SqliteConversionCommandsTest extends ConversionCommandsContract {
  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }
}

class PostgresConversionCommandsTest extends ConversionCommandsContract {
  @Override
  TestDatabase create() {
    return PostgresTestDatabase.create();
  }
}
