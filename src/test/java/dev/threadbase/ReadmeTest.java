package dev.threadbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.threadbase.testkit.MarkdownPage;
import dev.threadbase.testkit.TestClasses;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README is taken at its word: the tests that it names exist. */
class ReadmeTest {

  private static final MarkdownPage README = MarkdownPage.of("README.md");
  private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

  @Test
  void everyGuaranteeNamesTestsThatExist() throws Exception {
    List<List<String>> guarantees = README.rowsBelow("What it guarantees");
    assertThat(guarantees).hasSizeGreaterThan(10);
    for (List<String> guarantee : guarantees) {
      List<String> tests =
          QUOTED.matcher(guarantee.get(1)).results().map(quoted -> quoted.group(1)).toList();
      assertThat(tests).as(guarantee.get(0)).isNotEmpty();
      for (String test : tests) {
        assertThat(TestClasses.named(test)).as(test).isPresent();
      }
    }
  }
}
