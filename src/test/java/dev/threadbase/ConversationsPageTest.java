package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.conversation.ConversationView;
import dev.threadbase.testkit.MarkdownPage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/conversations.md is taken at its word: it explains every view. */
class ConversationsPageTest {

  private static final MarkdownPage PAGE = MarkdownPage.of("docs/conversations.md");

  @Test
  void everyViewIsExplained() {
    List<String> explained = PAGE.rowsBelow("Three views").stream().map(row -> row.get(0)).toList();
    for (ConversationView view : ConversationView.values()) {
      assertThat(explained).anyMatch(cell -> cell.contains("`" + view + "`"));
    }
  }
}
