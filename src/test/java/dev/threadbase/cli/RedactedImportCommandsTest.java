package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.EveryRow;
import dev.threadbase.testkit.MadeSecret;
import dev.threadbase.testkit.MadeSecrets;
import dev.threadbase.testkit.SqliteTestDatabase;
import dev.threadbase.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code import --redact} prints and stores. */
class RedactedImportCommandsTest extends CommandContract {

  @TempDir private Path folder = Path.of("");

  @Override
  TestDatabase create() {
    return SqliteTestDatabase.create();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(
        folder.resolve("session.jsonl"),
        "{\"type\":\"session\",\"version\":3,\"id\":\"0195f0a0-1111-7222-8333-444455556666\","
            + "\"timestamp\":\"2026-03-01T09:00:00.000Z\",\"cwd\":\"/home/ana\"}\n"
            + "{\"type\":\"message\",\"id\":\"00000001\",\"parentId\":null,\"message\":"
            + "{\"role\":\"user\",\"content\":\""
            + text
            + "\"}}\n");
  }

  @Test
  void secretsAreCountedByRuleAndNotStored() throws IOException {
    MadeSecret secret = MadeSecrets.all().get(0);
    Run run = run("import", "--redact", file(secret.text()).toString());
    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains("1 stored", "redact completed, 2 lines", "aws_access_key 1")
        .doesNotContain(secret.secret());
    assertThat(secret.isSeenIn(EveryRow.of(database).toString())).isFalse();
    JsonNode again =
        run("--json", "import", "--redact", file(secret.text()).toString()).objects().get(0);
    assertThat(again.get("stages").get(0).get("stats").get("aws_access_key").longValue())
        .isEqualTo(1);
    assertThat(again.get("existing").longValue()).isEqualTo(1);
  }

  @Test
  void withoutStagesTheReportDoesNotSpeakOfThem() throws IOException {
    JsonNode report = run("--json", "import", file("hello").toString()).objects().get(0);
    assertThat(report.has("stages")).isFalse();
  }

  @Test
  void rulesNeedRedaction() throws IOException {
    run("import", "--allow", "x", file("hello").toString())
        .failed(2, "--rules and --allow need --redact");
  }

  @Test
  void aNativeExportIsRefused() throws IOException {
    run("import", file("hello").toString());
    Path exported = folder.resolve("native.jsonl");
    run("export", "--out", exported.toString(), "0195f0a0-1111-7222-8333-444455556666").ok();
    Run refused = run("import", "--redact", exported.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("a native export cannot go through stages");
  }
}
