package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.JavaProgram;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/search.md is taken at its word: its Java prints what the page says. */
class SearchPageTest {

  @Test
  void javaPrintsWhatThePageSays(@TempDir Path folder) throws Exception {
    List<Block> programs = MarkdownPage.of("docs/search.md").blocks("java");
    assertThat(programs).hasSize(1).allMatch(program -> program.answer() != null);
    for (Block program : programs) {
      assertThat(JavaProgram.output(program.code(), folder)).isEqualTo(program.answer());
    }
  }
}
