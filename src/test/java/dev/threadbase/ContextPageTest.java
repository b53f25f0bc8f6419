package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.context.ContextRepair;
import dev.threadbase.testkit.MarkdownPage;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/context.md is taken at its word: it explains every repair. */
class ContextPageTest {

  private static final MarkdownPage PAGE = MarkdownPage.of("docs/context.md");
  private static final Pattern QUOTED = Pattern.compile("`([A-Z_]+)`");

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
