package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README is taken at its word: its Java runs, and the tests that it names exist. */
class ReadmeTest {

  private static final MarkdownPage README = MarkdownPage.of("README.md");
  private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path given) {
    folder = given;
  }

  @Test
  void javaPrintsWhatTheReadmeSays() throws Exception {
    List<Block> programs = README.blocks("java");
    assertThat(programs).hasSize(1).allMatch(program -> program.answer() != null);
    for (Block program : programs) {
      compile(asClass(program.code()));
      assertThat(run()).isEqualTo(program.answer());
    }
  }

  /** Imports on top, the rest as a program. */
  private static String asClass(String snippet) {
    String imports = lines(snippet, true);
    String body = lines(snippet, false);
    return imports
        + "class Snippet {\n  public static void main(String[] args) throws Exception {\n"
        + body
        + "  }\n}\n";
  }

  private static String lines(String snippet, boolean imports) {
    return snippet
        .lines()
        .filter(line -> line.startsWith("import ") == imports)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private void compile(String source) throws IOException {
    Path file = Files.writeString(folder.resolve("Snippet.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  complaints,
                  files,
                  null,
                  List.of("--release", "17", "-cp", CLASS_PATH, "-d", folder.toString()),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertThat(compiled).as(complaints.toString()).isTrue();
    }
  }

  /** In a process of its own, so that the files it names are made in the temporary folder. */
  private String run() throws Exception {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                folder + System.getProperty("path.separator") + CLASS_PATH,
                "Snippet")
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isZero();
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  @Test
  void everyGuaranteeNamesTestsThatExist() throws Exception {
    List<List<String>> guarantees = README.rowsBelow("What it guarantees");
    assertThat(guarantees).hasSizeGreaterThan(10);
    for (List<String> guarantee : guarantees) {
      List<String> tests =
          QUOTED.matcher(guarantee.get(1)).results().map(ReadmeTest::className).toList();
      assertThat(tests).as(guarantee.get(0)).isNotEmpty();
      for (String test : tests) {
        assertThat(Class.forName(test)).isNotNull();
      }
    }
  }

  private static String className(MatchResult quoted) {
    return "dev.threadbase.contract." + quoted.group(1);
  }
}
