package dev.threadbase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.ChildJvm;
import dev.threadbase.testkit.MarkdownPage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README and of the page about pipelines print what these say. */
class ReadmeIT {

  private static final List<String> LINKED = List.of("src", "target");
  private static final Pattern PROMPT = Pattern.compile("^\\$ ", Pattern.MULTILINE);
  private static final String BUILD = "mvn -q -DskipTests package && ";

  private Path folder;

  @BeforeEach
  void linkProject(@TempDir Path given) throws IOException {
    folder = given;
    for (String name : LINKED) {
      Files.createSymbolicLink(folder.resolve(name), Path.of(name).toAbsolutePath());
    }
  }

  @AfterEach
  void unlinkProject() throws IOException {
    for (String name : LINKED) {
      Files.delete(folder.resolve(name));
    }
  }

  private record Command(String line, String output) {}

  @Test
  void everyCommandPrintsWhatTheReadmeSays() throws Exception {
    everyCommandOf("README.md", 16);
  }

  @Test
  void everyCommandPrintsWhatThePageAboutPipelinesSays() throws Exception {
    everyCommandOf("docs/pipeline.md", 3);
  }

  private void everyCommandOf(String page, int count) throws Exception {
    List<Command> commands = commands(page);
    assertThat(commands).hasSize(count);
    for (Command command : commands) {
      assertThat(run(command.line())).as(command.line()).isEqualTo(command.output());
    }
  }

  /** Without Maven: what it would build is there already. */
  private static List<Command> commands(String page) {
    return MarkdownPage.of(page).blocks("console").stream()
        .flatMap(block -> PROMPT.splitAsStream(block.code()).filter(part -> !part.isEmpty()))
        .map(ReadmeIT::command)
        .filter(command -> !command.line().startsWith("mvn "))
        .toList();
  }

  private static Command command(String lineAndOutput) {
    int end = lineAndOutput.indexOf('\n');
    String line = lineAndOutput.substring(0, end);
    return new Command(
        line.startsWith(BUILD) ? line.substring(BUILD.length()) : line,
        lineAndOutput.substring(end + 1));
  }

  private String run(String line) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-o", "pipefail", "-c", line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("THREADBASE") || name.startsWith("J"));
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    environment.put("JDK_JAVA_OPTIONS", String.join(" ", ChildJvm.SHORT_LIVED));
    environment.merge("PATH", java, (path, first) -> first + File.pathSeparator + path);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself: " + line).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(line + "\n" + Files.readString(err)).isZero();
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
