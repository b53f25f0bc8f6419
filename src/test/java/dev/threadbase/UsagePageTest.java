package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.conversation.PriceTable;
import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.MarkdownPage.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/usage.md is taken at its word: its prices are prices. */
class UsagePageTest {

  private static final MarkdownPage PAGE = MarkdownPage.of("docs/usage.md");

  @Test
  void pricesAreRead(@TempDir Path folder) throws Exception {
    List<Block> files = PAGE.blocks("json");
    assertThat(files).hasSize(1);
    Path file = Files.writeString(folder.resolve("prices.json"), files.get(0).code());
    PriceTable prices = PriceTable.read(file);
    assertThat(prices.price("acme", "m-large-2").orElseThrow().output()).isEqualTo("15");
    assertThat(prices.price("acme", "m-small").orElseThrow().output()).isEqualTo("1.25");
  }
}
