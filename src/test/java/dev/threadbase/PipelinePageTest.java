package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.pipeline.stages.redact.RedactionRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/pipeline.md is taken at its word: the rules it names are the rules. */
class PipelinePageTest {

  @Test
  void pageNamesTheRulesInTheirOrder() throws IOException {
    String page = Files.readString(Path.of("docs", "pipeline.md")).replaceAll("\\s+", " ");
    String rules = "`" + String.join("`, `", RedactionRules.builtIn().names()) + "`.";
    assertThat(page).contains(rules);
  }
}
