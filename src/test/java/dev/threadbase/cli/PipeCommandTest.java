package dev.threadbase.cli;

import static dev.threadbase.cli.CommandContract.piped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.cli.CommandContract.Run;
import dev.threadbase.testkit.MadeSecrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines from standard input to standard output. */
class PipeCommandTest {

  private static final String SESSION =
      """
      {"metadata":{"version":"1.0","created_at":"2026-02-03T09:15:00Z"},"type":"header"}
      {"content":"Rename it.","seq":0,"timestamp":"2026-02-03T09:15:02Z","type":"user"}
      {"content":"","seq":1,"timestamp":"2026-02-03T09:15:06Z","tool_input":"{\\"description\\":\\"Run tests\\"}","tool_name":"Bash","tool_output":"ok","type":"tool"}
      {"content":"Done.\\u200b","seq":2,"timestamp":"2026-02-03T09:15:07Z","type":"assistant"}
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void withoutAStageTheInputIsCopied() {
    assertThat(piped("one\ntwo", "pipe")).isEqualTo(new Run(0, "one\ntwo", ""));
  }

  @Test
  void stagesWorkInTheOrderGivenAndTellWhatTheyCounted() {
    Run run = piped(SESSION, "pipe", "--stage", "compress", "--stage", "strip");
    assertThat(run.code()).isZero();
    assertThat(run.lines())
        .containsExactly(
            SESSION.lines().toList().get(1),
            "{\"type\":\"tool_mark\",\"description\":\"Run tests\"}",
            "{\"content\":\"Done.\",\"seq\":2,\"timestamp\":\"2026-02-03T09:15:07Z\",\"type\":\"assistant\"}");
    assertThat(run.err().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("threadbase: "))
        .anyMatch(line -> line.contains("compress completed, 4 lines"))
        .anyMatch(line -> line.contains("strip completed, 3 lines"));
  }

  @Test
  void secretsAreTakenOut() {
    String secret = MadeSecrets.all().get(0).secret();
    Run run = piped("{\"content\":\"" + secret + "\"}\n", "pipe", "--stage", "redact");
    assertThat(run.out()).isEqualTo("{\"content\":\"[REDACTED_AWS_KEY]\"}\n");
    assertThat(run.err()).contains("aws_access_key 1").doesNotContain(secret);
  }

  @Test
  void programsGetOneObjectAStage() {
    Run run = piped(SESSION, "--json", "pipe", "--stage", "redact,strip");
    JsonNode strip = run.err().lines().map(JsonMapper.shared()::readTree).toList().get(1);
    assertThat(strip.propertyNames())
        .containsExactly(
            "stage",
            "outcome",
            "lines_in",
            "bytes_in",
            "lines_out",
            "bytes_out",
            "duration_ms",
            "stats");
    assertThat(strip.get("stage").asString()).isEqualTo("strip");
    assertThat(strip.get("lines_in").longValue()).isEqualTo(4);
  }

  @Test
  void rulesOfOnesOwnAreApplied() throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("team.md"),
            "# Ours\n```redact\nliteral \"Project Heron\" -> [PROJECT]\n```\n");
    Run run =
        piped("Project Heron ships\n", "pipe", "--stage", "redact", "--rules", rules.toString());
    assertThat(run.out()).isEqualTo("[PROJECT] ships\n");
    Run allowed =
        piped(
            "Project Heron ships\n",
            "pipe",
            "--stage",
            "redact",
            "--rules",
            rules.toString(),
            "--allow",
            "Project Heron");
    assertThat(allowed.out()).isEqualTo("Project Heron ships\n");
  }

  @Test
  void aFileOfRulesWithALineThatIsNoRuleIsRefused() throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("team.md"),
            "```redact\nliteral \"Project Heron\"\nregex \"(\" -> [X]\nliteral \"a\" -> [A]\n```\n");
    Run run = piped("Project Heron\n", "pipe", "--stage", "redact", "--rules", rules.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(rules + ", line 2: missing '->' separator", ", line 3: invalid regex")
        .doesNotContain("Heron");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    refused("no stage is called shrink; there are redact, compress, strip", "--stage", "shrink");
    refused("--mode needs --stage compress", "--stage", "redact", "--mode", "lossless");
    refused("--drop-thinking needs --stage strip", "--drop-thinking", "all");
    refused("--rules and --allow need --stage redact", "--allow", "x");
    refused(
        "invalid --mode \"x\" (expected conversation or lossless)",
        "--stage",
        "compress",
        "--mode",
        "x");
    refused(
        "README.md has no rule in a fenced block tagged redact",
        "--stage",
        "redact",
        "--rules",
        "README.md");
    refused("no such file: nowhere.md", "--stage", "redact", "--rules", "nowhere.md");
  }

  private static void refused(String message, String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "pipe";
    System.arraycopy(options, 0, args, 1, options.length);
    piped("x\n", args).failed(2, message);
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoFailure() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    StringWriter err = new StringWriter();
    var commandLine =
        Main.commandLine(
                Map.of(),
                new ByteArrayInputStream(SESSION.getBytes(StandardCharsets.UTF_8)),
                closed)
            .setErr(new PrintWriter(err, true));
    int code =
        StandardOutput.flushing(commandLine, () -> commandLine.execute("pipe", "--stage", "strip"));
    assertThat(code).isZero();
    assertThat(err.toString()).isEmpty();
  }
}
