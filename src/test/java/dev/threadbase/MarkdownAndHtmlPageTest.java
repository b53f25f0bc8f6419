package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.JavaProgram;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/markdown-and-html.md is taken at its word: its Java runs and prints what the page says. */
class MarkdownAndHtmlPageTest {

  private static final MarkdownPage PAGE = MarkdownPage.of("docs/markdown-and-html.md");

  @Test
  void javaPrintsWhatThePageSays(@TempDir Path folder) throws Exception {
    List<Block> programs = PAGE.blocks("java");
    assertThat(programs).hasSize(1).allMatch(program -> program.answer() != null);
    for (Block program : programs) {
      assertThat(JavaProgram.output(program.code(), folder)).isEqualTo(program.answer());
    }
    assertThat(Files.readString(folder.resolve("garden.html"))).contains("<h1", "In the shade");
  }

  @Test
  void pageHoldsNoCodeThatNoTestRuns() {
    assertThat(PAGE.blocks("sql")).isEmpty();
    assertThat(PAGE.blocks("sh")).isEmpty();
  }
}
