package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.JavaProgram;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README is taken at its word: its Java runs, and the tests that it names exist. */
class ReadmeTest {

  private static final MarkdownPage README = MarkdownPage.of("README.md");
  private static final List<String> PACKAGES =
      List.of(
          "contract",
          "context",
          "conversation.export",
          "segment",
          "jdbi",
          "fuzz",
          "pipeline",
          "pipeline.stages.compress",
          "pipeline.stages.redact");
  private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path given) {
    folder = given;
  }

  @Test
  void javaPrintsWhatTheReadmeSays() throws Exception {
    List<Block> programs = README.blocks("java");
    assertThat(programs).hasSize(6).allMatch(program -> program.answer() != null);
    for (Block program : programs) {
      assertThat(JavaProgram.output(program.code(), folder)).isEqualTo(program.answer());
    }
  }

  @Test
  void everyGuaranteeNamesTestsThatExist() throws Exception {
    List<List<String>> guarantees = README.rowsBelow("What it guarantees");
    assertThat(guarantees).hasSizeGreaterThan(10);
    for (List<String> guarantee : guarantees) {
      List<String> tests =
          QUOTED.matcher(guarantee.get(1)).results().map(quoted -> quoted.group(1)).toList();
      assertThat(tests).as(guarantee.get(0)).isNotEmpty();
      for (String test : tests) {
        assertThat(PACKAGES)
            .as(test)
            .anyMatch(name -> isClass("dev.threadbase." + name + "." + test));
      }
    }
  }

  private static boolean isClass(String name) {
    try {
      return Class.forName(name) != null;
    } catch (ClassNotFoundException nowhere) {
      return false;
    }
  }
}
