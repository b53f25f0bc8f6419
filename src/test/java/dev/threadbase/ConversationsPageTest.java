package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.conversation.ConversationView;
import dev.threadbase.testkit.JavaProgram;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/conversations.md is taken at its word: its Java runs and prints what the page says. */
class ConversationsPageTest {

  private static final MarkdownPage PAGE = MarkdownPage.of("docs/conversations.md");

  @Test
  void javaPrintsWhatThePageSays(@TempDir Path folder) throws Exception {
    List<Block> programs = PAGE.blocks("java");
    assertThat(programs).hasSize(2).allMatch(program -> program.answer() != null);
    for (Block program : programs) {
      assertThat(JavaProgram.output(program.code(), folder)).isEqualTo(program.answer());
    }
  }

  @Test
  void pageHoldsNoCodeThatNoTestRuns() {
    assertThat(PAGE.blocks("sql")).isEmpty();
    assertThat(PAGE.blocks("sh")).isEmpty();
    assertThat(PAGE.blocks("console")).isEmpty();
  }

  @Test
  void everyViewIsExplained() {
    List<String> explained = PAGE.rowsBelow("Three views").stream().map(row -> row.get(0)).toList();
    for (ConversationView view : ConversationView.values()) {
      assertThat(explained).anyMatch(cell -> cell.contains("`" + view + "`"));
    }
  }
}
