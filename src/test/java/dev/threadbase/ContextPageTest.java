package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.context.ContextRepair;
import dev.threadbase.testkit.JavaProgram;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/context.md is taken at its word: its Java runs and prints what the page says. */
class ContextPageTest {

  private static final MarkdownPage PAGE = MarkdownPage.of("docs/context.md");
  private static final Pattern QUOTED = Pattern.compile("`([A-Z_]+)`");

  @Test
  void javaPrintsWhatThePageSays(@TempDir Path folder) throws Exception {
    List<Block> programs = PAGE.blocks("java");
    assertThat(programs).hasSize(6).allMatch(program -> program.answer() != null);
    for (Block program : programs) {
      assertThat(JavaProgram.output(program.code(), folder))
          .is(MarkdownPage.shownAs(program.answer()));
    }
  }

  @Test
  void pageHoldsNoCodeThatNoTestRuns() {
    assertThat(PAGE.blocks("sql")).isEmpty();
    assertThat(PAGE.blocks("sh")).isEmpty();
  }

  @Test
  void everyRepairIsExplained() {
    List<String> explained =
        PAGE.rowsBelow("Two modes").stream()
            .flatMap(row -> QUOTED.matcher(row.get(0)).results())
            .map(quoted -> quoted.group(1))
            .toList();
    assertThat(explained)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ContextRepair.Kind.values()).map(Enum::name).toList());
  }
}
