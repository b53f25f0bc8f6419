package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pipeline.stages.redact.RedactionRules;
import dev.threadbase.testkit.JavaProgram;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/pipeline.md is taken at its word: its Java runs, and the rules it names are the rules. */
class PipelinePageTest {

  private static final MarkdownPage PAGE = MarkdownPage.of("docs/pipeline.md");

  @Test
  void javaPrintsWhatThePageSays(@TempDir Path folder) throws Exception {
    List<Block> programs = PAGE.blocks("java");
    assertThat(programs).hasSize(1).allMatch(program -> program.answer() != null);
    for (Block program : programs) {
      assertThat(JavaProgram.output(program.code(), folder)).isEqualTo(program.answer());
    }
  }

  @Test
  void pageNamesTheRulesInTheirOrder() throws IOException {
    String page = Files.readString(Path.of("docs", "pipeline.md")).replaceAll("\\s+", " ");
    String rules = "`" + String.join("`, `", RedactionRules.builtIn().names()) + "`.";
    assertThat(page).contains(rules);
  }
}
